/** Drawn images are to be learned from: on samples that training has not seen, a small network is right. */
import path from 'node:path';

import { expect, it } from 'vitest';

import { Evaluator } from '../../../src/core';
import { openRun } from '../../../src/trainer/run';
import { chooseKernels, instantiateKernels } from '../../support/runs';

it.each([
  {
    name: 'digits by 784-50-10',
    data: { source: 'digits', samples: 1500, split: { train: 0.8, test: 0.2 } },
    layers: [
      { type: 'dense', units: 50, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
    accuracy: 0.9,
  },
  {
    name: 'cats by logistic regression',
    data: { source: 'cats', samples: 300, split: { train: 0.8, test: 0.2 } },
    layers: [{ type: 'dense', units: 1, activation: 'sigmoid', initializer: 'zeros' }],
    optimizer: { type: 'gradientDescent', learningRate: 0.005 },
    accuracy: 0.85,
  },
])('$name', async ({ data, layers, optimizer, accuracy }) => {
  const network = { data, layers, optimizer, training: { batchSize: 50, epochs: 30, seed: 4 } };
  const opened = await openRun({
    file: path.resolve('drawn.nn.jsonc'),
    text: JSON.stringify(network),
    roots: [],
    memoryBudgetBytes: 2 ** 30,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
  });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
  const { machine, dataset, spec, timeline } = opened.run;
  const end = machine.program.instructions.length;
  for (let iteration = 0; iteration < timeline.iterations; iteration++)
    machine.run(iteration, 0, end);
  const samples = dataset.test;
  const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
  expect(evaluator.evaluate(machine.persistentBytes()).accuracy).toBeGreaterThan(accuracy);
});
