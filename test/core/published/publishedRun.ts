/** Networks of the public notebooks, opened from the text of a network file as a user would write it. */
import path from 'node:path';

import { openRun, type Run } from '../../../src/trainer/run';
import { chooseKernels } from '../../support/runs';

export async function publishedRun(network: object): Promise<Run> {
  const opened = await openRun({
    file: path.resolve('published.nn.jsonc'),
    text: JSON.stringify(network, undefined, 2),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
  });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
  return opened.run;
}

/** Runs whole iterations on the machine alone; no keyframes are kept. */
export function advance({ machine }: Run, from: number, to: number): void {
  const end = machine.program.instructions.length;
  for (let iteration = from; iteration < to; iteration++) machine.run(iteration, 0, end);
}
