import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { networkSchema } from '../../src/network/schema';
import { classifier, convolution, fileOf } from './layerFile';
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
    ['"seed": 42', '"seed": 42, "earlyStopping": true'],
    ['"seed": 42', '"seed": 42, "earlyStopping": { "patience": 0 }'],
    ['"seed": 42', '"seed": 42, "earlyStopping": 3'],
    ['"units": 8', '"units": 8, "batchNorm": { "keep": 1 }'],
    ['"units": 8', '"units": 8, "batchNorm": { "position": "afterActivation" }'],
    ['"units": 8', '"units": 8, "dropout": { "ratio": 1 }'],
    ['"units": 8', '"units": 8, "dropout": { "ratio": 0.5, "form": "book" }'],
    ['"source": "moons"', '"source": "moons", "random": { "numpy": 3 }'],
    ['"loss"', '"dialect": "keras", "loss"'],
    ['"loss"', '"dialect": "book", "weightDecay": { "lambda": 0.1 }, "loss"'],
    ['"loss"', '"weightDecay": {}, "loss"'],
    ['"type": "adam"', '"type": "adam", "schedule": "step"'],
    ['"type": "adam"', '"type": "adam", "schedule": "cosine", "clip": { "norm": 1 }'],
    ['"type": "adam"', '"type": "adam", "form": "pytorch"'],
  ])('says the same as reading does when %s becomes %s', (found, replacement) => {
    const text = changed(found, replacement);
    expect(accepts(text)).toBe(parseNetwork(text).spec !== undefined);
  });

  it.each([
    ['"kernel": 5', true],
    ['"kernel": [5, 3]', true],
    ['"kernel": [5]', false],
    ['"kernel": [5, 3, 1]', false],
    ['"kernel": [5, 0]', false],
    ['"kernel": 0', false],
    ['"kernel": "5"', false],
    ['"padding": 0', true],
    ['"stride": 0', false],
  ])('says the same of %s', (option, isRight) => {
    const text = fileOf('{ "source": "digits" }', [
      convolution(`"filters": 1, "stride": 1, ${option}`),
      ...classifier,
    ]).replace('"stride": 1, "stride"', '"stride"');
    expect(accepts(text)).toBe(isRight);
    expect(parseNetwork(text).spec !== undefined).toBe(isRight);
  });
});
