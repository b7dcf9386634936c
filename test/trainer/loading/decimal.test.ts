import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDecimal } from '../../../src/trainer/loading/decimal';

/** In the middle of other bytes, as in a file. */
const parse = (text: string) => {
  const bytes = Buffer.from(`9${text}9`);
  return parseDecimal(bytes, 1, bytes.length - 1);
};

describe('parseDecimal', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['+7', 7],
    ['1.', 1],
    ['.5', 0.5],
    ['-0.1', -0.1],
    ['  3\t', 3],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['0.000000000000001', 1e-15],
    ['123456789.012345', 123456789.012345],
    ['9007199254740993', 9007199254740992],
    ['0.1000000000000000055511151231257827', 0.1],
    ['1e999', Infinity],
  ])('reads %j as %d', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each([
    '',
    ' ',
    '-',
    '.',
    '+.',
    'e3',
    '1e',
    '1e+',
    '1.2.3',
    '--1',
    '1 2',
    '0x10',
    '1_0',
    '1,5',
    'NaN',
    'Infinity',
    '１',
  ])('refuses %j', (text) => {
    expect(parse(text)).toBeNaN();
  });

  it('gives the float64 nearest to any decimal', () => {
    const digits = fc.stringMatching(/^[0-9]{0,20}$/);
    fc.assert(
      fc.property(fc.constantFrom('', '-', '+'), digits, digits, (sign, whole, fraction) => {
        fc.pre(whole + fraction !== '');
        const text = `${sign}${whole}.${fraction}`;
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 1000 },
    );
  });
});
