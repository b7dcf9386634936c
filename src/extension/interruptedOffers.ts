/** How runs that were interrupted are offered: one offer for each network file, of its latest run. */
import path from 'node:path';

import type { InterruptedRun } from '../protocol/loading';

export interface Offer {
  readonly latest: InterruptedRun;
  /** Of all runs of this file; where they are written down. */
  readonly journals: readonly string[];
  readonly text: string;
  readonly discard: 'Discard' | 'Discard All';
}

/** `runs`, the latest first. */
export function offersOf(runs: readonly InterruptedRun[]): readonly Offer[] {
  const byFile = new Map<string, InterruptedRun[]>();
  for (const run of runs) byFile.set(run.file, [...(byFile.get(run.file) ?? []), run]);
  return [...byFile.values()].map(([latest, ...earlier]) => offerOf(latest!, earlier));
}

function offerOf(latest: InterruptedRun, earlier: readonly InterruptedRun[]): Offer {
  const { file, position, obstacle } = latest;
  const place = `${position.iteration}:${position.instruction}`;
  const sentences = [`The training of ${path.basename(file)} was interrupted at ${place}.`];
  if (earlier.length === 1) sentences.push('So was one before it.');
  if (1 < earlier.length) sentences.push(`So were ${earlier.length} before it.`);
  if (obstacle !== undefined) sentences.push(`It cannot go on from there. ${obstacle}`);
  return {
    latest,
    journals: [latest, ...earlier].map(({ journal }) => journal),
    text: sentences.join(' '),
    discard: earlier.length === 0 ? 'Discard' : 'Discard All',
  };
}
