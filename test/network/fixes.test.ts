import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { changed, withFixApplied } from './networkText';

describe('a fix', () => {
  it.each([
    ['"units": 8', '"unit": 8'],
    ['"units": 8', '"units": "8"'],
    ['"tanh"', '"tnah"'],
    ['"tanh"', "'tanh'"],
    ['"units": 8, ', '"units": 8 '],
    ['"units": 1,', '"units": 3,'],
    ['"sigmoid"', '"softmax"'],
    ['"loss": "binaryCrossEntropy"', '"loss": "bce"'],
    ['"type": "adam"', '"Type": "adam"'],
  ])('of one mistake leads back from %s', (right, wrong) => {
    const text = changed(right, wrong);
    const [problem] = parseNetwork(text).problems.filter(({ fix }) => fix !== undefined);
    if (problem === undefined) throw new Error('There is no fix');
    expect(parseNetwork(withFixApplied(text, problem)).problems).toEqual([]);
  });

  it.each([
    ['a missing key', '"units": 8, ', ''],
    ['a key twice', '"units": 8', '"units": 8, "units": 9'],
    ['a forbidden key', '"units": 8', '"units": 8, "__proto__": 9'],
    ['a key that is almost another one there', '"units": 8', '"units": 8, "unit": 9'],
    ['an unknown key', '"units": 8', '"units": 8, "color": 9'],
    ['the last key unknown', '"seed": 42', '"seed": 42, "color": 9'],
    [
      'too many units',
      '"units": 8',
      '"units": 1e9, "activation": "relu" }, { "type": "dense", "units": 8',
    ],
  ])('of %s leaves one problem less', (_, found, replacement) => {
    const text = changed(found, replacement);
    const { problems } = parseNetwork(text);
    const [problem] = problems;
    if (problem === undefined) throw new Error('There is no problem');
    const codes = parseNetwork(withFixApplied(text, problem)).problems.map(({ code }) => code);
    expect(codes).not.toContain(problem.code);
    expect(codes).not.toContain('syntax');
  });
});
