import { describe, expect, it } from 'vitest';

import { generateSamples } from '../../../src/core/data/generators';
import { priceOf } from '../../../src/core/data/housing';

const houses = (features: number, noise = 0) =>
  generateSamples({ kind: 'housing', features, samples: 500, noise, classes: 0, seed: 3 }, Math);

describe('housing', () => {
  it('keeps each feature in its range, and uses the range', () => {
    const { inputs } = houses(4);
    [
      [0.3, 2.5],
      [1, 5],
      [0, 2],
      [0, 1],
    ].forEach(([low = 0, high = 0], feature) => {
      const values = [...inputs].filter((_, index) => index % 4 === feature);
      const margin = 0.02 * (high - low);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.min(...values)).toBeLessThan(low + margin);
      expect(Math.max(...values)).toBeLessThanOrEqual(high);
      expect(Math.max(...values)).toBeGreaterThan(high - margin);
    });
  });

  it('has prices that three ReLU units give, without noise', () => {
    const { inputs, targets } = houses(4);
    const [size = 0, bedrooms = 0, distance = 0, wealth = 0] = inputs;
    expect(targets[0]).toBe(priceOf({ size, bedrooms, distance, wealth }));
  });

  it.each([
    // Family 1.2, walking 0.2, school 0.2; far out and in a poor neighborhood only the family counts.
    [{ size: 1, bedrooms: 3, distance: 1, wealth: 0.5 }, 2.16],
    [{ size: 1, bedrooms: 3, distance: 2, wealth: 0.5 }, 1.8],
    [{ size: 0.3, bedrooms: 1, distance: 0, wealth: 1 }, 1.96],
  ])('asks for %o the price that is on paper', (house, price) => {
    expect(priceOf(house)).toBeCloseTo(price, 12);
  });

  it('has a price that one ReLU unit gives where only the size is known', () => {
    const { inputs, targets } = houses(1);
    inputs.forEach((size: number, house: number) => {
      // Bedrooms, distance and wealth are 3, 1 and ½.
      expect(targets[house]).toBeCloseTo(1.5 * Math.max(0, 1.5 * size - 0.3) + 0.36, 12);
    });
  });

  it('has the same houses with fewer features and with noise', () => {
    const [all, sizes] = [houses(4), houses(1, 0.3)];
    expect([...sizes.inputs]).toEqual([...all.inputs].filter((_, index) => index % 4 === 0));
    expect(Math.min(...sizes.targets)).toBeGreaterThanOrEqual(0);
    expect([...sizes.targets]).not.toEqual([...houses(1).targets]);
  });
});
