import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitSamples } from '../../../src/core/data/split';

const sizes = (count: number, train: number, validation: number, test: number) => {
  const split = splitSamples(count, { train, validation, test }, 1);
  return [split.train.length, split.validation.length, split.test.length];
};

describe('splitSamples', () => {
  it('deals every sample once when the fractions add up to 1', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(100),
        fc.nat(100),
        fc.maxSafeInteger(),
        (count, a, b, seed) => {
          const train = Math.min(a, b) / 100;
          const validation = Math.abs(a - b) / 100;
          const split = splitSamples(
            count,
            { train, validation, test: 1 - Math.max(a, b) / 100 },
            seed,
          );
          const dealt = [...split.train, ...split.validation, ...split.test].sort((i, j) => i - j);
          expect(dealt).toEqual(Array.from({ length: count }, (_, i) => i));
        },
      ),
    );
  });

  it.each([
    [400, [0.8, 0.1, 0.1], [320, 40, 40]],
    [7, [0.6, 0.2, 0.2], [4, 2, 1]],
    [10, [0.7, 0.2, 0.1], [7, 2, 1]],
    [14, [0.5, 0.1, 0.4], [7, 1, 6]],
    [1, [0.8, 0.1, 0.1], [1, 0, 0]],
    [3, [1, 0, 0], [3, 0, 0]],
    [100, [0.5, 0.1, 0], [50, 10, 0]],
    [0, [0.8, 0.1, 0.1], [0, 0, 0]],
  ] as const)('deals %i samples by %j as %j', (count, [train, validation, test], expected) => {
    expect(sizes(count, train, validation, test)).toEqual(expected);
  });

  it('deals by chance, from the seed', () => {
    const half = { train: 0.5, validation: 0, test: 0 };
    const first = splitSamples(50, half, 1).train;
    expect(splitSamples(50, half, 1).train).toEqual(first);
    expect(splitSamples(50, half, 2).train).not.toEqual(first);
  });

  it('keeps the order of the data in each part', () => {
    const { train, validation, test } = splitSamples(
      50,
      { train: 0.6, validation: 0.2, test: 0.2 },
      1,
    );
    for (const part of [train, validation, test]) {
      expect([...part]).toEqual([...part].sort((a, b) => a - b));
    }
    expect([...splitSamples(4, { train: 1, validation: 0, test: 0 }, 1).train]).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
