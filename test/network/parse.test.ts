import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { rightNetwork } from './networkText';

describe('a right network', () => {
  it('has no problems and a value for every option', () => {
    const { spec, problems } = parseNetwork(rightNetwork);
    expect(problems).toEqual([]);
    expect(spec).toEqual({
      name: 'Two moons',
      dialect: 'course',
      data: {
        source: 'generator',
        kind: 'moons',
        samples: 400,
        noise: 0.2,
        classes: 2,
        scaling: 'none',
        oneHot: false,
        split: { train: 0.8, validation: 0.1, test: 0.1 },
      },
      layers: [
        { type: 'dense', units: 16, activation: 'relu', initializer: { type: 'he' } },
        { type: 'dense', units: 8, activation: 'tanh', initializer: { type: 'xavier' } },
        { type: 'dense', units: 1, activation: 'sigmoid', initializer: { type: 'xavier' } },
      ],
      loss: 'binaryCrossEntropy',
      fused: true,
      logForm: 'plain',
      gradientScale: 'perSample',
      optimizer: {
        type: 'adam',
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        form: 'course',
      },
      training: {
        batchSize: 32,
        epochs: 200,
        seed: 42,
        precision: 'float64',
        kernels: 'strict',
        shuffle: true,
      },
    });
  });

  it('needs no more than data and layers', () => {
    const text = '{"data": "moons", "layers": [{"type": "dense", "units": 1}]}';
    const { spec, problems } = parseNetwork(text);
    expect(problems).toEqual([]);
    expect(spec?.data).toMatchObject({ source: 'generator', kind: 'moons', samples: 400 });
    expect(spec).toMatchObject({
      loss: 'squaredError',
      optimizer: { type: 'gradientDescent', learningRate: 0.01 },
      training: { batchSize: 32, precision: 'float64' },
    });
  });

  it.each([
    ['sigmoid', 1, 'binaryCrossEntropy', false],
    ['softmax', 2, 'categoricalCrossEntropy', true],
    ['identity', 1, 'squaredError', false],
  ])(
    'after %s has the loss and the targets that belong to it',
    (activation, units, loss, oneHot) => {
      const text = `{"data": "circles", "layers": [{"type": "dense", "units": ${units}, "activation": "${activation}"}]}`;
      const { spec, problems } = parseNetwork(text);
      expect(problems).toEqual([]);
      expect(spec?.loss).toBe(loss);
      expect(spec?.data.oneHot).toBe(oneHot);
    },
  );

  it('case 73: may have comments, trailing commas, CRLF, a byte order mark and no last line break', () => {
    const text =
      `\uFEFF// first\r\n${rightNetwork.replaceAll('\n', '\r\n').trimEnd()} /* last */`.replace(
        '"seed": 42 }',
        '"seed": 42, },',
      );
    expect(parseNetwork(text).problems).toEqual([]);
  });

  it('keeps one-hot columns of a table as they are', () => {
    const text = `{
      "data": { "source": "csv", "path": "a.csv", "targets": ["a", "b"] },
      "layers": [{ "type": "dense", "units": 2, "activation": "softmax" }]
    }`;
    expect(parseNetwork(text).spec?.data.oneHot).toBe(false);
  });
});
