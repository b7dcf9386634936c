/** scikit-learn's and the course's own output, bit by bit; see test/fixtures/numpy/make.py. */
import { describe, expect, it } from 'vitest';

import type { GeneratorOptions } from '../../../src/core/data/generatorOptions';
import { generateSamples } from '../../../src/core/data/generators';
import expected from '../../fixtures/numpy/expected.json';
import { sequenceOf } from '../../support/sequence';

type Recipe = Extract<
  GeneratorOptions,
  { readonly kind: 'moons' | 'circles' | 'flower' | 'blobs' }
>;

const made = (options: Recipe) => {
  const table = generateSamples(options, Math);
  return { inputs: sequenceOf(Float64Array.from(table.inputs)), targets: [...table.targets] };
};

// The training seed has no say here.
const usual = { classes: 2, seed: 99 };

describe('make_moons', () => {
  it.each(expected.moons)('of $samples with noise $noise after seed $seed', (moons) => {
    const { samples, noise, seed, inputs, targets } = moons;
    const random = { numpy: seed };
    const options = { ...usual, kind: 'moons', samples, noise, random } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

describe('make_circles', () => {
  it.each(expected.circles)('of $samples with noise $noise after seed $seed', (circles) => {
    const { samples, noise, factor, seed, inputs, targets } = circles;
    const random = { numpy: seed };
    const options = { ...usual, kind: 'circles', samples, noise, factor, random } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

describe('make_blobs', () => {
  it.each(expected.blobs)('of $samples in $classes classes after seed $seed', (blobs) => {
    const { samples, noise, classes, seed, inputs, targets } = blobs;
    const random = { numpy: seed };
    const options = { ...usual, kind: 'blobs', samples, noise, classes, random } as const;
    expect(made(options)).toEqual({ inputs, targets });
  });
});

it('load_planar_dataset', () => {
  const random = { numpy: 1 };
  const options = { ...usual, kind: 'flower', samples: 400, noise: 0.2, random } as const;
  expect(made(options)).toEqual(expected.planar);
});
