/** Metrics, beside numbers counted by hand. */
import { describe, expect, it } from 'vitest';

import type { TensorView } from '../../../src/core';
import { comparisonFor } from '../../../src/core/machine/outputComparison';

/** A matrix given row by row. */
function matrix(...rows: readonly (readonly number[])[]): TensorView {
  return {
    spec: {
      name: 'A1',
      shape: [rows.length, rows[0]?.length ?? 0],
      role: 'activation',
      element: 'float64',
      persistent: false,
    },
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    values: Float64Array.from(rows.flat()),
  };
}

/** One-hot columns. */
function oneHot(classes: number, ...targets: readonly number[]): TensorView {
  return matrix(
    ...Array.from({ length: classes }, (_, row) =>
      targets.map((target) => (target === row ? 1 : 0)),
    ),
  );
}

describe('classes by softmax', () => {
  it('are counted in the row of what they are and the column of what they are taken for', () => {
    const comparison = comparisonFor('categoricalCrossEntropy');
    // Taken for 0, 0, 1, 2, 2 and, of two equal ones, the first: 1.
    const output = matrix(
      [0.8, 0.5, 0.1, 0.2, 0.0, 0.2],
      [0.1, 0.3, 0.7, 0.2, 0.1, 0.4],
      [0.1, 0.2, 0.2, 0.6, 0.9, 0.4],
    );
    comparison.add(output, oneHot(3, 0, 1, 1, 2, 0, 2));
    // A second minibatch: taken for 2, and for nothing.
    comparison.add(matrix([0.1, NaN], [0.2, NaN], [0.7, NaN]), oneHot(3, 2, 1));
    const { accuracy, classes } = comparison.result();
    expect(accuracy).toBe(4 / 8);
    expect([...(classes?.samples ?? [])]).toEqual([2, 3, 3]);
    expect([...(classes?.right ?? [])]).toEqual([1, 1, 2]);
    expect([...(classes?.confusion ?? [])]).toEqual([1, 0, 1, 1, 1, 0, 0, 1, 2]);
  });

  it('have no matrix when there are more than 32', () => {
    const comparison = comparisonFor('categoricalCrossEntropy');
    comparison.add(oneHot(33, 4, 32), oneHot(33, 4, 7));
    const { classes } = comparison.result();
    expect(classes?.confusion).toBeUndefined();
    expect(classes?.right[4]).toBe(1);
    expect(classes?.samples[7]).toBe(1);
  });
});

describe('classes by one sigmoid', () => {
  it('are 0 and 1, divided at one half, which is 1', () => {
    const comparison = comparisonFor('binaryCrossEntropy');
    comparison.add(matrix([0.2, 0.5, 0.7, 0.4, NaN]), matrix([0, 0, 1, 1, 0]));
    const { accuracy, classes } = comparison.result();
    expect(accuracy).toBe(2 / 5);
    expect([...(classes?.samples ?? [])]).toEqual([3, 2]);
    expect([...(classes?.right ?? [])]).toEqual([1, 1]);
    expect([...(classes?.confusion ?? [])]).toEqual([1, 1, 1, 1]);
  });
});

it('several sigmoids are right together, and are no classes', () => {
  const comparison = comparisonFor('binaryCrossEntropy');
  comparison.add(matrix([0.9, 0.1, 0.9], [0.1, 0.1, NaN]), matrix([1, 1, 1], [0, 0, 0]));
  expect(comparison.result()).toEqual({ accuracy: 1 / 3 });
});

it.each(['squaredError', 'sumSquaredError', 'meanSquaredError'] as const)(
  'quantities have a mean absolute error: %s',
  (loss) => {
    const comparison = comparisonFor(loss);
    comparison.add(matrix([1, 2], [3, 4]), matrix([1.5, 0], [3, 5]));
    comparison.add(matrix([0], [-1]), matrix([0.25], [1]));
    // (0.5 + 2 + 0 + 1 + 0.25 + 2) / 6
    expect(comparison.result()).toEqual({ meanAbsoluteError: 5.75 / 6 });
  },
);
