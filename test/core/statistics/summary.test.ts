import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { summarize, summaryFields, type Numbers } from '../../../src/core/statistics/summary';

function summaryOf(values: Numbers | readonly number[]) {
  const summary = new Float64Array(summaryFields.length);
  summarize(values instanceof Array ? Float64Array.from(values) : values, summary);
  return Object.fromEntries(summaryFields.map((field, i) => [field, summary[i]!]));
}

const anyNumbers = fc.float64Array({ maxLength: 40 });

describe('summarize', () => {
  // Expected: numpy 1.24 min, max, mean, std, linalg.norm of the finite entries.
  it.each([
    [
      [1, 2, 3, 4],
      [1, 4, 2.5, 1.118033988749895, 5.477225575051661, 0, 0],
    ],
    [
      [-3, 0, -0, 7],
      [-3, 7, 1, 3.6742346141747673, 7.615773105863909, 2, 0],
    ],
    [
      [1, NaN, Infinity, -Infinity, 3],
      [1, 3, 2, 1, 3.1622776601683795, 0, 3],
    ],
    [[5], [5, 5, 5, 0, 5, 0, 0]],
    [
      [0, 0],
      [0, 0, 0, 0, 0, 2, 0],
    ],
    [[NaN], [NaN, NaN, NaN, NaN, NaN, 0, 1]],
    [[], [NaN, NaN, NaN, NaN, NaN, 0, 0]],
  ])('of %j is %j', (values, expected) => {
    const summary = summaryOf(values);
    summaryFields.forEach((field, i) => {
      if (Number.isNaN(expected[i]!)) expect(summary[field]).toBeNaN();
      else expect(summary[field]).toBeCloseTo(expected[i]!, 14);
    });
  });

  it.each([1e300, 1e-300, 5e-324])('neither overflows nor underflows around %d', (unit) => {
    const { mean, standardDeviation, norm } = summaryOf([3 * unit, -3 * unit, 3 * unit, -3 * unit]);
    expect(mean! / unit).toBe(0);
    expect(standardDeviation! / unit).toBeCloseTo(3, 12);
    expect(norm! / unit).toBeCloseTo(6, 12);
  });

  it('keeps the deviation of small differences far from zero', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2));
    expect(summaryOf(values).standardDeviation).toBeCloseTo(0.5, 12);
    expect(summaryOf(values).mean).toBe(1e9 + 0.5);
  });

  it('takes out what rounding leaves in a long sum', () => {
    // Adding 0.1 a hundred thousand times gives a mean that is wrong in the twelfth digit.
    const { mean, standardDeviation } = summaryOf(new Float64Array(100_000).fill(0.1));
    expect(mean).toBe(0.1);
    expect(standardDeviation).toBeLessThan(1e-17);
  });

  it('bounds the mean by the extremes and ignores order', () => {
    fc.assert(
      fc.property(anyNumbers, (values) => {
        const summary = summaryOf(values);
        const sorted = summaryOf(values.slice().sort());
        const finite = values.filter(Number.isFinite);
        expect(summary.notFinite).toBe(values.length - finite.length);
        expect(summary.zeros).toBe(finite.filter((value) => value === 0).length);
        expect([sorted.min, sorted.max]).toEqual([summary.min, summary.max]);
        if (finite.length === 0) return;
        const slack = 1e-12 * Math.max(-summary.min!, summary.max!);
        expect(summary.mean).toBeGreaterThanOrEqual(summary.min! - slack);
        expect(summary.mean).toBeLessThanOrEqual(summary.max! + slack);
        expect(summary.standardDeviation).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('writes only its own numbers', () => {
    const summaries = new Float64Array(3 * summaryFields.length).fill(-1);
    summarize(Float32Array.of(1, 2), summaries, summaryFields.length);
    expect(summaries.subarray(0, 7).every((value) => value === -1)).toBe(true);
    expect([...summaries.subarray(7, 10)]).toEqual([1, 2, 1.5]);
    expect(summaries.subarray(14).every((value) => value === -1)).toBe(true);
  });
});
