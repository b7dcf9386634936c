/**
 * What each layer is given and what it gives on: columns of numbers, images, or data that can be read as both.
 *
 * A size that is not known yet, because it comes from a data file or from a layer that is not right, is
 * given by its symbol: `n_x`, `n[2]`, `h[1]`.
 */
import { featureCount, imageShape } from './dataShape';
import type { NetworkDraft } from './draft';
import type { DataSpec } from './dataSource';
import type { ImageSize, LayerSpec } from './spec';

export type Size = number | string;
export type ImageSizes = readonly [channels: Size, height: Size, width: Size];

export interface Signal {
  /** Rows of columns, for a dense layer; absent where there are only images. */
  readonly units?: Size;
  /** For convolution and pooling; absent where there are only columns. */
  readonly images?: ImageSizes;
}

export interface LayerSignals {
  readonly input: Signal;
  readonly output: Signal;
}

/** One entry per layer. */
export function layerSignals(draft: NetworkDraft): readonly LayerSignals[] {
  let input = dataSignal(draft.data);
  return draft.layers.map((layer, index) => {
    const output = layer === undefined ? unknown(index + 1) : outputOf(layer, index + 1, input);
    const signals = { input, output };
    input = output;
    return signals;
  });
}

export interface Windows {
  readonly size: ImageSize;
  readonly stride: ImageSize;
  readonly padding: ImageSize;
}

/** The windows of a convolution or of pooling. */
export function windowsOf(layer: LayerSpec): Windows | undefined {
  switch (layer.type) {
    case 'conv2d':
      return { size: layer.kernel, stride: layer.stride, padding: layer.padding };
    case 'maxPool2d':
    case 'averagePool2d':
      return { size: layer.size, stride: layer.stride, padding: [0, 0] };
    default:
      return undefined;
  }
}

/** How many windows there are along an axis; none where not even one fits. */
export function windowCount(length: number, axis: 0 | 1, windows: Windows): number {
  const { size, stride, padding } = windows;
  const room = length + 2 * padding[axis] - size[axis];
  return room < 0 ? 0 : Math.floor(room / stride[axis]) + 1;
}

/** The product of sizes that are all known. */
export function product(sizes: readonly Size[]): number | undefined {
  return sizes.reduce<number | undefined>(
    (before, size) =>
      before === undefined || typeof size === 'string' ? undefined : before * size,
    1,
  );
}

function dataSignal(data: DataSpec | undefined): Signal {
  if (data === undefined) return { units: 'n_x', images: ['c', 'h', 'w'] };
  const units = featureCount(data) ?? 'n_x';
  const images = imageShape(data) ?? imagesInFiles(data);
  return { units, ...(images && { images }) };
}

/** Images whose size is only in their files. */
function imagesInFiles(data: DataSpec): ImageSizes | undefined {
  if (data.source === 'idx') return [1, 'h', 'w'];
  if (data.source !== 'png') return undefined;
  const channels = data.channels === undefined ? 'c' : { grey: 1, color: 3 }[data.channels];
  return [channels, 'h', 'w'];
}

function unknown(layer: number): Signal {
  return { units: `n[${layer}]`, images: [`c[${layer}]`, `h[${layer}]`, `w[${layer}]`] };
}

function outputOf(layer: LayerSpec, number: number, input: Signal): Signal {
  const [channels, height, width] = input.images ?? [];
  switch (layer.type) {
    case 'dense':
      return { units: layer.units };
    case 'flatten': {
      if (input.images === undefined) return input;
      return { units: product(input.images) ?? `n[${number}]` };
    }
    case 'conv2d':
    case 'maxPool2d':
    case 'averagePool2d': {
      const windows = windowsOf(layer);
      const count = (length: Size | undefined, axis: 0 | 1) =>
        windows === undefined || typeof length !== 'number'
          ? 0
          : windowCount(length, axis, windows);
      const first = layer.type === 'conv2d' ? layer.filters : (channels ?? `c[${number}]`);
      const rows = count(height, 0);
      const columns = count(width, 1);
      return {
        images: [first, 0 < rows ? rows : `h[${number}]`, 0 < columns ? columns : `w[${number}]`],
      };
    }
    default:
      return layer satisfies never;
  }
}
