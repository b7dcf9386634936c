import { describe, expect, it } from 'vitest';

import { legacyGenerator } from '../../../../src/core/random/numpy/legacyGenerator';
import expected from '../../../fixtures/numpy/expected.json';
import { sequenceOf } from '../../../support/sequence';

describe.each(expected.generators)('np.random.seed($seed)', (numpy) => {
  const { seed } = numpy;
  const generator = () => legacyGenerator(seed);
  const drawn = (count: number, draw: () => number) => Array.from({ length: count }, draw);

  it('gives rand', () => {
    expect(drawn(6, generator().uniform)).toEqual(numpy.rand);
  });

  it('gives randn', () => {
    expect(drawn(7, generator().normal)).toEqual(numpy.randn);
  });

  it('gives uniform', () => {
    const { uniform } = generator();
    expect(drawn(4, () => -2 + 5 * uniform())).toEqual(numpy.uniform);
  });

  it('gives permutation', () => {
    expect([...generator().permutation(20)]).toEqual(numpy.permutation);
  });

  it.each([1, 2, 3, 10, 1000, 2 ** 31].map((count, index) => [count, index]))(
    'gives randint below %i',
    (count, index) => {
      const { below } = generator();
      expect(drawn(8, () => below(count))).toEqual(numpy.randint[index]);
    },
  );

  it('gives choice', () => {
    const { below } = generator();
    expect(drawn(10, () => below(60_000))).toEqual(numpy.choice);
  });

  it('keeps the second normal of a pair while other numbers are drawn', () => {
    const { normal, permutation, uniform } = generator();
    expect([normal(), [...permutation(5)], normal(), uniform(), normal()]).toEqual(numpy.mixed);
  });
});

it('gives two million normals to the last bit', () => {
  const { normal } = legacyGenerator(3);
  const values = Float64Array.from({ length: expected.randn.count }, normal);
  expect(sequenceOf(values)).toEqual(expected.randn);
});

it.each([-1, 2 ** 32, 0.5, NaN])('refuses the seed %d', (seed) => {
  expect(() => legacyGenerator(seed)).toThrow(RangeError);
});
