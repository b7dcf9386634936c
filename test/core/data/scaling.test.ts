import { describe, expect, it } from 'vitest';

import { fitScaling } from '../../../src/core/data/scaling';
import type { SampleTable } from '../../../src/core/data/table';

/** Two features; the third sample is not for training. */
const table: SampleTable = {
  count: 3,
  features: 2,
  outputs: 1,
  inputs: Float64Array.of(1, 7, 4, 7, 1000, 1000),
  targets: new Float64Array(3),
};
const train = Int32Array.of(0, 1);

describe('fitScaling', () => {
  it.each([
    ['none', 'eachFeature', [0, 0], [1, 1]],
    ['minMax', 'eachFeature', [1, 7], [3, 1]],
    ['standard', 'eachFeature', [2.5, 7], [1.5, 1]],
    ['minMax', 'allFeatures', [1, 1], [6, 6]],
    // Mean and deviation of 1, 7, 4, 7.
    ['standard', 'allFeatures', [4.75, 4.75], [Math.sqrt(6.1875), Math.sqrt(6.1875)]],
  ] as const)('%s over %s moves by %j and divides by %j', (kind, scope, offsets, divisors) => {
    const scaling = fitScaling(table, train, { kind, scope });
    expect([...scaling.offsets]).toEqual(offsets);
    expect([...scaling.divisors]).toEqual(divisors);
  });
});
