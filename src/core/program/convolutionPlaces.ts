/** Where the numbers of a convolution stand in one another: pixels in windows, windows in columns of C. */
import type { Shape } from '../tensor/shape';
import type { Cell } from './explanation';
import type { NamedShape } from './stage';
import { pixelRow, windowCounts, type Pair, type Windows } from './windows';

export interface ConvolutionOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly input: NamedShape;
  readonly filters: number;
  readonly windows: Windows;
  /** 1/m, or 1 where gradients are of the mean cost already. */
  readonly parameterScale: number;
}

/** What all instructions of one convolution share. */
export interface ConvolutionSizes extends ConvolutionOptions {
  readonly C: string;
  readonly W: string;
  readonly b: string;
  readonly Z: string;
  /** Numbers in a window: channels · height · width of the kernel. */
  readonly windowLength: number;
  readonly counts: Pair;
  /** All windows of all samples: the columns of C. */
  readonly places: number;
  readonly outputShape: Shape;
}

/** The pixel that stands in a cell of C; absent for the padding. */
export function windowCell(
  windows: Windows,
  images: string,
  { row, column }: Cell,
): Cell | undefined {
  const [height, width] = windows.size;
  const [, across] = windowCounts(windows);
  const window = Math.floor(column / windows.batch);
  const inside = row % (height * width);
  const pixel = pixelRow(windows, Math.floor(row / (height * width)), {
    window: [Math.floor(window / across), window % across],
    inside: [Math.floor(inside / width), inside % width],
  });
  return pixel === undefined
    ? undefined
    : { tensor: images, row: pixel, column: column % windows.batch };
}

/** Filter and column of C that made a cell of Z. */
export function placeOf(
  { counts, windows }: ConvolutionSizes,
  { row, column }: Cell,
): { filter: number; place: number } {
  const perFilter = counts[0] * counts[1];
  return {
    filter: Math.floor(row / perFilter),
    place: (row % perFilter) * windows.batch + column,
  };
}

export function outputCell(
  { counts, windows }: ConvolutionSizes,
  name: string,
  { filter, place }: { readonly filter: number; readonly place: number },
): Cell {
  return {
    tensor: name,
    row: filter * counts[0] * counts[1] + Math.floor(place / windows.batch),
    column: place % windows.batch,
  };
}

/** W is (filters, channels, height, width); its matrix reading has rows of the kernel's width. */
export function weightCell(
  { W, windowLength, windows }: ConvolutionSizes,
  filter: number,
  k: number,
): Cell {
  const entry = filter * windowLength + k;
  const width = windows.size[1];
  return { tensor: W, row: Math.floor(entry / width), column: entry % width };
}

export function weightPlace(
  { windowLength, windows }: ConvolutionSizes,
  { row, column }: Cell,
): { filter: number; k: number } {
  const entry = row * windows.size[1] + column;
  return { filter: Math.floor(entry / windowLength), k: entry % windowLength };
}

export function windowOperands({
  channels,
  height,
  width,
  batch,
  size,
  stride,
  padding,
}: Windows): WindowNumbers {
  return [channels, height, width, batch, ...size, ...stride, ...padding];
}

type WindowNumbers = [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
