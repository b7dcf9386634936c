import { describe, expect, it } from 'vitest';

import { drawingOf } from '../../../src/core/initializers/drawing';
import {
  initializeWeights,
  standardDeviation,
  type ComputedInitializer,
} from '../../../src/core/initializers/initialize';
import { counterStream } from '../../../src/core/random/counterStream';
import { legacyGenerator } from '../../../src/core/random/numpy/legacyGenerator';
import { layerNumbers } from '../../../src/core/random/numberSource';
import type { NetworkSpec } from '../../../src/network/spec';
import expected from '../../fixtures/numpy/expected.json';

const order = 'unitByUnit';

const weightsOf = (initializer: ComputedInitializer, layer = 1) => {
  const weights = new Float64Array(64 * 100).fill(NaN);
  const source = layerNumbers({ seed: 42, layer }, Math);
  initializeWeights(weights, { initializer, inputs: 64, order }, source);
  return weights;
};

describe('initializeWeights', () => {
  it.each([
    [{ type: 'normal', standardDeviation: 0.01 }, 0.01],
    [{ type: 'xavier' }, 0.125],
    [{ type: 'he' }, 0.1767766952966369],
  ] as const)('%j has deviation %d after 64 units', (initializer, deviation) => {
    expect(standardDeviation(initializer, 64)).toBe(deviation);
    const weights = weightsOf(initializer);
    const measured = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length);
    expect(Math.abs(measured - deviation)).toBeLessThanOrEqual(0.04 * deviation);
  });

  it.each([
    [{ type: 'zeros' }, 0],
    [{ type: 'constant', value: -0.5 }, -0.5],
  ] as const)('%j is the same everywhere', (initializer, value) => {
    expect(new Set(weightsOf(initializer))).toEqual(new Set([value]));
  });

  it('fills the range of uniform evenly', () => {
    const weights = weightsOf({ type: 'uniform', low: -1, high: 3 });
    const quarters = [0, 0, 0, 0];
    for (const weight of weights) quarters[Math.floor(weight + 1)]! += 1;
    for (const count of quarters) expect(Math.abs(count - 1600)).toBeLessThan(120);
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
});

describe('orthogonal weights', () => {
  it.each(expected.orthogonal)('$rows × $columns are the Q of NumPy', (numpy) => {
    const { rows, columns, seed, values } = numpy;
    const weights = new Float64Array(rows * columns);
    const initializer = { type: 'orthogonal', gain: 2 } as const;
    initializeWeights(weights, { initializer, inputs: columns, order }, legacyGenerator(seed));
    values.forEach((value, entry) => {
      expect(Math.abs(weights[entry]! - 2 * value)).toBeLessThan(1e-14);
    });
  });

  it('are at right angles to 15 digits also where there are many of them', () => {
    const weights = weightsOf({ type: 'orthogonal', gain: 1 });
    for (let left = 0; left < 64; left += 7) {
      for (let right = 0; right <= left; right++) {
        let sum = 0;
        for (let row = 0; row < 100; row++)
          sum += weights[64 * row + left]! * weights[64 * row + right]!;
        expect(Math.abs(sum - Number(left === right))).toBeLessThan(2e-15);
      }
    }
  });
});

describe('NumPy’s numbers', () => {
  const drawn = (spec: Pick<NetworkSpec, 'dialect' | 'random'>, sizes: readonly number[]) => {
    const training = { seed: 1 } as NetworkSpec['training'];
    const drawing = drawingOf({ training, ...spec }, Math);
    return (initializer: ComputedInitializer) =>
      sizes.slice(1).map((units, index) => {
        const inputs = sizes[index]!;
        const weights = new Float64Array(units * inputs);
        const what = { initializer, inputs, order: drawing.order };
        initializeWeights(weights, what, drawing.source(index + 1));
        return [...weights];
      });
  };

  it('are those of the course, matrix after matrix', () => {
    const course = drawn({ dialect: 'course', random: { numpy: 3 } }, [2, 10, 5, 1]);
    expect(course({ type: 'he' })).toEqual(expected.courseWeights);
  });

  it('are those of the book, whose matrices are the transposed ones', () => {
    const book = drawn({ dialect: 'book', random: { numpy: 3 } }, [3, 4, 2]);
    expect(book({ type: 'normal', standardDeviation: 0.01 })).toEqual(expected.bookWeights);
  });

  it('are those of np.random.uniform', () => {
    const uniform = drawn({ dialect: 'course', random: { numpy: 3 } }, [3, 2]);
    expect(uniform({ type: 'uniform', low: -0.5, high: 2 })).toEqual([expected.uniformWeights]);
  });
});
