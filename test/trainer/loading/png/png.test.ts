/** Every kind of PNG, against numbers that Python wrote into the files; see test/fixtures/png/make.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { memoryBudget } from '../../../../src/trainer/loading/memoryBudget';
import { toChannels } from '../../../../src/trainer/loading/png/channels';
import { parsePng } from '../../../../src/trainer/loading/png/png';
import expected from '../../../fixtures/png/expected.json';
import { asFile, complaintOf, dataErrorOf, plenty } from '../../../support/dataErrors';

const folder = path.join(import.meta.dirname, '../../../fixtures/png');
const fileOf = (name: string) => readFileSync(path.join(folder, `${name}.png`));
const { luminance, ...images } = expected;

describe('a PNG image', () => {
  // Case 113: 1 to 16 bits, palettes, transparency, interlaced, with gamma and color profiles.
  it.each(Object.entries(images))('%s', (name, image) => {
    const { pixels, ...size } = parsePng(asFile(fileOf(name)), plenty);
    expect({ ...size, pixels: [...pixels] }).toEqual(image);
  });

  it('becomes grey as Pillow has it', () => {
    const image = parsePng(asFile(fileOf(luminance.of)), plenty);
    expect([...toChannels(image, 'grey')]).toEqual(luminance.pixels);
  });

  it('becomes one plane per channel, grey three times the same', () => {
    const image = { width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect([...toChannels({ ...image, channels: 3 }, 'color')]).toEqual([1, 4, 2, 5, 3, 6]);
    const grey = { ...image, pixels: Uint8Array.of(7, 8), channels: 1 } as const;
    expect([...toChannels(grey, 'color')]).toEqual([7, 8, 7, 8, 7, 8]);
    expect([...toChannels(grey, 'grey')]).toEqual([7, 8]);
  });
});

const chunk = (type: string, content: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
};

interface Fields {
  readonly width?: number;
  readonly height?: number;
  /** Depth, color type, compression, filter, interlace. */
  readonly methods?: readonly number[];
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const header = ({ width = 2, height = 1, methods = [8, 0, 0, 0, 0] }: Fields = {}) => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return chunk('IHDR', Buffer.concat([size, Buffer.from(methods)]));
};
const pixels = (...bytes: number[]) => chunk('IDAT', deflateSync(Buffer.from(bytes)));
const end = chunk('IEND', Buffer.alloc(0));
const png = (...chunks: Uint8Array[]) => Buffer.concat([signature, ...chunks]);
const palette = (...bytes: number[]) => chunk('PLTE', Buffer.from(bytes));
const clear = (...bytes: number[]) => chunk('tRNS', Buffer.from(bytes));
const damagedChunk = () => {
  const bytes = pixels(0, 1, 2);
  bytes[9]! ^= 1;
  return bytes;
};

it('case 114: text and color profiles that are bombs are never unpacked', () => {
  const bomb = deflateSync(Buffer.alloc(100_000_000));
  const file = png(
    header(),
    chunk('iCCP', Buffer.concat([Buffer.from('profile\0\0'), bomb])),
    chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), bomb])),
    pixels(0, 1, 2),
    end,
  );
  const before = process.memoryUsage().external;
  expect([...parsePng(asFile(file), memoryBudget(1000)).pixels]).toEqual([1, 2]);
  expect(process.memoryUsage().external - before).toBeLessThan(10_000_000);
});

describe('what is refused', () => {
  it('accepts the file from which the others are made', () => {
    const { pixels: read } = parsePng(asFile(png(header(), pixels(0, 1, 2), end)), plenty);
    expect([...read]).toEqual([1, 2]);
  });

  it.each<[string, Uint8Array, string]>([
    ['another format', Buffer.from('GIF89a, and so on'), 'it is no PNG file'],
    [
      'a chunk with a wrong checksum (case 114)',
      png(header(), damagedChunk(), end),
      'checksum of its chunk IDAT',
    ],
    ['no header', png(pixels(0, 1, 2), end), 'its header is not its first chunk'],
    [
      'two headers',
      png(header(), header(), pixels(0, 1, 2), end),
      'its header is not its first chunk',
    ],
    ['a short header', png(chunk('IHDR', Buffer.alloc(12)), end), 'its header has 12 bytes'],
    ['no pixels', png(header(), end), 'it has no pixels'],
    ['no end', png(header(), pixels(0, 1, 2)), 'it is incomplete'],
    [
      'bytes after the end',
      png(header(), pixels(0, 1, 2), end, end),
      'it has 12 bytes after its end',
    ],
    ['no width', png(header({ width: 0 }), end), 'impossible size 0 × 1'],
    [
      'a color type of its own',
      png(header({ methods: [8, 1, 0, 0, 0] }), end),
      'color type 1 with 8 bits',
    ],
    [
      'a depth of its own',
      png(header({ methods: [3, 0, 0, 0, 0] }), end),
      'color type 0 with 3 bits',
    ],
    [
      'a depth that colors have not',
      png(header({ methods: [4, 2, 0, 0, 0] }), end),
      'color type 2 with 4 bits',
    ],
    [
      'an unknown interlacing',
      png(header({ methods: [8, 0, 0, 0, 2] }), end),
      'unknown methods 0, 0, 2',
    ],
    ['too few pixels', png(header(), pixels(0, 1), end), 'do not unpack to the size'],
    ['too many pixels', png(header(), pixels(0, 1, 2, 3), end), 'do not unpack to the size'],
    [
      'bytes behind the pixels',
      png(header(), pixels(0, 1, 2), chunk('IDAT', Buffer.of(1)), end),
      'do not unpack',
    ],
    [
      'pixels in two places',
      png(header(), pixels(0, 1, 2), chunk('tEXt', Buffer.of(1)), pixels(0), end),
      'IDAT stands where',
    ],
    ['an unknown filter', png(header(), pixels(5, 1, 2), end), 'a line has the filter 5'],
    [
      'an unknown chunk that matters',
      png(header(), chunk('ABCD', Buffer.of()), end),
      'unknown chunk ABCD',
    ],
    [
      'an animation (case 113)',
      png(header(), chunk('acTL', Buffer.alloc(8)), end),
      'it is animated',
    ],
    [
      'no palette',
      png(header({ methods: [8, 3, 0, 0, 0] }), pixels(0, 1, 2), end),
      'it has no palette',
    ],
    [
      'a palette of 4 bytes',
      png(header(), palette(1, 2, 3, 4), pixels(0, 1, 2), end),
      'its palette has 4 bytes',
    ],
    ['two palettes', png(header(), palette(1, 2, 3), palette(1, 2, 3), end), 'PLTE stands where'],
    [
      'a color beyond the palette',
      png(header({ methods: [8, 3, 0, 0, 0] }), palette(1, 2, 3), pixels(0, 0, 1), end),
      'the color 1 of a palette of 1',
    ],
    [
      'transparency beyond the palette',
      png(
        header({ methods: [8, 3, 0, 0, 0] }),
        palette(1, 2, 3),
        clear(1, 2),
        pixels(0, 0, 0),
        end,
      ),
      'more entries',
    ],
    [
      'a transparent grey of 4 bytes',
      png(header(), clear(0, 1, 0, 1), pixels(0, 1, 2), end),
      'does not fit',
    ],
    [
      'a transparent grey beyond all',
      png(header(), clear(1, 0), pixels(0, 1, 2), end),
      'does not fit',
    ],
    [
      'two ways of transparency',
      png(header({ width: 1, methods: [8, 4, 0, 0, 0] }), clear(0, 1), pixels(0, 1, 2), end),
      'in two ways',
    ],
  ])('%s', (_, bytes, reason) => {
    expect(complaintOf(() => parsePng(asFile(bytes), plenty))).toContain(reason);
  });

  it('case 114: more pixels than the limit, before anything is unpacked', () => {
    const file = png(header({ width: 100_000, height: 100_000 }), pixels(0), end);
    expect(complaintOf(() => parsePng(asFile(file), memoryBudget(0)))).toContain('16777216 pixels');
  });

  it('case 114: a size that its few bytes cannot hold', () => {
    const file = png(header({ width: 4000, height: 4000 }), pixels(0), end);
    expect(complaintOf(() => parsePng(asFile(file), memoryBudget(0)))).toContain('are missing');
  });

  it('case 114: a bomb, pixels that unpack to more than the size says', () => {
    const bomb = chunk('IDAT', deflateSync(Buffer.alloc(100_000_000)));
    const file = png(header({ width: 100, height: 100 }), bomb, end);
    expect(complaintOf(() => parsePng(asFile(file), plenty))).toContain('do not unpack');
  });

  it('case 114: pixels that are cut off anywhere', () => {
    const whole = png(header(), pixels(0, 1, 2), end);
    for (let length = 0; length < whole.length; length++) {
      const cut = () => parsePng(asFile(whole.subarray(0, length)), plenty);
      expect(dataErrorOf(cut)).toBeDefined();
    }
    const stream = deflateSync(Buffer.of(0, 1, 2));
    for (let length = 0; length < stream.length; length++) {
      const file = png(header(), chunk('IDAT', stream.subarray(0, length)), end);
      expect(dataErrorOf(() => parsePng(asFile(file), plenty))).toBeDefined();
    }
  });

  it('an image beyond the memory budget', () => {
    const file = png(
      header({ width: 1000, height: 1 }),
      pixels(...Array<number>(1001).fill(0)),
      end,
    );
    expect(complaintOf(() => parsePng(asFile(file), memoryBudget(2000)))).toContain(
      'memory budget',
    );
  });
});
