import { describe, expect, it } from 'vitest';

import { seriesPoints } from '../../../webview/charts/seriesPoints';

describe('seriesPoints', () => {
  const curve = {
    firstIteration: 10,
    iterationsPerBucket: 2,
    values: Float64Array.of(1, 4, 0, 9, NaN, NaN),
  };

  it('draws the middle of each bucket, and nothing where the scale has no place for it', () => {
    const points = seriesPoints(curve, 'logarithmic');
    expect(points.map(({ x }) => x)).toEqual([10.5, 12.5, 14.5]);
    expect(points.map(({ y }) => y)).toEqual([2, NaN, NaN]);
    expect(seriesPoints(curve, 'linear').map(({ y }) => y)).toEqual([2.5, 4.5, NaN]);
  });
});
