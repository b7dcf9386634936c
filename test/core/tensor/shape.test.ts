import { describe, expect, it } from 'vitest';

import { elementCount, matrixShape, shapeText } from '../../../src/core';

describe.each([
  { shape: [16, 32], text: '(16, 32)', rows: 16, columns: 32, count: 512 },
  { shape: [1, 1], text: '(1, 1)', rows: 1, columns: 1, count: 1 },
  { shape: [3, 28, 28, 64], text: '(3, 28, 28, 64)', rows: 2352, columns: 64, count: 150_528 },
  { shape: [5], text: '(5)', rows: 1, columns: 5, count: 5 },
])('the shape $text', ({ shape, text, rows, columns, count }) => {
  it(`is a matrix of ${rows} by ${columns}, the last dimension across`, () => {
    expect(matrixShape(shape)).toEqual({ rows, columns });
  });

  it('is written as NumPy writes it', () => {
    expect(shapeText(shape)).toBe(text);
  });

  it(`has ${count} elements`, () => {
    expect(elementCount(shape)).toBe(count);
  });
});
