/**
 * The costs that the notebook "Initialization" prints (Andrew Ng's course 2, week 1): circles of 300 samples, a
 * net of 2-10-5-1 units with ReLU, gradient descent over all samples with α 0.01.
 */
import { expect, it } from 'vitest';

import { advance, publishedRun } from './publishedRun';

const layers = [
  { type: 'dense', units: 10, activation: 'relu' },
  { type: 'dense', units: 5, activation: 'relu' },
  { type: 'dense', units: 1, activation: 'sigmoid' },
];

function circles(initializer: string): object {
  return {
    data: {
      source: 'circles',
      samples: 300,
      noise: 0.05,
      factor: 0.8,
      random: { numpy: 1 },
      split: { train: 1 },
    },
    layers: layers.map((layer) => ({ ...layer, initializer })),
    loss: 'binaryCrossEntropy',
    optimizer: { type: 'gradientDescent', learningRate: 0.01 },
    random: { numpy: 3 },
    training: { batchSize: 300, epochs: 15_000, shuffle: false },
  };
}

it('with He’s initialization has the costs of the notebook', async () => {
  const run = await publishedRun(circles('he'));
  const costs = [0, 1_000, 14_000].map((iteration, index, iterations) => {
    advance(run, index === 0 ? 0 : iterations[index - 1]! + 1, iteration + 1);
    return run.machine.cost();
  });
  const published = [0.8830537463419761, 0.6879825919728063, 0.07357895962677369];
  costs.forEach((cost, index) => expect(cost).toBeCloseTo(published[index]!, 12));
});

it('with zeros learns nothing: the cost stays log 2', async () => {
  const run = await publishedRun(circles('zeros'));
  for (const iteration of [0, 1, 2, 99, 1_000]) {
    advance(run, iteration, iteration + 1);
    expect(run.machine.cost()).toBeCloseTo(0.6931471805599453, 12);
  }
});
