import fc from 'fast-check';
import { expect, it } from 'vitest';

import { briefNumber, exactNumber } from '../../src/adapter/numberText';

it.each([
  [NaN, 'NaN'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [-0, '-0'],
  [0, '0'],
])('writes %d as %s', (value, text) => {
  expect(exactNumber(value, 'float64')).toBe(text);
  expect(exactNumber(value, 'float32')).toBe(text);
  expect(briefNumber(value)).toBe(text);
});

it('writes a float32 as short as its precision allows', () => {
  expect(exactNumber(Math.fround(0.1), 'float32')).toBe('0.1');
  expect(exactNumber(Math.fround(1 / 3), 'float32')).toBe('0.33333334');
});

it('loses nothing of a number in its precision', () => {
  const finite = { noNaN: true, noDefaultInfinity: true };
  fc.assert(
    fc.property(fc.double(finite), (value) => {
      expect(Number(exactNumber(value, 'float64'))).toBe(value);
    }),
  );
  fc.assert(
    fc.property(fc.float(finite), (value) => {
      expect(Math.fround(Number(exactNumber(value, 'float32')))).toBe(value);
    }),
  );
});
