/** A run in this process, moved without a channel: for times in which nothing else is to be counted. */
import path from 'node:path';

import { expressionScopeOf } from '../../src/trainer/expressionScope';
import { loadKernels } from '../../src/trainer/kernels';
import { Mover } from '../../src/trainer/movement';
import { openRun, type Run } from '../../src/trainer/run';

export interface OpenedRun {
  readonly run: Run;
  readonly mover: Mover;
  /** The bytes of all keyframes that are kept. */
  keyframeBytes(): number;
}

export interface Opening {
  readonly text: string;
  readonly keyframeBudgetBytes?: number;
  /** Between two slices of a movement. */
  underWay?(): void;
}

export async function openedRun({
  text,
  keyframeBudgetBytes = 2 ** 28,
  underWay = () => undefined,
}: Opening): Promise<OpenedRun> {
  const opened = await openRun({
    file: '/nowhere/network.nn.jsonc',
    text,
    roots: [],
    memoryBudgetBytes: 2 ** 30,
    keyframeBudgetBytes,
    chooseKernels: loadKernels(path.resolve('dist/kernels.wasm')),
  });
  if (opened.kind === 'refused') throw new Error(opened.problems[0]?.message);
  const { run } = opened;
  const mover = new Mover(run, expressionScopeOf(run), {
    alertRaised: () => undefined,
    underWay,
    logged: () => undefined,
  });
  return {
    run,
    mover,
    keyframeBytes: () => run.timeline.keyframeIterations.length * run.machine.persistent.byteLength,
  };
}
