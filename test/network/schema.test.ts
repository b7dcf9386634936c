import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { networkSchema } from '../../src/network/schema';
import { changed, rightNetwork } from './networkText';

const validate = new Ajv({ strict: false }).compile(networkSchema());
const accepts = (text: string) => validate(parse(text));

describe('the JSON schema', () => {
  it('accepts a right network', () => {
    expect(accepts(rightNetwork)).toBe(true);
  });

  it.each([
    ['"units": 8', '"units": 0'],
    ['"units": 8', '"units": 1.5'],
    ['"units": 8', '"units": "8"'],
    ['"units": 8, ', ''],
    ['"units": 8', '"unit": 8'],
    ['"tanh"', '"tahn"'],
    ['"tanh"', 'true'],
    ['"dense"', '"convolution"'],
    ['"adam"', '"sgd"'],
    ['"initializer": "he"', '"initializer": { "type": "he" }'],
    ['"initializer": "he"', '"initializer": { "type": "he", "path": "a" }'],
    ['"initializer": "he"', '"initializer": { "type": "file", "path": "a" }'],
    ['"learningRate": 0.01', '"learningRate": 0'],
    ['"learningRate": 0.01', '"learningRate": 1000'],
    ['"learningRate": 0.01', '"learningRate": 1, "beta2": 1'],
    ['{ "type": "adam", "learningRate": 0.01 }', '"adam"'],
    ['{ "source": "moons", "samples": 400, "noise": 0.2 }', '"moons"'],
    ['{ "source": "moons", "samples": 400, "noise": 0.2 }', '"csv"'],
    ['"source": "moons"', '"source": "spirals", "classes": 2'],
    ['"source": "moons"', '"source": "moons", "classes": 2'],
    ['"loss": "binaryCrossEntropy"', '"loss": null'],
    ['"seed": 42', '"seed": 42, "shuffle": false'],
    ['"seed": 42', '"seed": 42, "shuffle": 0'],
  ])('says the same as reading does when %s becomes %s', (found, replacement) => {
    const text = changed(found, replacement);
    expect(accepts(text)).toBe(parseNetwork(text).spec !== undefined);
  });
});
