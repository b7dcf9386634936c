/** The C library's logarithm, sine and cosine, bit by bit, on the arguments that make.py draws. */
import { describe, expect, it } from 'vitest';

import { legacyGenerator } from '../../../../src/core/random/numpy/legacyGenerator';
import { logarithm } from '../../../../src/core/random/numpy/logarithm';
import { cosine, sine } from '../../../../src/core/random/numpy/sine';
import expected from '../../../fixtures/numpy/expected.json';
import { sequenceOf } from '../../../support/sequence';

const count = 200_000;

function uniforms(seed: number): Float64Array {
  const { uniform } = legacyGenerator(seed);
  return Float64Array.from({ length: count }, uniform);
}

describe('sine and cosine', () => {
  const angles = uniforms(7).map((u) => u * 7 - 0.3);

  it('have the last digit of the C library', () => {
    expect(sequenceOf(angles.map(sine))).toEqual(expected.sin);
    expect(sequenceOf(angles.map(cosine))).toEqual(expected.cos);
  });

  it('are right where one method ends and the next begins', () => {
    for (const edge of [0, 0.126, 0.85546875, 2.426265, Math.PI / 4, Math.PI / 2, Math.PI, 40]) {
      for (const angle of [edge - 1e-9, edge, edge + 1e-9, -edge]) {
        expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThanOrEqual(2 ** -53);
        expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThanOrEqual(2 ** -53);
      }
    }
  });
});

describe('the logarithm', () => {
  it('has the last digit of the C library close to 1', () => {
    const close = uniforms(9).map((u) => 0.9 + 0.2 * u);
    expect(sequenceOf(close.map(logarithm))).toEqual(expected.log[1]);
  });

  it('has it over sixty powers of e', () => {
    // NumPy's exp is not the engine's; 2^n · u spans the same range with exact arguments.
    const { uniform, below } = legacyGenerator(8);
    const values = Float64Array.from({ length: count }, () => {
      const power = below(87);
      return uniform() / 2 ** power;
    }).map(logarithm);
    expect(sequenceOf(values)).toEqual(expected.log[0]);
  });
});
