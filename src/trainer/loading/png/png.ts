/**
 * PNG images as bytes of one or three channels, by one rule for all kinds of them.
 *
 * Fewer bits than eight are stretched to 0 … 255, sixteen are rounded to eight, palettes become colors, what is
 * transparent lies on white. Gamma and color profiles change nothing: the stored numbers count.
 */
import { DataError } from '../dataError';
import type { DataBytes } from '../dataFiles';
import { inflateZlib } from '../inflate';
import type { MemoryBudget } from '../memoryBudget';
import { readChunks, type PngChunks } from './chunks';
import { readSamples, unpackedLength } from './scanlines';

export interface PngImage {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green, blue. */
  readonly channels: 1 | 3;
  /** (height, width, channels). */
  readonly pixels: Uint8Array;
}

/** More is no picture to learn from, and small files may declare it. */
export const maximumPixels = 2 ** 24;

export function parsePng(source: DataBytes, memory: MemoryBudget): PngImage {
  const { file } = source;
  const refuse = (reason: string) => new DataError(`${file}: ${reason}.`, { file });
  const chunks = readChunks(source.bytes);
  if (typeof chunks === 'string') throw refuse(chunks);
  const { header } = chunks;
  const { width, height } = header;
  if (maximumPixels < width * height) {
    throw refuse(`its size is ${width} × ${height}, expected at most ${maximumPixels} pixels`);
  }
  const length = unpackedLength(header);
  // Deflate makes nothing smaller than 1/1032 of its size.
  const packedLength = chunks.packed.reduce((sum, part) => sum + part.length, 0);
  if (1032 * packedLength < length) throw refuse('it is incomplete: its pixels are missing');
  // The lines, the samples of 16 bits, and the pixels.
  memory.claim(length + 12 * width * height, `Reading ${file}`, { file });
  const lines = inflateZlib(Buffer.concat(chunks.packed), length);
  if (typeof lines === 'string' || lines.consumed !== packedLength || lines.bytes.length !== length)
    throw refuse('it is damaged: its pixels do not unpack to the size that it declares');
  const samples = readSamples(lines.bytes, header);
  if (typeof samples === 'string') throw refuse(samples);
  const image = toImage(samples, chunks);
  if (typeof image === 'string') throw refuse(image);
  return image;
}

function toImage(samples: Uint16Array, chunks: PngChunks): PngImage | string {
  const { width, height, depth, colorType } = chunks.header;
  const { palette, transparency } = chunks;
  const size = { width, height };
  const most = 2 ** depth - 1;
  const level = (sample: number) => Math.round((255 * sample) / most);
  switch (colorType) {
    case 'grey': {
      const clear = transparency && keyOf(transparency, 1, most);
      if (typeof clear === 'string') return clear;
      const pixels = Uint8Array.from(samples, (sample) =>
        sample === clear?.[0] ? 255 : level(sample),
      );
      return { ...size, channels: 1, pixels };
    }
    case 'rgb': {
      const clear = transparency && keyOf(transparency, 3, most);
      if (typeof clear === 'string') return clear;
      const pixels = Uint8Array.from(samples, level);
      if (clear === undefined) return { ...size, channels: 3, pixels };
      for (let at = 0; at < samples.length; at += 3) {
        if (clear.every((key, channel) => samples[at + channel] === key))
          pixels.fill(255, at, at + 3);
      }
      return { ...size, channels: 3, pixels };
    }
    case 'palette': {
      if (palette === undefined) return 'it has no palette';
      const colors = palette.length / 3;
      if (transparency !== undefined && colors < transparency.length)
        return 'its transparency has more entries than its palette';
      const stray = samples.find((index) => colors <= index);
      if (stray !== undefined) return `a pixel has the color ${stray} of a palette of ${colors}`;
      const pixels = new Uint8Array(3 * samples.length);
      samples.forEach((index, pixel) => {
        const alpha = (transparency?.[index] ?? 255) / 255;
        for (let channel = 0; channel < 3; channel++) {
          pixels[3 * pixel + channel] = onWhite(palette[3 * index + channel]!, alpha);
        }
      });
      return { ...size, channels: 3, pixels };
    }
    case 'greyAlpha':
    case 'rgbAlpha': {
      if (transparency !== undefined) return 'it is transparent in two ways';
      const channels = colorType === 'greyAlpha' ? 1 : 3;
      const pixels = new Uint8Array(channels * width * height);
      pixels.forEach((_, place) => {
        const pixel = Math.floor(place / channels) * (channels + 1);
        const alpha = samples[pixel + channels]! / most;
        pixels[place] = onWhite((255 * samples[pixel + (place % channels)]!) / most, alpha);
      });
      return { ...size, channels, pixels };
    }
    default:
      return colorType satisfies never;
  }
}

function onWhite(level: number, alpha: number): number {
  return Math.round(alpha * level + (1 - alpha) * 255);
}

/** The one grey or color that is transparent. */
function keyOf(
  transparency: Uint8Array,
  samples: number,
  most: number,
): readonly number[] | string {
  if (transparency.length !== 2 * samples) return 'its transparency does not fit its color type';
  const key = Array.from(
    { length: samples },
    (_, sample) => 256 * transparency[2 * sample]! + transparency[2 * sample + 1]!,
  );
  return key.some((value) => most < value) ? 'its transparency does not fit its color type' : key;
}
