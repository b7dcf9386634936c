import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { histogram } from '../../../src/core/statistics/histogram';

const values = Float64Array.of(-1, -0.99, 0.3, 0.31, 0.5, 0.999, 1, 2.5, 0, 0.25);

describe('histogram', () => {
  // Expected: numpy.histogram of the same values.
  it.each([
    [{ bins: 4 }, [2, 5, 2, 1], [-1, 2.5]],
    [{ bins: 7 }, [2, 0, 4, 2, 1, 0, 1], [-1, 2.5]],
    [{ bins: 4, range: [-1, 1] }, [2, 0, 4, 3], [-1, 1]],
  ] as const)('with %j counts %j', (options, counts, [low, high]) => {
    const result = histogram(values, options);
    expect([...result.counts]).toEqual(counts);
    expect([result.low, result.high]).toEqual([low, high]);
  });

  it('counts what lies outside and what is not finite apart', () => {
    const result = histogram(Float32Array.of(-5, 0, 7, 8, NaN, Infinity), {
      bins: 2,
      range: [-1, 1],
    });
    expect([result.below, result.above, result.notFinite]).toEqual([1, 2, 2]);
    expect([...result.counts]).toEqual([0, 1]);
  });

  it('widens a range without width', () => {
    const result = histogram(Float64Array.of(3, 3), { bins: 2 });
    expect([result.low, result.high, ...result.counts]).toEqual([2.5, 3.5, 0, 2]);
  });

  it.each([2 ** 53, -7321038604036900, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324])(
    'counts the single value %d',
    (value) => {
      const result = histogram(Float64Array.of(value), { bins: 3 });
      expect(result.counts.reduce((sum, n) => sum + n)).toBe(1);
    },
  );

  it('has an empty histogram of nothing', () => {
    const result = histogram(Float64Array.of(NaN), { bins: 3 });
    expect(result).toEqual({
      low: 0,
      high: 1,
      counts: new Uint32Array(3),
      below: 0,
      above: 0,
      notFinite: 1,
    });
  });

  it('loses no value, whatever the numbers are', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ maxLength: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (some, bins) => {
          const { counts, below, above, notFinite } = histogram(some, { bins });
          expect(counts.reduce((sum, n) => sum + n, 0) + notFinite).toBe(some.length);
          expect([below, above]).toEqual([0, 0]);
        },
      ),
    );
  });
});
