import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { describeShapes } from '../../src/network/shapes';
import { classifier, convolution, dense, fileOf, maxPool } from './layerFile';
import { changed, rightNetwork } from './networkText';

const shapesOf = (text: string) => describeShapes(parseNetwork(text).draft);

describe('the shapes of a layer', () => {
  it('say which dimensions meet', () => {
    expect(shapesOf(rightNetwork)[0]).toEqual({
      layer: 1,
      title: 'dense 16, relu',
      lines: [
        'W1 (16, 2)',
        'b1 (16, 1)',
        'Z1 (16, 32) = W1 (16, 2) · A0 (2, 32) + b1 (16, 1)',
        'A1 (16, 32) = relu(Z1)',
      ],
      output: '(16, 32)',
      parameters: '48',
    });
  });

  it('use a symbol where a size is in a file', () => {
    const text = changed(
      '{ "source": "moons", "samples": 400, "noise": 0.2 }',
      '{ "source": "idx", "images": "i", "labels": "l", "oneHot": false }',
    );
    expect(shapesOf(text)[0]).toMatchObject({ parameters: '16·n_x + 16' });
    expect(shapesOf(text)[0]?.lines[2]).toBe(
      'Z1 (16, 32) = W1 (16, n_x) · A0 (n_x, 32) + b1 (16, 1)',
    );
    expect(shapesOf(text)[1]?.parameters).toBe('136');
  });

  it('know the columns of a table that are named', () => {
    const text = changed(
      '{ "source": "moons", "samples": 400, "noise": 0.2 }',
      '{ "source": "csv", "path": "p", "targets": [0], "features": [1, 2, 3] }',
    );
    expect(shapesOf(text)[0]?.lines[0]).toBe('W1 (16, 3)');
  });

  it('stay while another layer or another part is wrong', () => {
    const text = changed('"units": 8', '"units": 0').replace('"epochs": 200', '"epochs": 0');
    const [first, second, third] = shapesOf(text);
    expect(first?.output).toBe('(16, m)');
    expect(second).toBeUndefined();
    expect(third?.lines[0]).toBe('W3 (1, n[2])');
  });

  it('stay while the user types', () => {
    expect(shapesOf(changed('"loss": "binaryCrossEntropy",', '"loss": "'))[1]?.output).toBe(
      '(8, 32)',
    );
  });

  it('have no more columns than there are samples', () => {
    expect(shapesOf(changed('"samples": 400', '"samples": 20'))[0]?.output).toBe('(16, 16)');
  });
});

describe('the shapes of images', () => {
  const digits = (layers: readonly string[]) =>
    shapesOf(fileOf('{ "source": "digits" }', layers, ', "training": { "batchSize": 64 }'));

  it('say how windows become columns', () => {
    const [convolved, pooled, flat, last] = digits([
      convolution('"filters": 8, "kernel": 5, "activation": "relu"'),
      maxPool('"size": 2'),
      ...classifier,
    ]);
    expect(convolved).toEqual({
      layer: 1,
      title: 'conv2d 8, 5×5, relu',
      lines: [
        '24 windows down and across: ⌊(28 + 2·0 − 5) / 1⌋ + 1',
        'C1 (25, 24·24·64) = im2col of A0 (1, 28, 28, 64), 5×5 windows',
        'W1 (8, 1, 5, 5)',
        'b1 (8, 1)',
        'Z1 (8, 24, 24, 64) = W1 (8, 25) · C1 (25, 24·24·64) + b1 (8, 1)',
        'A1 (8, 24, 24, 64) = relu(Z1)',
      ],
      output: '(8, 24, 24, 64)',
      parameters: '208',
    });
    expect(pooled).toMatchObject({
      title: 'maxPool2d 2×2',
      lines: [
        '12 windows down and across: ⌊(24 + 2·0 − 2) / 2⌋ + 1',
        'A2 (8, 12, 12, 64) = max of each 2×2 window of A1 (8, 24, 24, 64)',
      ],
      parameters: '0',
    });
    expect(flat?.lines).toEqual([
      'A3 (1152, 64) = A2 (8, 12, 12, 64) as columns of 8·12·12 = 1152 rows',
    ]);
    expect(last?.lines[2]).toBe('Z4 (10, 64) = W4 (10, 1152) · A3 (1152, 64) + b4 (10, 1)');
  });

  it('say what stride and padding do, down and across', () => {
    const [first] = digits([
      convolution('"filters": 2, "kernel": [3, 5], "stride": [1, 2], "padding": [1, 0]'),
      ...classifier,
    ]);
    expect(first?.lines.slice(0, 3)).toEqual([
      '28 windows down: ⌊(28 + 2·1 − 3) / 1⌋ + 1',
      '12 windows across: ⌊(28 + 2·0 − 5) / 2⌋ + 1',
      'C1 (15, 28·12·64) = im2col of A0 (1, 28, 28, 64), 3×5 windows, stride 1×2, padding 1×0',
    ]);
  });

  it('use symbols where the size is in files', () => {
    const text = fileOf(
      '{ "source": "png", "path": "p" }',
      [convolution('"filters": 8, "activation": "relu"'), maxPool('"size": 2'), ...classifier],
      ', "training": { "batchSize": 64 }',
    );
    const [convolved, pooled, flat, last] = shapesOf(text);
    expect(convolved).toMatchObject({
      lines: [
        'C1 (c·9, h[1]·w[1]·64) = im2col of A0 (c, h, w, 64), 3×3 windows',
        'W1 (8, c, 3, 3)',
        'b1 (8, 1)',
        'Z1 (8, h[1], w[1], 64) = W1 (8, c·9) · C1 (c·9, h[1]·w[1]·64) + b1 (8, 1)',
        'A1 (8, h[1], w[1], 64) = relu(Z1)',
      ],
      parameters: '8·9·c + 8',
    });
    expect(pooled?.lines).toEqual([
      'A2 (8, h[2], w[2], 64) = max of each 2×2 window of A1 (8, h[1], w[1], 64)',
    ]);
    expect(flat?.output).toBe('(n[3], 64)');
    expect(last?.parameters).toBe('10·n[3] + 10');
  });
});

describe('the shapes of a normalized layer', () => {
  const lines = (options: string) =>
    shapesOf(
      fileOf(
        '"moons"',
        [dense(`"units": 4, "activation": "relu", ${options}`), dense('"units": 1')],
        ', "training": { "batchSize": 8 }',
      ),
    );

  it('are those of Z before the activation', () => {
    const [first] = lines('"batchNorm": true');
    expect(first?.lines.slice(2)).toEqual([
      'Z1 (4, 8) = W1 (4, 2) · A0 (2, 8) + b1 (4, 1)',
      'mu1 (4, 1) = mean of each row of Z1',
      'var1 (4, 1) = variance of each row of Z1',
      'Zhat1 (4, 8) = (Z1 − mu1) / √(var1 + 0.00001)',
      'gamma1 (4, 1)',
      'beta1 (4, 1)',
      'Ztilde1 (4, 8) = gamma1 ⊙ Zhat1 + beta1',
      'A1 (4, 8) = relu(Ztilde1)',
    ]);
    expect(first).toMatchObject({ title: 'dense 4, relu, batch norm', parameters: '20' });
  });

  it('are those of A behind it, and the next layer reads what dropout leaves', () => {
    const [first, second] = lines(
      '"batchNorm": { "position": "afterActivation" }, "dropout": { "ratio": 0.9 }',
    );
    expect(first?.lines.slice(3)).toEqual([
      'A1 (4, 8) = relu(Z1)',
      'mu1 (4, 1) = mean of each row of A1',
      'var1 (4, 1) = variance of each row of A1',
      'Ahat1 (4, 8) = (A1 − mu1) / √(var1 + 0.00001)',
      'gamma1 (4, 1)',
      'beta1 (4, 1)',
      'Atilde1 (4, 8) = gamma1 ⊙ Ahat1 + beta1',
      'D1 (4, 8) = 1 with probability 0.1, else 0',
      'Adrop1 (4, 8) = Atilde1 ⊙ D1 / 0.1',
    ]);
    expect(second?.lines[2]).toBe('Z2 (1, 8) = W2 (1, 4) · Adrop1 (4, 8) + b2 (1, 1)');
  });

  it('leave the size to evaluation in the book’s dropout', () => {
    const [first] = lines('"dropout": { "keep": 0.5, "form": "book" }');
    expect(first?.lines.at(-1)).toBe('Adrop1 (4, 8) = A1 ⊙ D1');
  });
});
