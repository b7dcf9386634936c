import { describe, expect, it } from 'vitest';

import {
  initializeWeights,
  standardDeviation,
  type ComputedInitializer,
} from '../../../src/core/initializers/initialize';
import { counterStream } from '../../../src/core/random/counterStream';

const weightsOf = (initializer: ComputedInitializer, layer = 1) => {
  const weights = new Float64Array(64 * 100).fill(NaN);
  initializeWeights(weights, { initializer, layer, previousUnits: 64, seed: 42 }, Math);
  return weights;
};

describe('initializeWeights', () => {
  it.each([
    [{ type: 'zeros' }, 0],
    [{ type: 'normal', standardDeviation: 0.01 }, 0.01],
    [{ type: 'xavier' }, 0.125],
    [{ type: 'he' }, 0.1767766952966369],
  ] as const)('%j has deviation %d after 64 units', (initializer, expected) => {
    expect(standardDeviation(initializer, 64)).toBe(expected);
    const weights = weightsOf(initializer);
    const measured = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length);
    expect(Math.abs(measured - expected)).toBeLessThanOrEqual(0.04 * expected);
  });

  it('draws entry i as normal number i of its layer', () => {
    const stream = counterStream({ seed: 42, stream: 'initialization', turn: 2 });
    const weights = weightsOf({ type: 'xavier' }, 2);
    for (const entry of [0, 1, 17, 6399]) {
      expect(weights[entry]).toBe(0.125 * stream.normal(entry, Math));
    }
  });

  it('draws other numbers for other layers', () => {
    expect(weightsOf({ type: 'he' }, 1)[0]).not.toBe(weightsOf({ type: 'he' }, 2)[0]);
  });

  it('rounds to the precision of the array', () => {
    const exact = weightsOf({ type: 'he' });
    const rounded = new Float32Array(exact.length);
    const options = { initializer: { type: 'he' }, layer: 1, previousUnits: 64, seed: 42 } as const;
    initializeWeights(rounded, options, Math);
    expect(rounded).toEqual(Float32Array.from(exact));
  });
});
