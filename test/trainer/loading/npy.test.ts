import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { formatShape, parseNpy } from '../../../src/trainer/loading/npy';
import { asFile, complaintOf, dataErrorOf } from '../../support/dataErrors';

const folder = path.join(import.meta.dirname, '../../fixtures/arrays');
const fixture = (name: string) => readFileSync(path.join(folder, `${name}.npy`));
const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Record<
  string,
  { shape: number[]; values: number[] }
>;
const arrays = readdirSync(folder)
  .filter((name) => name.endsWith('.npy'))
  .map((name) => name.replace('.npy', ''));

/** An NPY file of version 1 with this header and these bytes of numbers. */
function npyOf(header: string, content: Uint8Array = new Uint8Array(16)): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    length,
    Buffer.from(header),
    content,
  ]);
}

const header = (descr: string, shape: string) =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

describe('parseNpy', () => {
  it.each(arrays.filter((name) => name in expected))(
    'cases 102 to 104, 108: reads what NumPy wrote: %s',
    (name) => {
      const { shape, values } = parseNpy(asFile(fixture(name)));
      expect(shape).toEqual(expected[name]!.shape);
      expect([...values]).toEqual(expected[name]!.values);
    },
  );

  it('keeps NaN, infinities, the sign of zero and denormals', () => {
    const { values } = parseNpy(asFile(fixture('f8-special')));
    expect([...values]).toEqual([NaN, Infinity, -Infinity, -0, 5e-324]);
  });

  it.each([1, 2, 3])('reads version %i', (version) => {
    expect([...parseNpy(asFile(fixture(`version-${version}`))).values]).toEqual([1, 2]);
  });

  it.each([
    ['refused-i8', 'element 1 is 9007199254740992, beyond the exact integers'],
    ['refused-u8', 'element 0 is 9223372036854775808, beyond the exact integers'],
    ['refused-f2', 'its dtype is "<f2", expected one of b1, i1'],
    ['refused-c16', 'its dtype is "<c16"'],
    ['refused-text', 'its dtype is "<U1"'],
    ['refused-time', 'its dtype is "<M8[D]"'],
    ['refused-fields', 'its elements have fields (a structured dtype)'],
    ['refused-objects', 'it holds Python objects, saved with pickle'],
  ])('cases 101, 104: refuses %s: %s', (name, reason) => {
    expect(complaintOf(() => parseNpy(asFile(fixture(name))))).toContain(reason);
  });

  it.each([
    ['a negative side (case 107)', header(`'<f8'`, '(-1,)')],
    ['a side of 2^64 (case 107)', header(`'<f8'`, '(18446744073709551616,)')],
    ['a long of Python 2 (case 107)', header(`'<f8'`, '(2L,)')],
    ['nested tuples (case 107)', header(`'<f8'`, '((2,),)')],
    ['a number instead of a tuple', header(`'<f8'`, '2')],
    ['a number in parentheses', header(`'<f8'`, '(2)')],
    ['code (case 107)', header(`__import__('os').system('true')`, '(2,)')],
    ['an entry twice', `{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}`],
    ['an entry too many', `{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': 'y'}`],
    ['a prototype', `{'__proto__': '<f8', 'fortran_order': False, 'shape': (2,)}`],
    ['an inherited name as dtype', header(`'constructor'`, '(2,)')],
    ['something after the dictionary', `${header(`'<f8'`, '(2,)')}1`],
    ['an unclosed string', `{'descr: '<f8', 'fortran_order': False, 'shape': (2,)}`],
    ['no order of bytes for eight of them', header(`'|f8'`, '(2,)')],
    ['33 dimensions (case 108)', header(`'<f8'`, `(${'1, '.repeat(33)})`)],
    ['more numbers than there are', header(`'<f8'`, '(3,)')],
    ['fewer numbers than there are', header(`'<f8'`, '(1,)')],
    ['32 GiB (case 106)', header(`'<f8'`, '(4294967296,)')],
    ['a product that is not a number', header(`'<f8'`, `(${'9000000000000000, '.repeat(30)}0)`)],
    ['no boolean', header(`'|b1'`, '(16,)'), Uint8Array.from({ length: 16 }, () => 2)],
  ])('refuses %s', (_, text, content?: Uint8Array) => {
    expect(dataErrorOf(() => parseNpy(asFile(npyOf(text, content))))).toBeDefined();
  });

  it('accepts the header that the refused ones are variants of', () => {
    expect([...parseNpy(asFile(npyOf(header(`'<f8'`, '(2,)')))).values]).toEqual([0, 0]);
    expect([...parseNpy(asFile(npyOf(header(`"<f8"`, '(2, 1)')))).values]).toEqual([0, 0]);
  });

  it('case 105: refuses a header that claims 4 GB, or that is 65 KB of spaces', () => {
    const claiming = Buffer.concat([
      Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'),
      Buffer.alloc(40),
    ]);
    expect(complaintOf(() => parseNpy(asFile(claiming)))).toContain('4294967295 bytes long');
    expect(complaintOf(() => parseNpy(asFile(npyOf(' '.repeat(65_535)))))).toContain('65535 bytes');
  });

  it('refuses an array that is cut off anywhere', () => {
    const whole = fixture('f4-fortran');
    for (let length = 0; length < whole.length; length++) {
      expect(dataErrorOf(() => parseNpy(asFile(whole.subarray(0, length))))).toBeDefined();
    }
  });
});

describe('formatShape', () => {
  it.each([
    [[], '()'],
    [[3], '(3,)'],
    [[16, 2], '(16, 2)'],
  ])('prints %j as NumPy does', (shape, text) => {
    expect(formatShape(shape)).toBe(text);
  });
});
