import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { convolution, dense, fileOf, flatten } from '../layerFile';
import { problemsIn, withFixApplied } from '../networkText';

const sigmoid = dense('"units": 1, "activation": "sigmoid"');
const relu = (options: string) => dense(`"units": 4, "activation": "relu", ${options}`);
const output = (options: string) => dense(`"units": 1, "activation": "sigmoid", ${options}`);
const linear = (options: string) => dense(`"units": 1, ${options}`);
const moons = (layers: readonly string[], rest = '') =>
  fileOf('"moons"', layers, rest === '' ? '' : `, ${rest}`);
const trained = (options: string) => moons([sigmoid], `"training": { ${options} }`);
const optimized = (options: string, epochs = 100) =>
  moons(
    [sigmoid],
    `"optimizer": { "type": "adam", ${options} }, "training": { "epochs": ${epochs} }`,
  );

type Row = [string, string, { code: string; underlined: string; says: RegExp }];

describe('options of training that do not fit', () => {
  it.each<Row>([
    [
      'batch norm over one sample',
      moons([relu('"batchNorm": true'), sigmoid], '"training": { "batchSize": 1 }'),
      { code: 'batch-norm-of-one', underlined: 'true', says: /its variance is 0.*at least 2/ },
    ],
    [
      'batch norm behind the probabilities',
      moons([output('"batchNorm": { "position": "afterActivation" }')]),
      {
        code: 'batch-norm-output',
        underlined: '"afterActivation"',
        says: /^binaryCrossEntropy takes the logarithm of probabilities/,
      },
    ],
    [
      'dropout of nobody knows how much',
      moons([relu('"dropout": {}'), sigmoid]),
      { code: 'dropout-amount', underlined: '{}', says: /"keep".*or "ratio"/ },
    ],
    [
      'dropout said twice',
      moons([relu('"dropout": { "keep": 0.8, "ratio": 0.2 }'), sigmoid]),
      { code: 'dropout-amount', underlined: '0.2', says: /ratio = 1 - keep. Remove one/ },
    ],
    [
      'dropout of all',
      moons([relu('"dropout": { "keep": 0 }'), sigmoid]),
      { code: 'out-of-range', underlined: '0', says: /greater than 0 and at most 1/ },
    ],
    [
      'dropout as a bare number',
      moons([relu('"dropout": 0.5'), sigmoid]),
      { code: 'wrong-type', underlined: '0.5', says: /must be an object in braces; found 0\.5/ },
    ],
    [
      'dropout of probabilities',
      moons([output('"dropout": { "keep": 0.5 }')]),
      { code: 'dropout-output', underlined: '{ "keep": 0.5 }', says: /takes the logarithm/ },
    ],
    [
      'fusing what cannot be',
      moons([linear('"activation": "tanh"')], '"fused": true'),
      { code: 'fused', underlined: 'true', says: /^squaredError is never fused/ },
    ],
    [
      'clipping at nothing',
      optimized('"clip": {}'),
      { code: 'clip-limit', underlined: '{}', says: /"norm".*or "value"/ },
    ],
    [
      'clipping at 0',
      optimized('"clip": { "norm": 0 }'),
      { code: 'out-of-range', underlined: '0', says: /greater than 0/ },
    ],
    [
      'a schedule that rises to its minimum',
      optimized('"learningRate": 0.1, "schedule": { "type": "cosine", "minimum": 0.1 }'),
      { code: 'schedule-minimum', underlined: '0.1', says: /falls from 0.1 to the minimum/ },
    ],
    [
      'steps of unknown length',
      optimized('"schedule": "step"'),
      { code: 'missing-key', underlined: '"step"', says: /A step schedule needs "every"/ },
    ],
    [
      'early stopping without a validation split',
      fileOf(
        '{ "source": "moons", "split": { "train": 0.8, "test": 0.2 } }',
        [sigmoid],
        ', "training": { "earlyStopping": true }',
      ),
      { code: 'early-stopping-split', underlined: 'true', says: /which has no samples/ },
    ],
    [
      'early stopping with less than a validation sample',
      fileOf(
        '{ "source": "moons", "samples": 2 }',
        [sigmoid],
        ', "training": { "earlyStopping": true }',
      ),
      { code: 'early-stopping-split', underlined: 'true', says: /which has no samples/ },
    ],
    [
      'accuracy of quantities',
      fileOf(
        '"housing"',
        [dense('"units": 1')],
        ', "training": { "earlyStopping": { "metric": "validationAccuracy" } }',
      ),
      {
        code: 'early-stopping-metric',
        underlined: '"validationAccuracy"',
        says: /no accuracy with squaredError/,
      },
    ],
    [
      'uniform weights the wrong way round',
      moons([relu('"initializer": { "type": "uniform", "low": 1, "high": -1 }'), sigmoid]),
      {
        code: 'uniform-bounds',
        underlined: '{ "type": "uniform", "low": 1, "high": -1 }',
        says: /between 1 and -1/,
      },
    ],
    [
      'probabilities of quantities',
      fileOf('"housing"', [sigmoid], ', "loss": "binaryCrossEntropy"'),
      { code: 'loss-targets', underlined: '"binaryCrossEntropy"', says: /housing has quantities/ },
    ],
    [
      'a cross entropy after flatten',
      fileOf(
        '{ "source": "idx", "images": "i", "labels": "l" }',
        [flatten],
        ', "loss": "categoricalCrossEntropy"',
      ),
      { code: 'output-activation', underlined: '"flatten"', says: /must be dense.*"softmax"/ },
    ],
  ])('%s: an error with its reason', (_, text, { code, underlined, says }) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, severity: 'error', underlined });
    expect(found[0]?.message).toMatch(says);
    expect(parseNetwork(text).spec).toBeUndefined();
  });

  it.each<Row>([
    [
      'batch norm of a last minibatch of one',
      fileOf(
        '{ "source": "moons", "samples": 81, "split": { "train": 1 } }',
        [relu('"batchNorm": true'), sigmoid],
        ', "training": { "batchSize": 20 }',
      ),
      { code: 'batch-norm-of-one', underlined: '20', says: /81 = 4 · 20 \+ 1/ },
    ],
    [
      'dropout of quantities',
      fileOf('"housing"', [linear('"dropout": { "ratio": 0.1 }')]),
      { code: 'dropout-output', underlined: '{ "ratio": 0.1 }', says: /no training can mend/ },
    ],
    [
      'not fusing what never is',
      moons([linear('"activation": "tanh"')], '"fused": false'),
      { code: 'fused', underlined: 'false', says: /changes nothing here/ },
    ],
    [
      'a logarithm of nothing',
      fileOf('"housing"', [dense('"units": 1')], ', "logForm": "clamped"'),
      { code: 'log-form', underlined: '"clamped"', says: /no logarithm in squaredError/ },
    ],
    [
      'the mean of a sum',
      fileOf(
        '"housing"',
        [dense('"units": 1')],
        ', "loss": "sumSquaredError", "gradientScale": "mean"',
      ),
      { code: 'gradient-scale', underlined: '"mean"', says: /no 1\/m anywhere/ },
    ],
    [
      'steps longer than the training',
      optimized('"schedule": { "type": "step", "every": 50 }', 50),
      { code: 'schedule-idle', underlined: '50', says: /every 50 epochs.*only 50/ },
    ],
    [
      'a schedule for one epoch',
      optimized('"schedule": "cosine"', 1),
      { code: 'schedule-idle', underlined: '"cosine"', says: /there is only one/ },
    ],
    [
      'an evaluation after the end',
      trained('"epochs": 1, "evaluateEvery": 11'),
      { code: 'evaluation-never', underlined: '11', says: /only 10 iterations/ },
    ],
    [
      'a patience longer than the training',
      trained('"epochs": 10, "earlyStopping": { "patience": 10 }'),
      { code: 'early-stopping-never', underlined: '10', says: /a patience of 10/ },
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
      'batch norm of one image',
      fileOf(
        '"cats"',
        [convolution('"filters": 2, "activation": "relu", "batchNorm": true'), flatten, sigmoid],
        ', "training": { "batchSize": 1 }',
      ),
    ],
    [
      'batch norm that is off',
      moons([relu('"batchNorm": false'), sigmoid], '"training": { "batchSize": 1 }'),
    ],
    ['batch norm before the sigmoid', moons([output('"batchNorm": true')])],
    [
      'linear layers with batch norm between',
      moons([dense('"units": 4, "batchNorm": true'), sigmoid]),
    ],
    ['a cross entropy that is not fused', moons([sigmoid], '"fused": false')],
    ['early stopping that is off', trained('"epochs": 5, "earlyStopping": false')],
    ['early stopping', trained('"earlyStopping": true, "evaluateEvery": 5')],
    ['an evaluation at the end', trained('"epochs": 1, "evaluateEvery": 10')],
    ['all clipping there is', optimized('"clip": { "norm": 1, "value": 0.5 }')],
    ['a cosine', optimized('"schedule": "cosine"')],
  ])('%s: nothing to say', (_, text) => {
    expect(problemsIn(text)).toEqual([]);
  });

  it.each([
    [
      'a larger batch',
      moons([relu('"batchNorm": true'), sigmoid], '"training": { "batchSize": 1 }'),
    ],
    ['the other position', moons([output('"batchNorm": { "position": "afterActivation" }')])],
    ['what to keep', moons([relu('"dropout": {}'), sigmoid])],
    ['no fusing', moons([sigmoid.replace('sigmoid', 'tanh')], '"fused": true')],
    ['a norm', optimized('"clip": {}')],
    ['a lower minimum', optimized('"schedule": { "type": "cosine", "minimum": 1 }')],
    [
      'a cost',
      trained('"earlyStopping": { "metric": "validationAccuracy" }').replace('sigmoid', 'tanh'),
    ],
  ])('offers %s, which leaves no error', (_, text) => {
    const problem = parseNetwork(text).problems.find(({ fix }) => fix !== undefined);
    const fixed = problem === undefined ? text : withFixApplied(text, problem);
    expect(fixed).not.toBe(text);
    expect(parseNetwork(fixed).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
