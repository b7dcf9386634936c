/** A run as the trainer holds it, at a position of its own. */
import { AlertLog, Branches, programBoundaries, type Position } from '../../src/core';
import type { Run } from '../../src/trainer/run';
import { instantiateKernels, math, testRun, type TestNetwork } from '../support/runs';

/** (4, 2) and (1, 4): 100 samples in minibatches of 30, so the last one of an epoch has 10. */
export const network: TestNetwork = {
  layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }],
  training: { batchSize: 30 },
};

export function runAt(position: Position, given: TestNetwork = network): Run {
  const { spec, dataset, machine, timeline } = testRun(given);
  timeline.seek(position);
  const nowhere = { range: { start: 0, end: 0 }, line: 0 };
  return {
    file: '/lessons/test.nn.jsonc',
    text: '',
    spec,
    locations: {
      layers: [],
      data: nowhere,
      loss: nowhere,
      optimizer: nowhere,
      training: nowhere,
    },
    warnings: [],
    dataset,
    machine,
    branches: new Branches(timeline),
    timeline,
    alerts: new AlertLog({
      scalars: timeline.scalars,
      weightCounts: machine.weightCounts,
      math,
    }),
    ground: {
      boundaries: programBoundaries(machine.program.instructions),
      iterations: timeline.iterations,
      iterationsPerEpoch: machine.iterationsPerEpoch,
    },
    kernels: 'strict',
    instantiateKernels,
    keyframeBudgetBytes: 2 ** 24,
  };
}

export function at(iteration: number, instruction: number): Position {
  return { iteration, instruction };
}

/** Behind the instruction of this name. */
export function behind(name: string, iteration = 0): Position {
  const { instructions } = testRun(network).machine.program;
  return at(iteration, instructions.findIndex((line) => line.name === name) + 1);
}

/** Behind the last instruction. */
export const end = testRun(network).timeline.end.instruction;
