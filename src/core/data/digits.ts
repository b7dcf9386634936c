/**
 * Digits of 28 × 28 grey pixels, white ink on black as in MNIST, each as another hand would write it.
 *
 * A hand slants and turns the digit, makes it wider or higher, moves it, does not quite pass the points it
 * aims at, and holds a pen of its own width; `noise` scales all of this, and with 0 all hands are the same.
 * Between the points the pen follows a Catmull-Rom curve. A pixel is as bright as the pen covers it.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from '../random/counterStream';
import { digitStrokes, type Stroke } from './digitStrokes';
import type { GeneratorOptions } from './generatorOptions';
import { distanceTo, type Point, type Segment } from './segment';
import type { SampleTable } from './table';

export type DigitOptions = Extract<GeneratorOptions, { readonly kind: 'digits' }>;

export const digitImage = { channels: 1, height: 28, width: 28 } as const;

const { height, width } = digitImage;
const pixels = height * width;

/** Sample i is the digit i mod 10; pixels are 0 … 255, row by row. */
export function digitSamples(options: DigitOptions, math: ScalarMath): SampleTable {
  const { samples } = options;
  const inputs = new Uint8Array(pixels * samples);
  const targets = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const digit = sample % 10;
    const image = inputs.subarray(pixels * sample, pixels * (sample + 1));
    write(image, digitStrokes[digit]!, handOf(sample, options, math));
    targets[sample] = digit;
  }
  return { count: samples, features: pixels, outputs: 1, inputs, targets };
}

interface Hand {
  /** From the box of side 1 to pixels, never twice in the same way. */
  place(point: Point): Point;
  readonly penRadius: number;
}

function handOf(sample: number, { noise, seed }: DigitOptions, math: ScalarMath): Hand {
  const stream = counterStream({ seed, stream: 'data', turn: sample });
  let drawn = 0;
  /** Normal, but never beyond two deviations, so that no digit leaves its image or falls over. */
  const vary = (deviation: number) =>
    noise * deviation * Math.min(2, Math.max(-2, stream.normal(drawn++, math)));
  const turn = vary(0.1);
  const [sine, cosine] = [math.sin(turn), math.cos(turn)];
  const slant = 0.1 + vary(0.15);
  const wide = Math.max(4, 13 + vary(1.5));
  const high = Math.max(6, 19 + vary(1.2));
  const [centerX, centerY] = [width / 2 + vary(0.8), height / 2 + vary(0.8)];
  const penRadius = Math.max(0.6, 1.2 + vary(0.25));
  return {
    penRadius,
    place([x, y]) {
      const across = wide * (x - 0.5 + vary(0.025) + slant * (0.5 - y));
      const down = high * (y - 0.5 + vary(0.025));
      return [centerX + cosine * across - sine * down, centerY + sine * across + cosine * down];
    },
  };
}

function write(image: Uint8Array, strokes: readonly Stroke[], hand: Hand): void {
  for (const stroke of strokes) {
    for (const segment of segmentsOf(stroke.map(hand.place))) {
      leaveInk(image, segment, hand.penRadius);
    }
  }
}

const segmentsPerSpan = 6;

/** A Catmull-Rom curve through the points, as short straight pieces; two points are joined by a line. */
function segmentsOf(points: readonly Point[]): readonly Segment[] {
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))]!;
  const places: Point[] = [at(0)];
  for (let span = 0; span < points.length - 1; span++) {
    for (let piece = 1; piece <= segmentsPerSpan; piece++) {
      const t = piece / segmentsPerSpan;
      const along = (axis: 0 | 1) =>
        between(
          [span - 1, span, span + 1, span + 2].map((index) => at(index)[axis]),
          t,
        );
      places.push([along(0), along(1)]);
    }
  }
  return places.slice(1).map((to, index) => ({ from: places[index]!, to }));
}

/** The cubic from b (t = 0) to c (t = 1) whose slopes there are those from a to c and from b to d. */
function between([a = 0, b = 0, c = 0, d = 0]: readonly number[], t: number): number {
  const cubic = 3 * (b - c) + d - a;
  const square = 2 * a - 5 * b + 4 * c - d;
  return b + 0.5 * t * (c - a + t * (square + t * cubic));
}

function leaveInk(image: Uint8Array, segment: Segment, radius: number): void {
  const { from, to } = segment;
  const reach = radius + 0.5;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const end = (a: number, b: number, side: number) =>
    Math.min(side, Math.ceil(Math.max(a, b) + reach));
  for (let row = first(from[1], to[1]); row < end(from[1], to[1], height); row++) {
    for (let column = first(from[0], to[0]); column < end(from[0], to[0], width); column++) {
      const distance = distanceTo(segment, [column + 0.5, row + 0.5]);
      const covered = Math.min(1, Math.max(0, reach - distance));
      const place = row * width + column;
      image[place] = Math.max(image[place]!, Math.round(255 * covered));
    }
  }
}
