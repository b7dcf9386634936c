import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ScalarIndex } from '../../../src/core/timeline/scalarIndex';

function indexOf(values: readonly number[]): ScalarIndex {
  const index = new ScalarIndex(['iteration', 'value']);
  values.forEach((value, iteration) => index.append(Float64Array.of(iteration, value)));
  return index;
}

describe('the values', () => {
  it('are those that were appended, also across chunks', () => {
    const values = Array.from({ length: 10_000 }, (_, iteration) => iteration / 3);
    const index = indexOf(values);
    expect(index.count).toBe(10_000);
    for (const iteration of [0, 1, 4095, 4096, 8191, 8192, 9999]) {
      expect(index.value(iteration, 0)).toBe(iteration);
      expect(index.value(iteration, 1)).toBe(iteration / 3);
    }
  });

  it('come out as whole rows, also across chunks', () => {
    const index = indexOf(Array.from({ length: 10_000 }, (_, iteration) => iteration / 3));
    for (const [first, end] of [
      [0, 0],
      [0, 1],
      [4000, 9000],
      [4096, 8192],
      [0, 10_000],
    ] as const) {
      const expected = Array.from({ length: end - first }, (_, place) => [
        first + place,
        (first + place) / 3,
      ]);
      expect([...index.rows(first, end)]).toEqual(expected.flat());
    }
  });

  it('are copies of the row, which may be used again', () => {
    const index = new ScalarIndex(['value']);
    const row = Float64Array.of(1);
    index.append(row);
    row[0] = 2;
    index.append(row);
    expect([index.value(0, 0), index.value(1, 0)]).toEqual([1, 2]);
  });

  it.each([-1, 3, 1e9])(
    'of iteration %i are refused when three have been computed',
    (iteration) => {
      expect(() => indexOf([1, 2, 3]).value(iteration, 0)).toThrow(
        `Iteration ${iteration} is outside the 3 computed ones`,
      );
    },
  );
});

describe('reduced to buckets', () => {
  const reduced = (
    values: readonly number[],
    first: number,
    iterations: number,
    buckets: number,
  ) => [...indexOf(values).reduce(1, { first, iterations, buckets })];

  it.each([
    ['one value a bucket', [3, 1, 2], 0, 3, 3, [3, 3, 1, 1, 2, 2]],
    ['minimum, then maximum', [3, 1, 2, 5], 0, 4, 2, [1, 3, 2, 5]],
    ['a last bucket that is not full', [3, 1, 2], 0, 3, 2, [1, 3, 2, 2]],
    ['NaN and infinities left out', [NaN, 4, -Infinity, 6, Infinity, 5], 0, 6, 2, [4, 4, 5, 6]],
    ['NaN where nothing is finite', [NaN, Infinity, 1, 2], 0, 4, 2, [NaN, NaN, 1, 2]],
    ['a window', [9, 1, 2, 9], 1, 2, 1, [1, 2]],
    ['what is not computed yet', [1, 2], 0, 8, 4, [1, 2, NaN, NaN, NaN, NaN, NaN, NaN]],
    ['more buckets than values', [1], 0, 1, 2, [1, 1, NaN, NaN]],
  ])('it gives %s', (_, values, first, iterations, buckets, expected) => {
    expect(reduced(values, first, iterations, buckets)).toEqual(expected);
  });

  it('it never loses an extreme', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double(), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (values, buckets) => {
          const result = reduced(values, 0, values.length, buckets);
          const finite = values.filter(Number.isFinite);
          const known = result.filter((value) => !Number.isNaN(value));
          expect(Math.min(...known)).toBe(Math.min(...finite));
          expect(Math.max(...known)).toBe(Math.max(...finite));
        },
      ),
    );
  });
});
