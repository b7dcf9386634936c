import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterStream } from '../../../src/core/random/counterStream';
import { shuffledOrder } from '../../../src/core/random/shuffle';

describe('shuffledOrder', () => {
  it('is a permutation, for every count, seed and epoch', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.maxSafeInteger(), fc.nat(), (count, seed, epoch) => {
        const order = shuffledOrder(count, { seed, epoch });
        expect([...order].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
        expect(shuffledOrder(count, { seed, epoch })).toEqual(order);
      }),
    );
  });

  it('swaps from the end, each place deciding by its own uniform', () => {
    const stream = counterStream({ seed: 5, stream: 'shuffle', turn: 9 });
    const expected = [0, 1, 2, 3, 4, 5, 6];
    for (let i = 6; i >= 0; i--) {
      const j = Math.floor(stream.uniform(i) * (i + 1));
      [expected[i], expected[j]] = [expected[j]!, expected[i]!];
    }
    expect([...shuffledOrder(7, { seed: 5, epoch: 9 })]).toEqual(expected);
  });

  it('reaches every order about equally often', () => {
    const seen = new Map<string, number>();
    const epochs = 12_000;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = shuffledOrder(4, { seed: 1, epoch }).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    // χ² with 23 degrees of freedom is below 49.7 with probability 0.999.
    const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(49.7);
  });
});
