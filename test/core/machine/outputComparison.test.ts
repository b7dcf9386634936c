/** Metrics, beside numbers counted by hand and by NumPy. */
import { describe, expect, it } from 'vitest';

import type { TensorView } from '../../../src/core';
import { comparisonFor, mostConfusedClasses } from '../../../src/core/machine/outputComparison';
import type { LossKind } from '../../../src/network/spec';
import { readNpzFile } from '../../support/npzFile';

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

describe('outputs at random, many of them equal or one half', () => {
  const arrays = readNpzFile('test/fixtures/reference/metrics.npz');
  const cases = [...arrays.keys()]
    .filter((name) => name.endsWith('.output'))
    .map((name) => name.slice(0, -'.output'.length));

  /** No distance, in the place of one that is not told. */
  const absent = -1;

  /** Columns from `first` on. */
  function columns(name: string, first: number, end: number): TensorView {
    const { values, shape } = arrays.get(name)!;
    const [rows = 0, samples = 0] = shape;
    return matrix(
      ...Array.from({ length: rows }, (_, row) => [
        ...Array.from(values).slice(row * samples + first, row * samples + end),
      ]),
    );
  }

  // In one minibatch, and in several of which the last one is short.
  it.each(cases.flatMap((name) => [[name, 100] as const, [name, 33] as const]))(
    'have the metrics of NumPy: %s in minibatches of %i',
    (name, size) => {
      const comparison = comparisonFor(name.split('.')[0] as LossKind);
      for (let first = 0; first < 100; first += size) {
        const end = Math.min(100, first + size);
        comparison.add(columns(`${name}.output`, first, end), columns(`${name}.Y`, first, end));
      }
      const { accuracy, classes, meanAbsoluteError } = comparison.result();
      const numpy = (metric: string) => {
        const values = arrays.get(`${name}.${metric}`)?.values;
        return values && Array.from(values);
      };
      expect(accuracy).toBe(numpy('accuracy')?.[0]);
      expect(meanAbsoluteError ?? absent).toBeCloseTo(
        numpy('meanAbsoluteError')?.[0] ?? absent,
        12,
      );
      const isTooMany = mostConfusedClasses < (classes?.samples.length ?? 0);
      for (const metric of ['samples', 'right', 'confusion'] as const) {
        const expected = metric === 'confusion' && isTooMany ? undefined : numpy(metric);
        expect(classes?.[metric] && [...classes[metric]]).toEqual(expected);
      }
    },
  );
});
