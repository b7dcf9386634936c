import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { problemsIn, withFixApplied } from '../networkText';

/** A file of a data source and layers, one per line, and what else there is. */
function file(data: string, layers: readonly string[], rest = ''): string {
  const list = layers.map((layer) => `    { "type": "dense", ${layer} }`).join(',\n');
  return `{\n  "data": ${data},\n  "layers": [\n${list}\n  ]${rest}\n}\n`;
}

const csv = (options: string) => `{ "source": "csv", "path": "a.csv", ${options} }`;
const idx = (options: string) =>
  `{ "source": "idx", "images": "i.gz", "labels": "l.gz"${options} }`;
const sigmoid = '"units": 1, "activation": "sigmoid"';
const linear = '"units": 1';

describe('options that do not fit together', () => {
  it.each<[string, string, { code: string; underlined: string; says: RegExp }]>([
    [
      'cross entropy without sigmoid',
      file('"moons"', ['"units": 1, "activation": "tanh"'], ', "loss": "binaryCrossEntropy"'),
      {
        code: 'output-activation',
        underlined: '"tanh"',
        says: /must have the activation "sigmoid"; it has "tanh"/,
      },
    ],
    [
      'cross entropy without any activation',
      file('"moons"', [linear], ', "loss": "binaryCrossEntropy"'),
      {
        code: 'output-activation',
        underlined: '{ "type": "dense", "units": 1 }',
        says: /it has "identity"/,
      },
    ],
    [
      'categorical cross entropy without softmax',
      file(
        '{ "source": "moons", "oneHot": true }',
        ['"units": 2, "activation": "sigmoid"'],
        ', "loss": "categoricalCrossEntropy"',
      ),
      {
        code: 'output-activation',
        underlined: '"sigmoid"',
        says: /must have the activation "softmax"/,
      },
    ],
    [
      'too many outputs',
      file('"moons"', ['"units": 3, "activation": "sigmoid"']),
      { code: 'output-units', underlined: '3', says: /needs one unit; it has 3.*"oneHot": true/ },
    ],
    [
      'too few outputs for one-hot classes',
      file('{ "source": "spirals", "classes": 3 }', ['"units": 2, "activation": "softmax"']),
      {
        code: 'output-units',
        underlined: '2',
        says: /one-hot targets of 3 classes, so the last layer needs 3 units/,
      },
    ],
    [
      'too few outputs for columns',
      file(csv('"targets": ["a", "b"]'), [linear]),
      { code: 'output-units', underlined: '1', says: /2 target columns/ },
    ],
    [
      'targets above 1',
      file('{ "source": "spirals", "classes": 3 }', [sigmoid]),
      { code: 'loss-targets', underlined: '3', says: /targets 0 to 2/ },
    ],
    [
      'fractions above 1',
      file('{ "source": "moons", "split": { "train": 0.8, "test": 0.3 } }', [sigmoid]),
      { code: 'split-sum', underlined: '{ "train": 0.8, "test": 0.3 }', says: /add up to 1\.1;/ },
    ],
    [
      'no sample to learn from',
      file('{ "source": "moons", "samples": 3, "split": { "train": 0.1 } }', [sigmoid]),
      { code: 'no-training-samples', underlined: '{ "train": 0.1 }', says: /Of 3 samples/ },
    ],
    [
      'a column that is its own target',
      file(csv('"targets": ["a"], "features": ["b", "a"]'), [linear]),
      { code: 'column-twice', underlined: '"a"', says: /"a" is used a second time/ },
    ],
    [
      'names without a header',
      file(csv('"header": false, "targets": ["a"]'), [linear]),
      { code: 'column-name', underlined: '"a"', says: /"header" is false/ },
    ],
    [
      'test images without labels',
      file(idx(', "testImages": "t.gz"'), ['"units": 10, "activation": "softmax"']),
      {
        code: 'test-pair',
        underlined: '"t.gz"',
        says: /"testImages" is of no use without "testLabels"/,
      },
    ],
    [
      'more parameters than memory',
      file('"moons"', [
        '"units": 100000, "activation": "relu"',
        '"units": 100000, "activation": "relu"',
        sigmoid,
      ]),
      {
        code: 'too-many-parameters',
        underlined: '100000',
        says: /10,000,400,000 parameters; 100,000,000 is the most/,
      },
    ],
  ])('%s: an error with its reason', (_, text, { code, underlined, says }) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, severity: 'error', underlined });
    expect(found[0]?.message).toMatch(says);
  });

  it.each<[string, string, { code: string; underlined: string; says: RegExp }]>([
    [
      'a linear hidden layer',
      file('"moons"', ['"units": 4', sigmoid]),
      {
        code: 'linear-layer',
        underlined: '{ "type": "dense", "units": 4 }',
        says: /Layers 1 and 2 collapse into one: W2 · \(W1 · A \+ b1\) \+ b2/,
      },
    ],
    [
      'softmax in the middle',
      file('"moons"', ['"units": 4, "activation": "softmax"', sigmoid]),
      { code: 'hidden-softmax', underlined: '"softmax"', says: /belongs on the last layer/ },
    ],
    [
      'softmax of one unit',
      file('{ "source": "moons", "oneHot": false }', ['"units": 1, "activation": "softmax"']),
      { code: 'softmax-of-one', underlined: '"softmax"', says: /always 1/ },
    ],
    [
      'step',
      file('"moons"', ['"units": 4, "activation": "step"', sigmoid]),
      { code: 'no-gradient', underlined: '"step"', says: /layers 1 to 1 never learn/ },
    ],
    [
      'a minibatch larger than the data',
      file('{ "source": "moons", "samples": 100 }', [sigmoid], ', "training": { "batchSize": 81 }'),
      { code: 'batch-size', underlined: '81', says: /training split has 80 samples/ },
    ],
  ])('%s: a warning, and it may be trained', (_, text, { code, underlined, says }) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, severity: 'warning', underlined });
    expect(found[0]?.message).toMatch(says);
    expect(parseNetwork(text).spec).toBeDefined();
  });

  it.each([
    [
      'a batch of all samples',
      file('{ "source": "moons", "samples": 100 }', [sigmoid], ', "training": { "batchSize": 80 }'),
    ],
    ['the usual batch with few samples', file('{ "source": "xor", "samples": 4 }', [sigmoid])],
    [
      'fractions that add up to 1 but for rounding',
      file('{ "source": "moons", "split": { "train": 0.7, "validation": 0.2, "test": 0.1 } }', [
        sigmoid,
      ]),
    ],
    ['a linear last layer', file('"moons"', [linear])],
    [
      'one output per class',
      file('{ "source": "spirals", "classes": 3, "oneHot": true }', [
        '"units": 3, "activation": "sigmoid"',
      ]),
    ],
    ['unknown outputs of a file', file(idx(''), ['"units": 7, "activation": "softmax"'])],
    [
      '10⁸ parameters',
      file('"moons"', [
        '"units": 33333333'.replace('33333333', '1000000') + ', "activation": "relu"',
        '"units": 96, "activation": "relu"',
        sigmoid,
      ]),
    ],
  ])('%s: nothing to say', (_, text) => {
    expect(problemsIn(text)).toEqual([]);
  });

  it('speaks of the rest while something else is wrong', () => {
    const text = file(
      '"moons"',
      ['"units": 4', '"units": 1, "activation": "tanh"'],
      ', "loss": "binaryCrossEntropy", "x": 1',
    );
    expect(problemsIn(text).map(({ code }) => code)).toEqual([
      'linear-layer',
      'output-activation',
      'unknown-key',
    ]);
  });

  it.each([
    ['the activation', file('"moons"', ['"units": 1'], ', "loss": "binaryCrossEntropy"')],
    ['the units', file('"moons"', ['"units": 3'])],
    [
      'one-hot targets',
      file('{ "source": "spirals", "classes": 3 }', ['"units": 3, "activation": "sigmoid"']),
    ],
    ['an activation for a linear layer', file('"moons"', ['"units": 4', sigmoid])],
    [
      'the batch',
      file('{ "source": "moons", "samples": 100 }', [sigmoid], ', "training": { "batchSize": 99 }'),
    ],
  ])('offers a fix for %s that leaves nothing wrong', (_, text) => {
    let fixed = text;
    for (let count = 0; count < 2; count++) {
      const problem = parseNetwork(fixed).problems.find(({ fix }) => fix !== undefined);
      if (problem !== undefined) fixed = withFixApplied(fixed, problem);
    }
    expect(fixed).not.toBe(text);
    expect(problemsIn(fixed)).toEqual([]);
  });
});
