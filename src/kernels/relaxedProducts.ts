/**
 * What the relaxed build (`--use RELAXED=1`) computes in its own way: the matrix product, and the convolutions,
 * which must keep the bits of its product.
 */
import { convolve, convolveFilterGradient, convolveImageGradient } from './convolution';

export { multiply_f32, multiply_f64 } from './products';

export function convolve_f64(
  output: usize, images: usize, filters: usize, bias: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  convolve<f64>(
    output, images, filters, bias, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX,
  );
}

export function convolve_f32(
  output: usize, images: usize, filters: usize, bias: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  convolve<f32>(
    output, images, filters, bias, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX,
  );
}

export function convolveFilterGradient_f64(
  filterGradient: usize, outputGradient: usize, images: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, scale: f64,
): void {
  convolveFilterGradient<f64>(
    filterGradient, outputGradient, images, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX, scale,
  );
}

export function convolveFilterGradient_f32(
  filterGradient: usize, outputGradient: usize, images: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, scale: f64,
): void {
  convolveFilterGradient<f32>(
    filterGradient, outputGradient, images, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX, scale,
  );
}

export function convolveImageGradient_f64(
  imageGradient: usize, outputGradient: usize, filters: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  convolveImageGradient<f64>(
    imageGradient, outputGradient, filters, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX,
  );
}

export function convolveImageGradient_f32(
  imageGradient: usize, outputGradient: usize, filters: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  convolveImageGradient<f32>(
    imageGradient, outputGradient, filters, scratch, filterCount, channels, height, width, batch,
    kernelHeight, kernelWidth, strideY, strideX,
  );
}
