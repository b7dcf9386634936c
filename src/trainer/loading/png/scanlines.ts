/**
 * From unpacked bytes to samples: each line of a PNG image begins with a byte that says by which of its
 * neighbors it was predicted, and an interlaced image comes as seven smaller ones.
 */
import type { ColorType, PngHeader } from './chunks';

export const samplesPerPixel: Readonly<Record<ColorType, number>> = {
  grey: 1,
  rgb: 3,
  palette: 1,
  greyAlpha: 2,
  rgbAlpha: 4,
};

/** Bytes of all lines, with the byte before each. */
export function unpackedLength(header: PngHeader): number {
  return passesOf(header).reduce(
    (sum, pass) =>
      sum + (pass.width === 0 ? 0 : pass.height * (1 + lineLength(pass.width, header))),
    0,
  );
}

/** (height, width, samples per pixel) as stored, or what is wrong as a clause; `bytes` is overwritten. */
export function readSamples(bytes: Uint8Array, header: PngHeader): Uint16Array | string {
  const { width, height } = header;
  const count = samplesPerPixel[header.colorType];
  const samples = new Uint16Array(width * height * count);
  let start = 0;
  for (const pass of passesOf(header)) {
    if (pass.width === 0) continue;
    const length = lineLength(pass.width, header);
    let above: Uint8Array = new Uint8Array(length);
    for (let row = 0; row < pass.height; row++) {
      const line = bytes.subarray(start + 1, start + 1 + length);
      const predictor = predictors[bytes[start]!];
      if (predictor === undefined) return `it is damaged: a line has the filter ${bytes[start]!}`;
      restore(line, above, { predictor, stride: Math.max(1, (header.depth * count) >> 3) });
      const places = { row: pass.top + row * pass.down, ...pass, samples, header };
      spread(line, places);
      above = line;
      start += 1 + length;
    }
  }
  return samples;
}

interface Pass {
  readonly left: number;
  readonly top: number;
  /** Columns from one pixel to the next, and rows. */
  readonly right: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
}

const wholeImage = [[0, 0, 1, 1]] as const;
/** Adam7: the pixels from (left, top) on, every so many to the right and down. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf({ width, height, interlaced }: PngHeader): readonly Pass[] {
  return (interlaced ? adam7 : wholeImage).map(([left, top, right, down]) => ({
    left,
    top,
    right,
    down,
    width: Math.max(0, Math.ceil((width - left) / right)),
    height: Math.max(0, Math.ceil((height - top) / down)),
  }));
}

function lineLength(width: number, { depth, colorType }: PngHeader): number {
  return Math.ceil((width * samplesPerPixel[colorType] * depth) / 8);
}

/** What a byte was predicted to be, from those to the left, above, and above the left one. */
type Predictor = (left: number, above: number, aboveLeft: number) => number;

const predictors: readonly Predictor[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function paeth(left: number, above: number, aboveLeft: number): number {
  const guess = left + above - aboveLeft;
  const [fromLeft, fromAbove] = [Math.abs(guess - left), Math.abs(guess - above)];
  const fromAboveLeft = Math.abs(guess - aboveLeft);
  if (fromLeft <= fromAbove && fromLeft <= fromAboveLeft) return left;
  return fromAbove <= fromAboveLeft ? above : aboveLeft;
}

interface Filter {
  readonly predictor: Predictor;
  /** Bytes from a pixel to its left neighbor. */
  readonly stride: number;
}

function restore(line: Uint8Array, above: Uint8Array, { predictor, stride }: Filter): void {
  for (let place = 0; place < line.length; place++) {
    const left = place < stride ? 0 : line[place - stride]!;
    const aboveLeft = place < stride ? 0 : above[place - stride]!;
    // Typed arrays keep the lower eight bits, which is what is meant.
    line[place]! += predictor(left, above[place]!, aboveLeft);
  }
}

interface Places extends Pass {
  readonly row: number;
  readonly samples: Uint16Array;
  readonly header: PngHeader;
}

function spread(line: Uint8Array, { row, left, right, width, samples, header }: Places): void {
  const count = samplesPerPixel[header.colorType];
  for (let index = 0; index < width * count; index++) {
    const column = left + right * Math.floor(index / count);
    samples[(row * header.width + column) * count + (index % count)] = sampleAt(
      line,
      index,
      header,
    );
  }
}

function sampleAt(line: Uint8Array, index: number, { depth }: PngHeader): number {
  if (depth === 8) return line[index]!;
  if (depth === 16) return 256 * line[2 * index]! + line[2 * index + 1]!;
  const bit = index * depth;
  return (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
