/** Files of the reference implementation (see test/fixtures/safetensors/make.py), our own, and damaged ones. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { openSafetensors } from '../../../src/trainer/loading/safetensors';
import { writeSafetensors } from '../../../src/trainer/loading/safetensorsWriter';
import { openTensorArchive } from '../../../src/trainer/loading/tensorArchive';
import expected from '../../fixtures/safetensors/expected.json';
import { asFile, complaintOf, plenty } from '../../support/dataErrors';

const folder = path.join(import.meta.dirname, '../../fixtures/safetensors');
const fixture = (name: string) => asFile(readFileSync(path.join(folder, `${name}.safetensors`)));

describe('what the reference implementation writes', () => {
  it('is read with all types and names', () => {
    const archive = openSafetensors(fixture('all'), plenty);
    const read = archive.names.map((name) => {
      const { shape, values } = archive.read(name)!;
      return [name, { shape, values: [...values] }];
    });
    expect(Object.fromEntries(read)).toEqual(expected);
    expect(archive.read('W9')).toBeUndefined();
  });

  it('may be empty', () => {
    expect(openTensorArchive(fixture('empty'), plenty).names).toEqual([]);
  });

  it('is refused with half precision', () => {
    expect(complaintOf(() => openSafetensors(fixture('half'), plenty))).toContain(
      '"half" has the type "F16", expected one of BOOL, U8,',
    );
  });
});

describe('what is written', () => {
  it('is read back as it was', () => {
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    const tensor = fc.tuple(fc.string({ minLength: 1 }), shape, fc.boolean());
    fc.assert(
      fc.property(fc.uniqueArray(tensor, { selector: ([name]) => name }), (tensors) => {
        const arrays = tensors
          .filter(([name]) => name !== '__metadata__' && name !== '__proto__')
          .map(([name, shape, isDouble], index) => {
            const length = shape.reduce((product, side) => product * side, 1);
            const numbers = Array.from({ length }, (_, place) => index + place / 8);
            const values = isDouble ? Float64Array.from(numbers) : Float32Array.from(numbers);
            return { name, shape, values };
          });
        const archive = openSafetensors(asFile(writeSafetensors(arrays)), plenty);
        for (const { name, shape, values } of arrays) {
          expect(archive.read(name)).toEqual({ shape, values });
        }
        expect(new Set(archive.names)).toEqual(new Set(arrays.map(({ name }) => name)));
      }),
    );
  });

  it('begins its numbers at a multiple of 8', () => {
    for (const name of ['a', 'ab', 'abc', 'abcdefgh']) {
      const file = Buffer.from(
        writeSafetensors([{ name, shape: [1], values: Float64Array.of(1) }]),
      );
      expect(file.readBigUInt64LE() % 8n).toBe(0n);
    }
  });

  it('must have as many numbers as its shape says', () => {
    const array = { name: 'W1', shape: [2, 2], values: Float64Array.of(1, 2, 3) };
    expect(() => writeSafetensors([array])).toThrow(RangeError);
  });
});

const made = (header: string | Uint8Array, content = 0): Uint8Array => {
  const text = Buffer.from(header as string);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(content)]);
};
const entry = (dtype: string, shape: string, offsets: string) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;
const one = entry('F32', '[1]', '[0,4]');

describe('what is refused', () => {
  it('accepts the file from which the others are made, with spaces anywhere', () => {
    const text = ` { "a" :\n{ "shape" : [ 1 , 1 ], "dtype":"F32","data_offsets":[0, 4]} , "__metadata__":{} }  `;
    // The format wants its first byte to be a brace.
    expect(openSafetensors(asFile(made(text.trimStart(), 4)), plenty).names).toEqual(['a']);
  });

  it.each<[string, Uint8Array, string]>([
    ['too few bytes', Buffer.alloc(8), 'too short'],
    [
      'a header beyond the file',
      Buffer.concat([Buffer.from([99, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]),
      'ends within its header',
    ],
    [
      'a header of 4 EB',
      Buffer.concat([Buffer.alloc(8, 0x3f), Buffer.from('{}')]),
      'at most 10000000',
    ],
    ['a list', made('[]'), 'does not begin with {'],
    ['bad UTF-8', made(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 'not UTF-8'],
    ['a name twice', made(`{"a":${one},"a":${one}}`, 4), '"a" twice'],
    ['a name twice, once escaped', made(`{"a":${one},"\\u0061":${one}}`, 4), '"a" twice'],
    ['metadata twice', made('{"__metadata__":{},"__metadata__":{}}'), '"__metadata__" twice'],
    ['metadata of numbers', made('{"__metadata__":{"a":1}}'), 'expected a text in quotes'],
    ['a key twice', made('{"a":{"dtype":"F32","dtype":"F32"}}'), '"dtype" twice'],
    ['a key too many', made('{"a":{"pickle":"x"}}'), 'expected dtype, shape or data_offsets'],
    ['a key missing', made('{"a":{"dtype":"F32","shape":[1]}}'), 'expected a tensor with'],
    ['a comma too many', made(`{"a":${one},}`, 4), 'expected a text in quotes'],
    ['something after the header', made(`{"a":${one}}}`, 4), 'expected the end'],
    [
      'a negative size',
      made(`{"a":${entry('F32', '[-1]', '[0,4]')}}`, 4),
      'expected a whole number',
    ],
    ['a fraction', made(`{"a":${entry('F32', '[1]', '[0,4.5]')}}`, 4), 'expected a whole number'],
    ['an exponent', made(`{"a":${entry('F32', '[1]', '[0,4e0]')}}`, 4), 'expected a whole number'],
    [
      'a number beyond 2^53',
      made(`{"a":${entry('F32', '[9007199254740993]', '[0,4]')}}`, 4),
      'expected a whole number',
    ],
    [
      'three offsets',
      made(`{"a":${entry('F32', '[1]', '[0,4,8]')}}`, 4),
      'expected at most 2 numbers',
    ],
    [
      '33 dimensions',
      made(`{"a":${entry('F32', `[${Array(33).fill(1).join()}]`, '[0,4]')}}`, 4),
      'at most 32 numbers',
    ],
    [
      'a nested shape',
      made(`{"a":${entry('F32', '[[1]]', '[0,4]')}}`, 4),
      'expected a whole number',
    ],
    [
      'an impossible shape',
      made(`{"a":${entry('F32', '[94906267,94906267]', '[0,4]')}}`, 4),
      'impossible shape',
    ],
    ['no numbers', made(`{"a":${entry('F32', '[0]', '[0,0]')}}`), 'has no numbers'],
    ['bfloat16', made(`{"a":${entry('BF16', '[2]', '[0,4]')}}`, 4), 'the type "BF16"'],
    ['float8', made(`{"a":${entry('F8_E4M3', '[4]', '[0,4]')}}`, 4), 'the type "F8_E4M3"'],
    [
      'a type from the prototype',
      made(`{"a":${entry('constructor', '[4]', '[0,4]')}}`, 4),
      'the type "constructor"',
    ],
    [
      'a length that does not fit',
      made(`{"a":${entry('F32', '[2]', '[0,4]')}}`, 4),
      'takes 8 bytes, and its offsets span 4',
    ],
    [
      'room for more numbers than there are',
      made(`{"a":${entry('F32', '[1]', '[0,8]')}}`, 8),
      'takes 4 bytes, and its offsets span 8',
    ],
    [
      'offsets the wrong way round',
      made(`{"a":${entry('F32', '[1]', '[4,0]')}}`, 4),
      'a hole before it',
    ],
    ['a hole', made(`{"a":${one},"b":${entry('F32', '[1]', '[8,12]')}}`, 12), '"b" leaves a hole'],
    ['an overlap', made(`{"a":${one},"b":${entry('F32', '[1]', '[2,6]')}}`, 6), '"b" overlaps'],
    [
      'bytes that belong to none',
      made(`{"a":${one}}`, 5),
      'its tensors take 4 bytes, and it has 5',
    ],
    ['missing bytes', made(`{"a":${one}}`, 3), 'its tensors take 4 bytes, and it has 3'],
  ])('%s', (_, bytes, reason) => {
    expect(complaintOf(() => openSafetensors(asFile(bytes), plenty))).toContain(reason);
  });

  it('case 115: 100,000 tensors, in a moment', () => {
    const entries = Array.from(
      { length: 100_000 },
      (_, i) => `"t${i}":${entry('U8', '[1]', `[${i},${i + 1}]`)}`,
    );
    const file = asFile(made(`{${entries.join()}}`, 100_000));
    expect(complaintOf(() => openSafetensors(file, plenty))).toContain('more than 65535 tensors');
  });

  it('integers beyond 2^53, and booleans that are none, when they are read', () => {
    const large = made(`{"a":${entry('I64', '[1]', '[0,8]')}}`, 8);
    large.fill(0x7f, large.length - 8);
    expect(complaintOf(() => openSafetensors(asFile(large), plenty).read('a'))).toContain('2^53');
    const strange = made(`{"a":${entry('BOOL', '[1]', '[0,1]')}}`, 1);
    strange[strange.length - 1] = 2;
    expect(complaintOf(() => openSafetensors(asFile(strange), plenty).read('a'))).toContain(
      'no boolean',
    );
  });

  it('a tensor beyond the memory budget', () => {
    const archive = openSafetensors(asFile(made(`{"a":${one}}`, 4)), memoryBudget(3));
    expect(complaintOf(() => archive.read('a'))).toContain('memory budget');
  });
});
