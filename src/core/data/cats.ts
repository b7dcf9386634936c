/**
 * Cats, and what is no cat, in pictures of 64 × 64 pixels with three channels.
 *
 * The even samples are none: balls, houses, fishes and trees, in turn; the odd ones are cats. Background and
 * color of the subject come from the same palettes, so that neither of them gives the answer away. `noise` scales
 * how much subjects are moved, turned and resized.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from '../random/counterStream';
import { canvasOn, ellipse, line, mirrored, polygon, type Canvas, type Color } from './canvas';
import type { GeneratorOptions } from './generatorOptions';
import type { Point } from './segment';
import type { SampleTable } from './table';

export type CatOptions = Extract<GeneratorOptions, { readonly kind: 'cats' }>;

export const catImage = { channels: 3, height: 64, width: 64 } as const;

const { channels, height: side } = catImage;
const pixels = channels * side * side;

/** Pixels are 0 … 255, channel by channel, row by row; targets are 1 for cats and 0 for the rest. */
export function catSamples(options: CatOptions, math: ScalarMath): SampleTable {
  const { samples } = options;
  const inputs = new Uint8Array(pixels * samples);
  const targets = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const image = inputs.subarray(pixels * sample, pixels * (sample + 1));
    drawPicture(image, sample, { ...options, math });
    targets[sample] = sample % 2;
  }
  return { count: samples, features: pixels, outputs: 1, inputs, targets };
}

function drawPicture(
  image: Uint8Array,
  sample: number,
  { noise, seed, math }: CatOptions & { readonly math: ScalarMath },
): void {
  const stream = counterStream({ seed, stream: 'data', turn: sample });
  let drawn = 0;
  const vary = (spread: number) => noise * spread * (2 * stream.uniform(drawn++) - 1);
  const choose = (colors: readonly Color[]) =>
    colors[Math.floor(colors.length * stream.uniform(drawn++))]!;
  const [background, body, detail] = [choose(backgrounds), choose(bodies), choose(details)];
  const scale = side * Math.max(0.1, 0.36 + vary(0.05));
  const turn = vary(0.2);
  const [sine, cosine] = [math.sin(turn), math.cos(turn)];
  const [middleX, middleY] = [side / 2 + vary(3), side / 2 + vary(3)];
  const toDrawing = ([column, row]: Point): Point => {
    const [right, down] = [(column - middleX) / scale, (row - middleY) / scale];
    return [cosine * right + sine * down, cosine * down - sine * right];
  };
  background.forEach((level, channel) => {
    image.fill(level, channel * side * side, (channel + 1) * side * side);
  });
  const subject = sample % 2 === 1 ? cat : others[Math.floor(sample / 2) % others.length]!;
  subject(canvasOn(image, { side, toDrawing, scale }), body, detail);
}

type Subject = (canvas: Canvas, body: Color, detail: Color) => void;

/** Light, and the bodies darker: what is dark in the middle of a picture is the shape of the subject. */
const backgrounds: readonly Color[] = [
  [214, 234, 248],
  [252, 243, 207],
  [213, 245, 227],
  [250, 219, 216],
  [235, 237, 239],
];
const bodies: readonly Color[] = [
  [220, 118, 51],
  [112, 110, 105],
  [40, 38, 36],
  [121, 85, 61],
  [93, 109, 126],
];
const details: readonly Color[] = [
  [88, 214, 141],
  [244, 208, 63],
  [93, 173, 226],
  [231, 76, 60],
];
const black: Color = [20, 20, 20];
const pink: Color = [236, 150, 160];

const cat: Subject = (canvas, fur, eyes) => {
  const ear = polygon([-0.88, -1.05], [-0.2, -0.55], [-0.78, -0.15]);
  const innerEar = polygon([-0.8, -0.86], [-0.42, -0.58], [-0.72, -0.36]);
  const eye = ellipse([-0.34, -0.08], [0.2, 0.15]);
  const pupil = ellipse([-0.34, -0.08], [0.06, 0.14]);
  for (const [shape, color] of [
    [ear, fur],
    [innerEar, pink],
  ] as const) {
    canvas.paint(shape, color);
    canvas.paint(mirrored(shape), color);
  }
  canvas.paint(ellipse([0, 0.05], [0.85, 0.75]), fur);
  for (const [shape, color] of [
    [eye, eyes],
    [pupil, black],
  ] as const) {
    canvas.paint(shape, color);
    canvas.paint(mirrored(shape), color);
  }
  canvas.paint(polygon([-0.1, 0.22], [0.1, 0.22], [0, 0.34]), pink);
  for (const rise of [-0.08, 0.02, 0.12]) {
    const whisker = line({ from: [0.25, 0.35 + rise / 2], to: [1.05, 0.3 + 2 * rise] }, 0.04);
    canvas.paint(whisker, black);
    canvas.paint(mirrored(whisker), black);
  }
};

const ball: Subject = (canvas, body, detail) => {
  canvas.paint(ellipse([0, 0], [0.85, 0.85]), body);
  canvas.paint(ellipse([0, 0], [0.3, 0.85]), detail);
  canvas.paint(ellipse([0, 0], [0.18, 0.85]), body);
};

const house: Subject = (canvas, body, detail) => {
  canvas.paint(polygon([-0.75, -0.1], [0.75, -0.1], [0.75, 0.9], [-0.75, 0.9]), body);
  canvas.paint(polygon([0, -0.95], [0.95, -0.1], [-0.95, -0.1]), detail);
  canvas.paint(polygon([-0.15, 0.35], [0.2, 0.35], [0.2, 0.9], [-0.15, 0.9]), black);
  canvas.paint(polygon([-0.6, 0.1], [-0.3, 0.1], [-0.3, 0.4], [-0.6, 0.4]), detail);
};

const fish: Subject = (canvas, body, detail) => {
  canvas.paint(polygon([0.45, 0], [1, -0.5], [1, 0.5]), detail);
  canvas.paint(ellipse([-0.1, 0], [0.85, 0.45]), body);
  canvas.paint(ellipse([-0.55, -0.1], [0.1, 0.1]), detail);
  canvas.paint(ellipse([-0.55, -0.1], [0.05, 0.05]), black);
};

const tree: Subject = (canvas, body, detail) => {
  canvas.paint(polygon([-0.12, 0.1], [0.12, 0.1], [0.15, 1], [-0.15, 1]), body);
  canvas.paint(ellipse([0, -0.3], [0.7, 0.6]), detail);
  canvas.paint(ellipse([0.25, -0.45], [0.1, 0.1]), black);
  canvas.paint(ellipse([-0.3, -0.2], [0.1, 0.1]), black);
};

const others: readonly Subject[] = [ball, house, fish, tree];
