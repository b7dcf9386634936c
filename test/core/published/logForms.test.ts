/**
 * The cost of an output that is wrong, or right, beyond what a float64 between 0 and 1 can say: minus infinity
 * in the course's logarithm, log(y + 1e-7) in the book's `cross_entropy_error`, at least −100 in PyTorch's
 * `binary_cross_entropy`.
 */
import { expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { givenDataset, givenMachine } from '../../support/givenMachine';

it.each([
  ['course', Infinity, 0],
  ['book', 16.11809565095832, -9.999999505838704e-8],
  ['pytorch', 100, 0],
])('%s: %f where it is wrong, %f where it is right', (dialect, wrong, right) => {
  expect(binaryCost(dialect, 0)).toBeCloseTo(2 * wrong, 12);
  expect(binaryCost(dialect, 1)).toBeCloseTo(2 * right, 12);
  expect(categoricalCost(dialect, [0, 1])).toBeCloseTo(wrong, 12);
  expect(categoricalCost(dialect, [1, 0])).toBeCloseTo(right, 12);
});

/** Two outputs that are exactly 1, with the same target. */
function binaryCost(dialect: string, target: number): number {
  return costOf({
    dialect,
    activation: 'sigmoid',
    weights: [1000, 1000],
    targets: [target, target],
  });
}

/** Outputs that are exactly 1 and 0. */
function categoricalCost(dialect: string, targets: readonly number[]): number {
  return costOf({ dialect, activation: 'softmax', weights: [1000, -1000], targets });
}

interface Saturated {
  readonly dialect: string;
  readonly activation: 'sigmoid' | 'softmax';
  readonly weights: readonly number[];
  readonly targets: readonly number[];
}

/** The cost of one sample whose only feature is 1. */
function costOf({ dialect, activation, weights, targets }: Saturated): number {
  const initializer = { type: 'file', path: 'weights.npz' };
  const network = {
    dialect,
    data: { source: 'npz', path: 'data.npz' },
    layers: [{ type: 'dense', units: 2, activation, initializer }],
  };
  const { spec } = parseNetwork(JSON.stringify(network));
  const machine = givenMachine({
    spec: spec!,
    dataset: givenDataset({ shape: [1, 1], values: [1] }, { shape: [2, 1], values: targets }),
    start: new Map([
      ['W1', Float64Array.from(weights)],
      ['b1', Float64Array.of(0, 0)],
    ]),
  });
  machine.run(0, 0, machine.program.instructions.length);
  return machine.cost();
}
