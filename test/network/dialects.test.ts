import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { classifier, convolution, dense, fileOf, maxPool } from './layerFile';

const file = (dialect: string, optimizer = '"adam"') =>
  fileOf(
    '"digits"',
    [
      convolution('"filters": 2, "activation": "relu", "batchNorm": true'),
      maxPool('"size": 2'),
      classifier[0],
      dense('"units": 8, "activation": "relu", "dropout": { "ratio": 0.2 }'),
      classifier[1],
    ],
    `, ${dialect}"weightDecay": { "lambda": 0.1 }, "optimizer": ${optimizer}`,
  );

const specOf = (text: string) => {
  const { spec, problems } = parseNetwork(text);
  expect(problems).toEqual([]);
  if (spec === undefined) throw new RangeError('The network is wrong');
  return spec;
};

describe('a dialect', () => {
  it.each([
    [
      'course',
      {
        network: { logForm: 'plain', gradientScale: 'perSample' },
        decay: 'course',
        batchNorm: { epsilon: 1e-5, runningVariance: 'unbiased', initialVariance: 1 },
        ties: 'all',
        dropout: 'inverted',
      },
    ],
    [
      'book',
      {
        network: { logForm: 'offset', gradientScale: 'mean' },
        decay: 'book',
        batchNorm: { epsilon: 1e-6, runningVariance: 'biased', initialVariance: 0 },
        ties: 'first',
        dropout: 'book',
      },
    ],
    [
      'pytorch',
      {
        network: { logForm: 'clamped', gradientScale: 'mean' },
        decay: 'pytorch',
        batchNorm: { epsilon: 1e-5, runningVariance: 'unbiased', initialVariance: 1 },
        ties: 'first',
        dropout: 'inverted',
      },
    ],
  ])('%s decides what is left out', (dialect, expected) => {
    const spec = specOf(file(`"dialect": "${dialect}", `));
    expect(spec).toMatchObject({ dialect, ...expected.network });
    expect(spec.weightDecay).toEqual({ lambda: 0.1, form: expected.decay });
    expect(spec.layers[0]).toMatchObject({
      batchNorm: { position: 'beforeActivation', keep: 0.9, ...expected.batchNorm },
    });
    expect(spec.layers[1]).toMatchObject({ ties: expected.ties, stride: [2, 2] });
    expect(spec.layers[3]).toMatchObject({ dropout: { keep: 0.8, form: expected.dropout } });
  });

  it.each([
    ['course', '"momentum"', { beta: 0.9, form: 'average' }],
    ['book', '"momentum"', { beta: 0.9, form: 'velocity' }],
    ['pytorch', '"momentum"', { beta: 0.9, form: 'accumulate' }],
    ['course', '"nesterov"', { momentum: 0.9, form: 'pytorch' }],
    ['book', '"nesterov"', { momentum: 0.9, form: 'book' }],
    ['pytorch', '"nesterov"', { momentum: 0.9, form: 'pytorch' }],
    ['course', '"adaGrad"', { epsilon: 1e-7 }],
    ['book', '"adaGrad"', { epsilon: 1e-7 }],
    ['pytorch', '"adaGrad"', { epsilon: 1e-10 }],
    ['course', '"rmsProp"', { decay: 0.9, epsilon: 1e-8 }],
    ['book', '"rmsProp"', { decay: 0.99, epsilon: 1e-7 }],
    ['pytorch', '"rmsProp"', { decay: 0.99, epsilon: 1e-8 }],
    ['course', '"adam"', { epsilon: 1e-8, form: 'course' }],
    ['book', '"adam"', { epsilon: 1e-7, form: 'book' }],
    ['pytorch', '"adam"', { epsilon: 1e-8, form: 'course' }],
  ])('%s has its own %s', (dialect, optimizer, expected) => {
    expect(specOf(file(`"dialect": "${dialect}", `, optimizer)).optimizer).toMatchObject(expected);
  });

  it('is that of the course where none is named', () => {
    expect(specOf(file(''))).toEqual(specOf(file('"dialect": "course", ')));
  });

  it('decides wherever it stands in the file', () => {
    const text = file('').replace(/\}\n$/, ', "dialect": "book" }');
    expect(specOf(text).layers).toEqual(specOf(file('"dialect": "book", ')).layers);
  });

  it.each([
    [
      '"gradientScale": "mean", "logForm": "clamped", ',
      { gradientScale: 'mean', logForm: 'clamped' },
    ],
    ['"dialect": "book", "logForm": "plain", ', { gradientScale: 'mean', logForm: 'plain' }],
  ])('leaves %s as it is', (options, expected) => {
    expect(specOf(file(options))).toMatchObject(expected);
  });

  it('leaves forms as they are', () => {
    const text = file(
      '"dialect": "book", ',
      '{ "type": "momentum", "form": "average", "beta": 0.5 }',
    )
      .replace('"batchNorm": true', '"batchNorm": { "epsilon": 1e-3, "initialVariance": 1 }')
      .replace('"ratio": 0.2', '"keep": 0.7, "form": "inverted"')
      .replace('"size": 2', '"size": [2, 3], "stride": [1, 3], "ties": "all"')
      .replace('"lambda": 0.1', '"lambda": 0.1, "form": "pytorch"');
    const { spec } = parseNetwork(text);
    expect(spec?.optimizer).toMatchObject({ form: 'average', beta: 0.5 });
    expect(spec?.weightDecay).toEqual({ lambda: 0.1, form: 'pytorch' });
    expect(spec?.layers).toMatchObject([
      { batchNorm: { epsilon: 1e-3, runningVariance: 'biased', initialVariance: 1 } },
      { size: [2, 3], stride: [1, 3], ties: 'all' },
      { type: 'flatten' },
      { dropout: { keep: 0.7, form: 'inverted' } },
      { type: 'dense' },
    ]);
  });
});

describe('what is not written', () => {
  it('is not in the spec, or is what follows from the rest', () => {
    const spec = specOf(fileOf('"moons"', [dense('"units": 1, "activation": "gelu"')]));
    expect(spec).toMatchObject({ loss: 'squaredError', fused: false });
    expect(spec.layers).toEqual([
      { type: 'dense', units: 1, activation: 'gelu', initializer: { type: 'he' } },
    ]);
    expect(spec.optimizer).toEqual({ type: 'gradientDescent', learningRate: 0.01 });
    for (const key of ['weightDecay', 'random']) expect(spec).not.toHaveProperty(key);
    for (const key of ['evaluateEvery', 'earlyStopping']) {
      expect(spec.training).not.toHaveProperty(key);
    }
  });

  it.each([
    ['"schedule": "inverseTime"', { schedule: { type: 'inverseTime', decay: 1 } }],
    ['"schedule": "cosine"', { schedule: { type: 'cosine', minimum: 0 } }],
    [
      '"schedule": { "type": "step", "every": 3 }',
      { schedule: { type: 'step', every: 3, factor: 0.1 } },
    ],
    ['"clip": { "value": 2 }', { clip: { value: 2 } }],
    ['"clip": { "norm": 2 }', { clip: { norm: 2 } }],
  ])('has its default beside %s', (option, expected) => {
    const optimizer = `{ "type": "gradientDescent", ${option} }`;
    expect(specOf(file('', optimizer)).optimizer).toEqual({
      type: 'gradientDescent',
      learningRate: 0.01,
      ...expected,
    });
  });

  it.each([
    ['true', { metric: 'validationCost', patience: 10, minimumDelta: 0 }],
    ['{ "patience": 3 }', { metric: 'validationCost', patience: 3, minimumDelta: 0 }],
    ['false', undefined],
  ])('of early stopping: %s', (option, expected) => {
    const text = fileOf(
      '"moons"',
      [dense('"units": 1')],
      `, "training": { "earlyStopping": ${option}, "evaluateEvery": 7 }`,
    );
    const { training } = specOf(text);
    expect(training.earlyStopping).toEqual(expected);
    expect(training.evaluateEvery).toBe(7);
  });

  it.each([
    ['"kernel": 5', { kernel: [5, 5], stride: [1, 1], padding: [0, 0] }],
    [
      '"kernel": [5, 3], "stride": 2, "padding": [0, 1]',
      { kernel: [5, 3], stride: [2, 2], padding: [0, 1] },
    ],
    ['"stride": 1', { kernel: [3, 3] }],
  ])('of the windows with %s', (options, expected) => {
    const layers = [convolution(`"filters": 1, ${options}`), ...classifier];
    expect(parseNetwork(fileOf('"digits"', layers)).spec?.layers[0]).toMatchObject(expected);
  });
});
