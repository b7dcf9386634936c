import { describe, expect, it } from 'vitest';

import { formatCount, formatNumber, formatTick } from '../../../webview/text/formatNumber';

describe('formatNumber', () => {
  it.each([
    [0.24171, '0.2417'],
    [-0.018412, '−0.01841'],
    [12.5, '12.50'],
    [3, '3'],
    [-7, '−7'],
    [0, '0'],
    [-0, '0'],
    [3.1e-7, '3.1e−7'],
    [-2.4e-12, '−2.4e−12'],
    [123456.7, '1.235e5'],
    [1e21, '1e21'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '−Inf'],
    [5e-324, '4.941e−324'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatTick', () => {
  it.each([
    [0.1, '0.1'],
    [0.05, '0.05'],
    [1e-7, '1e−7'],
    [10, '10'],
    [2.5, '2.5'],
    [100, '100'],
  ])('writes %d as %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });
});

describe('formatCount', () => {
  it.each([
    [7, '7'],
    [2000, '2\u202f000'],
    [1234567, '1\u202f234\u202f567'],
  ])('writes %d as %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});
