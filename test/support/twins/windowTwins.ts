/** Twins of what moves windows over images (channels, height, width, batch). */
import type { KernelOperands } from '../../../src/core/kernels/kernelCall';
import { each, type TwinMemory, type Twins } from './twinMemory';

type WindowKernel =
  | 'imagesToColumns'
  | 'columnsToImages'
  | 'maxPool'
  | 'maxPoolGradient'
  | 'reluMaxPool'
  | 'maxPoolReluGradient'
  | 'averagePool'
  | 'averagePoolGradient';

interface Windows {
  readonly channels: number;
  readonly batch: number;
  readonly size: { readonly height: number; readonly width: number };
  readonly outSize: { readonly height: number; readonly width: number };
  readonly kernel: { readonly height: number; readonly width: number };
  readonly stride: { readonly y: number; readonly x: number };
  readonly padding: { readonly y: number; readonly x: number };
}

/** A pixel of a window for one sample: its place in the images, or undefined in the padding. */
interface Pixel {
  readonly image: number | undefined;
  /** The place in a matrix of columns. */
  readonly column: number;
}

export function windowTwins({ round, at }: TwinMemory): Twins<WindowKernel> {
  const twins: Twins<WindowKernel> = {
    imagesToColumns: (columns, images, ...sizes) =>
      eachWindow(windowsOf(sizes), (pixels) => {
        for (const { image, column } of pixels) {
          at(columns)[column] = image === undefined ? 0 : at(images)[image]!;
        }
      }),

    columnsToImages(columns, images, ...sizes) {
      const windows = windowsOf(sizes);
      // Sums are rounded at every step, so they must be taken in the order of the rows of columns.
      const additions: Pixel[] = [];
      eachWindow(windows, (pixels) => additions.push(...pixels));
      additions.sort((first, second) => first.column - second.column);
      at(images).fill(0, 0, imageCount(windows));
      for (const { image, column } of additions) {
        if (image !== undefined) at(images)[image]! += at(columns)[column]!;
      }
    },

    maxPool: (output, input, ...sizes) =>
      eachWindow(pools(sizes), (pixels, place) => {
        at(output)[place] = Math.max(...pixels.map(({ image }) => at(input)[image!]!));
      }),

    maxPoolGradient(...[inputGradient, outputGradient, input, output, ...sizes]) {
      const [channels, height, width, batch, sizeY, sizeX, strideY, strideX, allTies] = sizes;
      const windows = pools([channels, height, width, batch, sizeY, sizeX, strideY, strideX]);
      at(inputGradient).fill(0, 0, imageCount(windows));
      eachWindow(windows, (pixels, place) => {
        const winners = pixels.filter(({ image }) => at(input)[image!] === at(output)[place]);
        for (const { image } of allTies === 1 ? winners : winners.slice(0, 1)) {
          at(inputGradient)[image!]! += at(outputGradient)[place]!;
        }
      });
    },

    reluMaxPool(activated, output, input, ...sizes) {
      each(imageCount(pools(sizes)), (i) => {
        const z = at(input)[i]!;
        at(activated)[i] = z < 0 ? 0 : z;
      });
      twins.maxPool(output, activated, ...sizes);
    },

    maxPoolReluGradient(...operands) {
      const [inputGradient, , input, , channels, height, width, batch] = operands;
      twins.maxPoolGradient(...operands);
      each(channels * height * width * batch, (i) => {
        if (at(input)[i]! <= 0) at(inputGradient)[i] = 0;
      });
    },

    averagePool: (output, input, ...sizes) =>
      eachWindow(pools(sizes), (pixels, place) => {
        let sum = 0;
        for (const { image } of pixels) sum = round(sum + at(input)[image!]!);
        at(output)[place] = sum / pixels.length;
      }),

    averagePoolGradient(outputGradient, inputGradient, ...sizes) {
      const windows = pools(sizes);
      at(inputGradient).fill(0, 0, imageCount(windows));
      eachWindow(windows, (pixels, place) => {
        const share = round(at(outputGradient)[place]! / pixels.length);
        for (const { image } of pixels) at(inputGradient)[image!]! += share;
      });
    },
  };
  return twins;
}

type SizesOfWindows = KernelOperands['imagesToColumns'] extends [number, number, ...infer Sizes]
  ? Sizes
  : never;
type SizesOfPools = KernelOperands['maxPool'] extends [number, number, ...infer Sizes]
  ? Sizes
  : never;

function windowsOf(sizes: SizesOfWindows): Windows {
  const [channels, height, width, batch, kernelHeight, kernelWidth, ...steps] = sizes;
  const [strideY, strideX, paddingY, paddingX] = steps;
  return {
    channels,
    batch,
    size: { height, width },
    outSize: {
      height: Math.floor((height + 2 * paddingY - kernelHeight) / strideY) + 1,
      width: Math.floor((width + 2 * paddingX - kernelWidth) / strideX) + 1,
    },
    kernel: { height: kernelHeight, width: kernelWidth },
    stride: { y: strideY, x: strideX },
    padding: { y: paddingY, x: paddingX },
  };
}

function pools(sizes: SizesOfPools): Windows {
  return windowsOf([...sizes, 0, 0]);
}

function imageCount({ channels, size, batch }: Windows): number {
  return channels * size.height * size.width * batch;
}

/** Visits every window of every channel and sample; `place` is where a pooled output stands. */
function eachWindow(
  windows: Windows,
  visit: (pixels: readonly Pixel[], place: number) => void,
): void {
  const { channels, batch, outSize } = windows;
  each(channels * outSize.height * outSize.width * batch, (place) => {
    const sample = place % batch;
    const outX = Math.floor(place / batch) % outSize.width;
    const outY = Math.floor(place / batch / outSize.width) % outSize.height;
    const channel = Math.floor(place / batch / outSize.width / outSize.height);
    visit(pixelsOf(windows, { channel, outY, outX, sample }), place);
  });
}

interface Corner {
  readonly channel: number;
  readonly outY: number;
  readonly outX: number;
  readonly sample: number;
}

/** The pixels of one window, from the top left. */
function pixelsOf(windows: Windows, { channel, outY, outX, sample }: Corner): readonly Pixel[] {
  const { batch, size, outSize, kernel, stride, padding } = windows;
  return Array.from({ length: kernel.height * kernel.width }, (_, index) => {
    const y = outY * stride.y - padding.y + Math.floor(index / kernel.width);
    const x = outX * stride.x - padding.x + (index % kernel.width);
    const isInside = 0 <= y && y < size.height && 0 <= x && x < size.width;
    const row = channel * kernel.height * kernel.width + index;
    return {
      image: isInside ? ((channel * size.height + y) * size.width + x) * batch + sample : undefined,
      column: ((row * outSize.height + outY) * outSize.width + outX) * batch + sample,
    };
  });
}
