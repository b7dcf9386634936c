/**
 * The accuracies that the notebook "Optimization Methods" prints (Andrew Ng's course 2, week 2): moons of 300
 * samples, a net of 2-5-2-1 units with ReLU, minibatches of 64, α 0.0007, 10,000 epochs.
 */
import { expect, it } from 'vitest';

import { Evaluator } from '../../../src/core';
import { instantiateKernels } from '../../support/runs';
import { advance, publishedRun } from './publishedRun';

it.each([
  [{ type: 'gradientDescent' }, 0.797],
  [{ type: 'momentum', beta: 0.9 }, 0.797],
  [{ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, 0.94],
])('%o gets %f of the moons right', async (optimizer, published) => {
  const run = await publishedRun({
    data: {
      source: 'moons',
      samples: 300,
      noise: 0.2,
      random: { numpy: 3 },
      split: { train: 1 },
    },
    layers: [
      { type: 'dense', units: 5, activation: 'relu', initializer: 'he' },
      { type: 'dense', units: 2, activation: 'relu', initializer: 'he' },
      { type: 'dense', units: 1, activation: 'sigmoid', initializer: 'he' },
    ],
    loss: 'binaryCrossEntropy',
    optimizer: { ...optimizer, learningRate: 0.0007 },
    random: { numpy: 3, minibatches: 10 },
    training: { batchSize: 64, epochs: 10_000 },
  });
  const { machine, spec, dataset } = run;
  advance(run, 0, 10_000 * machine.iterationsPerEpoch);
  const samples = dataset.train;
  const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
  const { accuracy } = evaluator.evaluate(machine.persistentBytes());
  expect(accuracy).toBeCloseTo(published, 3);
});
