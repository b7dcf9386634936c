/** With NumPy's numbers, minibatches are those of the course's notebooks, in whatever order iterations are run. */
import path from 'node:path';

import { expect, it } from 'vitest';

import { openRun } from '../../../src/trainer/run';
import expected from '../../fixtures/numpy/expected.json';
import { chooseKernels } from '../../support/runs';

const network = (training: object = {}) => ({
  data: { source: 'moons', samples: 300, split: { train: 1 } },
  layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
  random: { numpy: 3, minibatches: 10 },
  training: { batchSize: 64, epochs: 3, ...training },
});

async function machineOf(text: object) {
  const file = path.resolve('net.nn.jsonc');
  const budgets = { memoryBudgetBytes: 2 ** 28, keyframeBudgetBytes: 2 ** 20 };
  const opened = await openRun({
    file,
    text: JSON.stringify(text),
    roots: [],
    ...budgets,
    chooseKernels,
  });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
  return opened.run.machine;
}

it('takes the samples in the order of random_mini_batches', async () => {
  const machine = await machineOf(network());
  // 5 iterations per epoch; the last has 44 samples.
  for (const iteration of [0, 1, 14, 4, 10, 5, 3]) {
    machine.run(iteration, 0, 1);
    const epoch = Math.floor(iteration / 5);
    const first = 64 * (iteration % 5);
    const { columns } = machine.view('X', iteration);
    const taken = Array.from({ length: columns }, (_, column) =>
      machine.sampleIndex(iteration, column),
    );
    expect(taken).toEqual(expected.courseMinibatches[epoch]!.slice(first, first + 64));
  }
});

it('keeps the order of the data where nothing is shuffled', async () => {
  const machine = await machineOf(network({ shuffle: false }));
  machine.run(6, 0, 1);
  expect(machine.sampleIndex(6, 5)).toBe(69);
});

it('draws the order from the seed of the weights when there is no other', async () => {
  const machine = await machineOf({ ...network(), random: { numpy: 10 } });
  machine.run(0, 0, 1);
  expect(machine.sampleIndex(0, 0)).toBe(expected.courseMinibatches[0]![0]);
});
