/** How runs that were interrupted are offered: one offer for each network file, of the latest that can go on. */
import path from 'node:path';

import type { InterruptedRun } from '../protocol/loading';

export interface Offer {
  readonly run: InterruptedRun;
  /** Of all runs of this file; where they are written down. */
  readonly journals: readonly string[];
  readonly text: string;
  readonly discard: 'Discard' | 'Discard All';
}

/** `runs`, the latest first. */
export function offersOf(runs: readonly InterruptedRun[]): readonly Offer[] {
  const files = [...new Set(runs.map(({ file }) => file))];
  return files.map((file) => offerOf(runs.filter((run) => run.file === file)));
}

function offerOf(runs: readonly InterruptedRun[]): Offer {
  const run = runs.find(({ obstacle }) => obstacle === undefined) ?? runs[0]!;
  const { file, position, obstacle } = run;
  const place = `${position.iteration}:${position.instruction}`;
  const sentences = [`The training of ${path.basename(file)} was interrupted at ${place}.`];
  if (runs.length === 2) sentences.push('So was another one.');
  if (2 < runs.length) sentences.push(`So were ${runs.length - 1} others.`);
  if (obstacle !== undefined) sentences.push(`It cannot go on from there. ${obstacle}`);
  return {
    run,
    journals: runs.map(({ journal }) => journal),
    text: sentences.join(' '),
    discard: runs.length === 1 ? 'Discard' : 'Discard All',
  };
}
