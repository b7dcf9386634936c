/**
 * f(x, y) = x²/20 + y² from (−7, 2) in 30 updates, as in `optimizer_compare_naive.py` of the book's public
 * repository (Saitoh, *Deep Learning from Scratch*, chapter 6), with the learning rates that it takes.
 *
 * A network whose cost is f: Z = W · X without a use for b. The four samples are ±(√0.2, 0) and ±(0, 2), so
 * that ½ · mean(Z²) = x²/20 + y² for W = (x, y), and the gradient of b is 0 by symmetry.
 */
import { expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { givenDataset, givenMachine } from '../../support/givenMachine';

const [a, b] = [Math.sqrt(0.2), 2];

it.each([
  [{ type: 'gradientDescent', learningRate: 0.95 }, -0.350393, 0.084782],
  [{ type: 'momentum', learningRate: 0.1, beta: 0.9 }, 0.896414, 0.088086],
  [{ type: 'adaGrad', learningRate: 1.5 }, -0.120162, 0],
  [{ type: 'adam', learningRate: 0.3, beta1: 0.9, beta2: 0.999 }, 0.136007, 0.318245],
])('%o goes to (%f, %f)', (optimizer, x, y) => {
  const { spec, problems } = parseNetwork(JSON.stringify(networkWith(optimizer)));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const machine = givenMachine({
    spec: spec!,
    dataset: givenDataset(
      { shape: [2, 4], values: [a, -a, 0, 0, 0, 0, b, -b] },
      { shape: [1, 4], values: [0, 0, 0, 0] },
    ),
    start: new Map([
      ['W1', Float64Array.of(-7, 2)],
      ['b1', Float64Array.of(0)],
    ]),
  });
  const end = machine.program.instructions.length;
  for (let iteration = 0; iteration < 30; iteration++) machine.run(iteration, 0, end);
  const [reachedX = NaN, reachedY = NaN] = machine.view('W1', 29).values;
  expect(reachedX).toBeCloseTo(x, 6);
  expect(reachedY).toBeCloseTo(y, 6);
  expect([...machine.view('b1', 29).values]).toEqual([0]);
});

function networkWith(optimizer: object): object {
  return {
    dialect: 'book',
    data: { source: 'npz', path: 'data.npz' },
    layers: [{ type: 'dense', units: 1, initializer: { type: 'file', path: 'weights.npz' } }],
    loss: 'squaredError',
    optimizer,
    training: { batchSize: 4, epochs: 30, shuffle: false },
  };
}
