/** Windows that slide over images (channels, height, width, batch): their number, and the pixels of each. */
import type { Shape } from '../tensor/shape';

export interface Windows {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** m, the samples of the minibatch. */
  readonly batch: number;
  readonly size: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

/** Down, then across. */
export type Pair = readonly [vertical: number, horizontal: number];

export type WindowSettings = Pick<Windows, 'size' | 'stride' | 'padding'>;

/** The windows over images of `shape`. */
export function windowsOver(shape: Shape, settings: WindowSettings): Windows {
  const [channels, height, width, batch] = shape;
  if (
    channels === undefined ||
    height === undefined ||
    width === undefined ||
    batch === undefined
  ) {
    throw new RangeError(`Images have 4 dimensions, found (${shape.join(', ')})`);
  }
  return { channels, height, width, batch, ...settings };
}

/** How many windows fit, down and across. */
export function windowCounts({ height, width, size, stride, padding }: Windows): Pair {
  const along = (length: number, axis: 0 | 1): number =>
    Math.floor((length + 2 * padding[axis] - size[axis]) / stride[axis]) + 1;
  return [along(height, 0), along(width, 1)];
}

/** A pixel of a window, in the matrix reading of the images: absent in the padding. */
export function pixelRow(
  windows: Windows,
  channel: number,
  at: { readonly window: Pair; readonly inside: Pair },
): number | undefined {
  const { height, width, stride, padding } = windows;
  const y = at.window[0] * stride[0] - padding[0] + at.inside[0];
  const x = at.window[1] * stride[1] - padding[1] + at.inside[1];
  if (y < 0 || height <= y || x < 0 || width <= x) return undefined;
  return (channel * height + y) * width + x;
}
