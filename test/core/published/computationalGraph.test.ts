/**
 * The computational graphs of the book's public repository (Saitoh, *Deep Learning from Scratch*, chapter 5,
 * `buy_apple.py` and `buy_apple_orange.py`): a price, and what it changes by when one of its factors does.
 *
 * As networks: the numbers of fruits are the weights of the first layer, their prices those of the second, the tax is
 * that of the third. The target is the price less one, so that backpropagation begins with ½ · 2 · 1 = 1.
 */
import { expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { givenDataset, givenMachine } from '../../support/givenMachine';

it('two apples cost 220', () => {
  const { price, gradients } = buy([{ count: 2, price: 100 }]);
  expect(price).toBeCloseTo(220, 12);
  expect(gradients.prices).toEqual([expect.closeTo(2.2, 12)]);
  expect(gradients.counts).toEqual([expect.closeTo(110, 12)]);
  expect(gradients.tax).toBeCloseTo(200, 12);
});

it('two apples and three oranges cost 715', () => {
  const { price, gradients } = buy([
    { count: 2, price: 100 },
    { count: 3, price: 150 },
  ]);
  expect(price).toBeCloseTo(715, 12);
  expect(gradients.prices).toEqual([expect.closeTo(2.2, 12), expect.closeTo(3.3, 12)]);
  expect(gradients.counts).toEqual([expect.closeTo(110, 12), expect.closeTo(165, 12)]);
  expect(gradients.tax).toBeCloseTo(650, 12);
});

interface Fruit {
  readonly count: number;
  readonly price: number;
}

const tax = 1.1;

function buy(fruits: readonly Fruit[]) {
  const kinds = fruits.length;
  const initializer = { type: 'file', path: 'weights.npz' };
  const { spec } = parseNetwork(
    JSON.stringify({
      data: { source: 'npz', path: 'data.npz' },
      layers: [kinds, 1, 1].map((units) => ({ type: 'dense', units, initializer })),
      loss: 'squaredError',
      training: { batchSize: 1, epochs: 1 },
    }),
  );
  const whole = tax * fruits.reduce((sum, { count, price }) => sum + count * price, 0);
  const machine = givenMachine({
    spec: spec!,
    dataset: givenDataset(
      { shape: [kinds, 1], values: fruits.map(() => 1) },
      { shape: [1, 1], values: [whole - 1] },
    ),
    start: new Map([
      ['W1', onDiagonal(fruits.map(({ count }) => count))],
      ['W2', Float64Array.from(fruits, ({ price }) => price)],
      ['W3', Float64Array.of(tax)],
      ['b1', new Float64Array(kinds)],
      ['b2', Float64Array.of(0)],
      ['b3', Float64Array.of(0)],
    ]),
  });
  machine.run(0, 0, machine.program.instructions.length);
  const numbers = (name: string): readonly number[] => [...machine.view(name, 0).values];
  return {
    price: numbers('A3')[0],
    gradients: {
      counts: numbers('dW1').filter((_, place) => place % (kinds + 1) === 0),
      prices: numbers('dW2'),
      tax: numbers('dW3')[0],
    },
  };
}

function onDiagonal(values: readonly number[]): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, place) => (matrix[place * (values.length + 1)] = value));
  return matrix;
}
