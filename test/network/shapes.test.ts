import { describe, expect, it } from 'vitest';

import { parseNetwork } from '../../src/network/parse';
import { describeShapes } from '../../src/network/shapes';
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
        'Z1 (16, 32) = W1 (16, 2) · X (2, 32) + b1 (16, 1)',
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
      'Z1 (16, 32) = W1 (16, n_x) · X (n_x, 32) + b1 (16, 1)',
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
