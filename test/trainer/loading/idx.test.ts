import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { parseIdx } from '../../../src/trainer/loading/idx';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { asFile, complaintOf, dataErrorOf, plenty } from '../../support/dataErrors';

/** Written by hand from the description of the format, so that the reader is not proven by a writer. */
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255);
const tensor = { shape: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) };

/** Said before anything more is unpacked. */
const bomb = 'unpacks to more than the 22 bytes';

const parse = (bytes: Uint8Array) => parseIdx(asFile(bytes), plenty);
const complaint = (bytes: Uint8Array) => complaintOf(() => parse(bytes));

/** The bytes with some of them replaced. */
function edited(bytes: Uint8Array, edits: Readonly<Record<number, number>>): Uint8Array {
  return bytes.map((byte, index) => edits[index] ?? byte);
}

describe('parseIdx', () => {
  it('reads bytes', () => {
    expect(parse(images)).toEqual(tensor);
  });

  it('case 100: reads them gzipped, whatever the file is called', () => {
    for (const level of [0, 1, 9]) expect(parse(gzipSync(images, { level }))).toEqual(tensor);
  });

  it.each([
    ['i1', 0x09, [0xff], [-1]],
    ['i2', 0x0b, [0xff, 0xfe], [-2]],
    ['i4', 0x0c, [0, 1, 0, 0], [65536]],
    ['f4', 0x0d, [0x3f, 0xc0, 0, 0], [1.5]],
    ['f8', 0x0e, [0xc0, 0x04, 0, 0, 0, 0, 0, 0], [-2.5]],
  ])('reads big-endian %s', (_, type, bytes, values) => {
    const file = Uint8Array.of(0, 0, type, 1, 0, 0, 0, 1, ...bytes);
    expect([...parse(file).values]).toEqual(values);
  });

  it('reads an empty array', () => {
    expect(parse(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0))).toEqual({
      shape: [0],
      values: new Uint8Array(0),
    });
  });

  it.each([
    ['another magic number (case 94)', { 0: 0x93 }, 'starts with 0x93000803'],
    ['half of the magic number', { 1: 1 }, 'starts with 0x00010803'],
    ['another type (case 94)', { 2: 0x0a }, 'has the IDX type 0x0a, expected one of 0x08, 0x09'],
    ['no dimensions (case 94)', { 3: 0 }, 'declares 0 dimensions'],
    ['255 dimensions (case 94)', { 3: 255 }, 'declares 255 dimensions'],
    ['more bytes than there are', { 7: 3 }, 'it ends before the 25 bytes of shape (3, 1, 3)'],
    ['fewer bytes than there are (case 97)', { 7: 1 }, 'has 3 bytes more than its header declares'],
    ['dimensions beyond 2^53 (case 95)', { 4: 255, 8: 255, 12: 255 }, 'impossible shape'],
    ['dimensions beyond 2^32 (case 95)', { 5: 255, 9: 255, 15: 3 }, 'it ends before'],
  ])('refuses %s', (_, edits: Readonly<Record<number, number>>, reason) => {
    expect(complaint(edited(images, edits))).toContain(reason);
    expect(dataErrorOf(() => parse(gzipSync(edited(images, edits))))).toBeDefined();
  });

  it.each([
    [
      'a second member (case 99)',
      Buffer.concat([gzipSync(images), gzipSync(images)]),
      'after the end',
    ],
    [
      'zeros at the end (case 99)',
      Buffer.concat([gzipSync(images), Buffer.alloc(8)]),
      '8 bytes after the end',
    ],
    ['more than its header declares', gzipSync(Buffer.concat([images, Buffer.alloc(9)])), bomb],
    ['a bomb (case 98)', gzipSync(Buffer.concat([images, Buffer.alloc(50_000_000)])), bomb],
    ['less than its header declares', gzipSync(images.subarray(0, 20)), 'it ends before'],
    ['nothing', gzipSync(Buffer.alloc(0)), 'too short'],
  ])('refuses gzip with %s', (_, packed, reason) => {
    expect(complaint(packed)).toContain(reason);
  });

  it('accepts a gzip header with name, comment, extra field and checksum', () => {
    const plain = gzipSync(images);
    const extras = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 0x61, 0, 0x62, 0, 1, 2];
    expect(parse(Buffer.concat([Buffer.from(extras), plain.subarray(10)]))).toEqual(tensor);
  });

  it('claims memory for what it unpacks, before it does', () => {
    const packed = gzipSync(
      Buffer.concat([Uint8Array.of(0, 0, 8, 1, 0, 16, 0, 0), Buffer.alloc(2 ** 20)]),
    );
    expect(complaintOf(() => parseIdx(asFile(packed), memoryBudget(2 ** 19)))).toContain('budget');
  });

  it('case 93: refuses a file that is cut off anywhere', () => {
    for (const whole of [images, gzipSync(images)]) {
      for (let length = 0; length < whole.length; length++) {
        expect(dataErrorOf(() => parse(whole.subarray(0, length)))).toBeDefined();
      }
    }
  });

  it('case 99: reads the same numbers from gzip or none, whichever bit is flipped', () => {
    const whole = gzipSync(images);
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const flipped = Uint8Array.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      dataErrorOf(() => expect(parse(flipped)).toEqual(tensor));
    }
  });
});
