/** scikit-learn's and the course's own output, bit by bit; see test/fixtures/numpy/make.py. */
import { describe, expect, it } from 'vitest';

import { generateSamples, type GeneratorOptions } from '../../../src/core/data/generators';
import expected from '../../fixtures/numpy/expected.json';
import { sequenceOf } from '../../support/sequence';

const made = (options: Omit<GeneratorOptions, 'seed'>) => {
  const table = generateSamples({ seed: 99, ...options } as GeneratorOptions, Math);
  return { inputs: sequenceOf(Float64Array.from(table.inputs)), targets: [...table.targets] };
};

describe('make_moons', () => {
  it.each(expected.moons)('of $samples with noise $noise after seed $seed', (moons) => {
    const { samples, noise, seed, inputs, targets } = moons;
    const options = { kind: 'moons', samples, noise, classes: 2, random: { numpy: seed } } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

describe('make_circles', () => {
  it.each(expected.circles)('of $samples with noise $noise after seed $seed', (circles) => {
    const { samples, noise, factor, seed, inputs, targets } = circles;
    const random = { numpy: seed };
    const options = { kind: 'circles', samples, noise, classes: 2, factor, random } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

describe('make_blobs', () => {
  it.each(expected.blobs)('of $samples in $classes classes after seed $seed', (blobs) => {
    const { samples, noise, classes, seed, inputs, targets } = blobs;
    const options = { kind: 'blobs', samples, noise, classes, random: { numpy: seed } } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

it('load_planar_dataset', () => {
  const options = { kind: 'flower', samples: 400, noise: 0.2, classes: 2 } as const;
  expect(made({ ...options, random: { numpy: 1 } })).toEqual(expected.planar);
});
