/** The tensors of a layer's forward pass in words: name, shape, and how it comes about. */
import { windowCount, windowsOf, type ImageSizes, type Signal, type Size } from './signals';
import type { Conv2dLayerSpec, DenseLayerSpec, ImageSize, LayerSpec } from './spec';

export interface LayerSurroundings {
  /** Of the layer, from 1. */
  readonly number: number;
  readonly input: Signal;
  /** `X`, `A1`, `Adrop1` */
  readonly inputName: string;
  readonly output: Signal;
  /** Samples of a minibatch. */
  readonly batch: Size;
}

export function shapeLines(layer: LayerSpec, given: LayerSurroundings): readonly string[] {
  switch (layer.type) {
    case 'dense':
      return [...denseLines(layer, given), ...activatedLines(layer, given)];
    case 'conv2d':
      return [...convolutionLines(layer, given), ...activatedLines(layer, given)];
    case 'maxPool2d':
      return poolingLines('max', layer, given);
    case 'averagePool2d':
      return poolingLines('mean', layer, given);
    case 'flatten':
      return [flattenLine(given)];
    default:
      return layer satisfies never;
  }
}

/** The tensor that the next layer reads. */
export function outputName(layer: LayerSpec, number: number): string {
  if (!('activation' in layer)) return `A${number}`;
  if (layer.dropout !== undefined) return `Adrop${number}`;
  return beforeDropout(layer, number);
}

export function outputShape(output: Signal, batch: Size): string {
  return output.images === undefined || output.units !== undefined
    ? shape([output.units ?? 'n', batch])
    : shape([...output.images, batch]);
}

function denseLines({ units }: DenseLayerSpec, given: LayerSurroundings): readonly string[] {
  const { number: l, input, inputName, batch } = given;
  const inputs = input.units ?? `n[${l - 1}]`;
  const W = `W${l} ${shape([units, inputs])}`;
  const b = `b${l} ${shape([units, 1])}`;
  const A = `${inputName} ${shape([inputs, batch])}`;
  return [W, b, `Z${l} ${shape([units, batch])} = ${W} · ${A} + ${b}`];
}

function convolutionLines(layer: Conv2dLayerSpec, given: LayerSurroundings): readonly string[] {
  const { number: l, inputName, output, batch } = given;
  const { filters, kernel, stride, padding } = layer;
  const images = imagesOf(given.input, l - 1);
  const [channels] = images;
  const [, height, width] = output.images ?? [];
  const area = kernel[0] * kernel[1];
  const rows = typeof channels === 'number' ? channels * area : `${channels}·${area}`;
  const C = `C${l} ${shape([rows, `${height}·${width}·${batch}`])}`;
  const windows = [
    `${by(kernel)} windows`,
    ...(isBoth(stride, 1) ? [] : [`stride ${by(stride)}`]),
    ...(isBoth(padding, 0) ? [] : [`padding ${by(padding)}`]),
  ];
  return [
    ...windowCounts(layer, images),
    `${C} = im2col of ${inputName} ${shape([...images, batch])}, ${windows.join(', ')}`,
    `W${l} ${shape([filters, channels, ...kernel])}`,
    `b${l} ${shape([filters, 1])}`,
    `Z${l} ${outputShape(output, batch)} = W${l} ${shape([filters, rows])} · ${C} + b${l} ${shape([filters, 1])}`,
  ];
}

function poolingLines(
  kind: 'max' | 'mean',
  layer: Extract<LayerSpec, { readonly size: unknown }>,
  given: LayerSurroundings,
): readonly string[] {
  const { number: l, inputName, output, batch } = given;
  const images = imagesOf(given.input, l - 1);
  return [
    ...windowCounts(layer, images),
    `A${l} ${outputShape(output, batch)} = ${kind} of each ${by(layer.size)} window of ${inputName} ${shape([...images, batch])}`,
  ];
}

function flattenLine({ number: l, input, inputName, output, batch }: LayerSurroundings): string {
  const result = `A${l} ${shape([output.units ?? `n[${l}]`, batch])}`;
  if (input.images === undefined) return `${result} = ${inputName} as it is`;
  const rows = `${input.images.join('·')} = ${output.units} rows`;
  return `${result} = ${inputName} ${shape([...input.images, batch])} as columns of ${rows}`;
}

/** Why so many windows fit: `24 windows down and across: ⌊(28 + 2·0 − 5) / 1⌋ + 1`. */
function windowCounts(layer: LayerSpec, [, height, width]: ImageSizes): readonly string[] {
  const windows = windowsOf(layer);
  if (windows === undefined) return [];
  const reasons = [height, width].map((length, index) => {
    const axis = index === 0 ? 0 : 1;
    const { size, stride, padding } = windows;
    const count = typeof length === 'number' ? windowCount(length, axis, windows) : undefined;
    const formula = `⌊(${length} + 2·${padding[axis]} − ${size[axis]}) / ${stride[axis]}⌋ + 1`;
    return { count, formula };
  });
  const [down, across] = reasons;
  if (down?.count === undefined || across?.count === undefined) return [];
  return down.formula === across.formula
    ? [`${down.count} windows down and across: ${down.formula}`]
    : [
        `${down.count} windows down: ${down.formula}`,
        `${across.count} windows across: ${across.formula}`,
      ];
}

type Activated = Extract<LayerSpec, { readonly activation: unknown }>;

/** From Z on: normalization, activation and dropout keep the shape. */
function activatedLines(
  layer: Activated,
  { number: l, output, batch }: LayerSurroundings,
): readonly string[] {
  const { activation, batchNorm, dropout } = layer;
  const all = outputShape(output, batch);
  const isBefore = batchNorm?.position === 'beforeActivation';
  const rows = output.units ?? output.images?.[0] ?? 'n';
  const normalize = (letter: 'Z' | 'A') =>
    batchNorm === undefined ? [] : normalizationLines(letter, { l, all, rows, ...batchNorm });
  return [
    ...(isBefore ? normalize('Z') : []),
    `A${l} ${all} = ${activation}(${isBefore ? 'Ztilde' : 'Z'}${l})`,
    ...(isBefore ? [] : normalize('A')),
    ...(dropout === undefined
      ? []
      : [
          `D${l} ${all} = 1 with probability ${rounded(dropout.keep)}, else 0`,
          `Adrop${l} ${all} = ${beforeDropout(layer, l)} ⊙ D${l}${dropout.form === 'book' ? '' : ` / ${rounded(dropout.keep)}`}`,
        ]),
  ];
}

interface Normalization {
  readonly l: number;
  readonly all: string;
  readonly rows: Size;
  readonly epsilon: number;
}

function normalizationLines(
  letter: string,
  { l, all, rows, epsilon }: Normalization,
): readonly string[] {
  const perRow = shape([rows, 1]);
  return [
    `mu${l} ${perRow} = mean of each row of ${letter}${l}`,
    `var${l} ${perRow} = variance of each row of ${letter}${l}`,
    `${letter}hat${l} ${all} = (${letter}${l} − mu${l}) / √(var${l} + ${epsilon})`,
    `gamma${l} ${perRow}`,
    `beta${l} ${perRow}`,
    `${letter}tilde${l} ${all} = gamma${l} ⊙ ${letter}hat${l} + beta${l}`,
  ];
}

function beforeDropout({ batchNorm }: Activated, l: number): string {
  return batchNorm?.position === 'afterActivation' ? `Atilde${l}` : `A${l}`;
}

function imagesOf({ images }: Signal, before: number): ImageSizes {
  return images ?? [`c[${before}]`, `h[${before}]`, `w[${before}]`];
}

function shape(sizes: readonly Size[]): string {
  return `(${sizes.join(', ')})`;
}

function by([vertical, horizontal]: ImageSize): string {
  return `${vertical}×${horizontal}`;
}

function isBoth([vertical, horizontal]: ImageSize, length: number): boolean {
  return vertical === length && horizontal === length;
}

/** 1 - 0.9 is not exactly 0.1 in binary numbers. */
function rounded(fraction: number): number {
  return Number(fraction.toPrecision(12));
}
