import { describe, expect, it } from 'vitest';

import { assembleDataset, type AssemblyOptions } from '../../../src/core/data/assemble';
import type { SampleTable } from '../../../src/core/data/table';

/** Sample i is (i, 10 · i) with target 100 + i, so that every sample can be recognized. */
function countingTable(count: number): SampleTable {
  return {
    count,
    features: 2,
    outputs: 1,
    inputs: Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i / 2 : 5 * (i - 1))),
    targets: Float64Array.from({ length: count }, (_, i) => 100 + i),
  };
}

const options: AssemblyOptions = {
  split: { train: 0.6, validation: 0.2, test: 0.2 },
  scaling: { kind: 'none', scope: 'eachFeature' },
  precision: 'float64',
  seed: 3,
};

describe('assembleDataset', () => {
  it('keeps each sample with its target', () => {
    const dataset = assembleDataset(countingTable(20), options);
    for (const part of [dataset.train, dataset.validation, dataset.test]) {
      expect(part.inputs).toHaveLength(2 * part.count);
      for (let i = 0; i < part.count; i++) {
        expect(part.inputs[2 * i]).toBe(part.targets[i]! - 100);
        expect(part.inputs[2 * i + 1]).toBe(10 * (part.targets[i]! - 100));
      }
    }
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([12, 4, 4]);
  });

  it('fits the scaling on the training samples only', () => {
    const plain = assembleDataset(countingTable(20), options);
    const scaled = assembleDataset(countingTable(20), {
      ...options,
      scaling: { kind: 'minMax', scope: 'eachFeature' },
    });
    const firstColumn = (inputs: ArrayLike<number>) =>
      Array.from(inputs).filter((_, i) => i % 2 === 0);
    const train = firstColumn(plain.train.inputs);
    const [low, high] = [Math.min(...train), Math.max(...train)];
    expect([low, high]).not.toEqual([0, 19]);
    const expected = firstColumn(plain.test.inputs).map((value) => (value - low) / (high - low));
    expect(firstColumn(scaled.test.inputs)).toEqual(expected);
    expect(scaled.train.targets).toEqual(plain.train.targets);
  });

  it('uses the test set that it is given, and trains with the test fraction', () => {
    const dataset = assembleDataset(countingTable(20), { ...options, test: countingTable(3) });
    expect([dataset.train.count, dataset.validation.count]).toEqual([16, 4]);
    expect([...dataset.test.targets]).toEqual([100, 101, 102]);
  });

  it('makes arrays of the precision of the run', () => {
    const dataset = assembleDataset(countingTable(5), { ...options, precision: 'float32' });
    expect(dataset.train.inputs).toBeInstanceOf(Float32Array);
    expect(dataset.test.targets).toBeInstanceOf(Float32Array);
  });

  it('takes a single sample, with nothing for validation and test', () => {
    const dataset = assembleDataset(countingTable(1), options);
    expect([dataset.train.count, dataset.validation.count, dataset.test.count]).toEqual([1, 0, 0]);
  });

  it('refuses a split without training samples', () => {
    const split = { train: 0.1, validation: 0.9, test: 0 };
    expect(() => assembleDataset(countingTable(3), { ...options, split })).toThrow('Of 3 samples');
  });
});
