import { describe, expect, it } from 'vitest';

import { firstInvalidLabel, firstNotOneHot, oneHot } from '../../../src/core/data/oneHot';

describe('oneHot', () => {
  it('sets a single one in the row of each sample', () => {
    expect([...oneHot(Uint8Array.of(2, 0, 1), 3)]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it('has no rows without samples', () => {
    expect(oneHot(new Uint8Array(0), 3)).toHaveLength(0);
  });

  it.each([
    [[0, 1, 3], 2],
    [[0, -1], 1],
    [[0.5], 0],
    [[NaN], 0],
    [[0, 1, 2], undefined],
  ])('finds in %j the first label that is no class: %s', (labels, sample) => {
    expect(firstInvalidLabel(Float64Array.from(labels), 3)).toBe(sample);
    if (sample !== undefined) {
      expect(() => oneHot(Float64Array.from(labels), 3)).toThrow(`sample ${sample}`);
    }
  });
});

describe('firstNotOneHot', () => {
  it.each([
    [[0, 1, 0, 1, 0, 0], undefined],
    [[0, 1, 0, 0, 0, 0], 1],
    [[1, 1, 0, 1, 0, 0], 0],
    [[0, 1, 0, 0.5, 0.5, 0], 1],
    [[0, 1, 0, 0, 2, 0], 1],
    [[0, 1, 0, 1, -1, 1], 1],
    [[], undefined],
  ])('of %j in rows of three is %j', (targets, sample) => {
    expect(firstNotOneHot(Float64Array.from(targets), 3)).toBe(sample);
  });
});
