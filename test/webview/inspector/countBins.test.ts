import { describe, expect, it } from 'vitest';

import { countBins } from '../../../webview/inspector/countBins';

describe('countBins', () => {
  it('counts every finite number once', () => {
    const { counts, lowest, highest } = countBins(Float64Array.of(0, 1, 2, 3, NaN, Infinity), 2);
    expect(counts).toEqual([2, 2]);
    expect([lowest, highest]).toEqual([0, 3]);
  });

  it('puts equal numbers into one bin', () => {
    expect(countBins(Float64Array.of(5, 5, 5), 4).counts).toEqual([3, 0, 0, 0]);
  });
});
