/** Twins of convolutions without their windows in memory; images are (channels, height, width, batch). */
import type { KernelOperands } from '../../../src/core/kernels/kernelCall';
import { each, type TwinMemory, type Twins } from './twinMemory';

type ConvolutionKernel = 'convolve' | 'convolveFilterGradient' | 'convolveImageGradient';

type Shape = KernelOperands['convolve'] extends [
  number,
  number,
  number,
  number,
  number,
  ...infer Sizes,
]
  ? Sizes
  : never;

export function convolutionTwins({ round, at }: TwinMemory): Twins<ConvolutionKernel> {
  return {
    convolve(...[output, images, filters, bias, , ...shape]) {
      const { filterCount, length, places, pixel } = convolution(shape);
      each(filterCount * places, (index) => {
        const filter = Math.floor(index / places);
        let sum = 0;
        each(length, (k) => {
          const weight = at(filters)[filter * length + k]!;
          sum = round(sum + round(weight * at(images)[pixel(k, index % places)]!));
        });
        at(output)[index] = sum + at(bias)[filter]!;
      });
    },

    convolveFilterGradient(...[filterGradient, outputGradient, images, , ...rest]) {
      const [f, c, h, w, m, kh, kw, sy, sx, scale] = rest;
      const { filterCount, length, places, pixel } = convolution([f, c, h, w, m, kh, kw, sy, sx]);
      each(filterCount * length, (index) => {
        const filter = Math.floor(index / length);
        let sum = 0;
        each(places, (place) => {
          const gradient = at(outputGradient)[filter * places + place]!;
          sum = round(sum + round(gradient * at(images)[pixel(index % length, place)]!));
        });
        at(filterGradient)[index] = round(scale) * sum;
      });
    },

    convolveImageGradient(...[imageGradient, outputGradient, filters, , ...shape]) {
      const { filterCount, length, places, pixel, imageCount } = convolution(shape);
      at(imageGradient).fill(0, 0, imageCount);
      // In the order of the rows of the columns that are not there.
      each(length * places, (index) => {
        const k = Math.floor(index / places);
        let sum = 0;
        each(filterCount, (filter) => {
          const weight = at(filters)[filter * length + k]!;
          const gradient = at(outputGradient)[filter * places + (index % places)]!;
          sum = round(sum + round(weight * gradient));
        });
        at(imageGradient)[pixel(k, index % places)]! += sum;
      });
    },
  };
}

/** `pixel` is where number k of the window at a place stands in the images. */
function convolution([filterCount, channels, height, width, batch, kh, kw, sy, sx]: Shape) {
  const outWidth = Math.floor((width - kw) / sx) + 1;
  const outHeight = Math.floor((height - kh) / sy) + 1;
  const pixel = (k: number, place: number): number => {
    const sample = place % batch;
    const x = (Math.floor(place / batch) % outWidth) * sx + (k % kw);
    const y = Math.floor(place / batch / outWidth) * sy + (Math.floor(k / kw) % kh);
    const channel = Math.floor(k / kw / kh);
    return ((channel * height + y) * width + x) * batch + sample;
  };
  return {
    filterCount,
    length: channels * kh * kw,
    places: outHeight * outWidth * batch,
    imageCount: channels * height * width * batch,
    pixel,
  };
}
