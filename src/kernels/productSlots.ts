/**
 * The matrix product and the convolutions as records call them: through the module's table, so that another
 * module's functions can stand in for this one's. `slot_<function>` is the place in the table of a function that
 * the other module exports by this name.
 */
import { convolve, convolveFilterGradient, convolveImageGradient } from './convolution';
import { multiply, WORKSPACE_BYTES } from './multiply';

type Product = (
  workspace: usize, product: usize, left: usize, right: usize, column: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
) => void;
type Convolution = (
  output: usize, images: usize, filters: usize, bias: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
) => void;
type FilterGradient = (
  filterGradient: usize, outputGradient: usize, images: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, scale: f64,
) => void;
type ImageGradient = (
  imageGradient: usize, outputGradient: usize, filters: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
) => void;

const multiply64: Product = (w, p, l, r, c, m, n, k, tl, tr, s) => {
  multiply<f64>(w, p, l, r, c, m, n, k, tl, tr, s);
};
const multiply32: Product = (w, p, l, r, c, m, n, k, tl, tr, s) => {
  multiply<f32>(w, p, l, r, c, m, n, k, tl, tr, s);
};
const convolve64: Convolution = (o, i, f, b, s, n, c, h, w, m, kh, kw, sy, sx) => {
  convolve<f64>(o, i, f, b, s, n, c, h, w, m, kh, kw, sy, sx);
};
const convolve32: Convolution = (o, i, f, b, s, n, c, h, w, m, kh, kw, sy, sx) => {
  convolve<f32>(o, i, f, b, s, n, c, h, w, m, kh, kw, sy, sx);
};
const filterGradient64: FilterGradient = (f, o, i, s, n, c, h, w, m, kh, kw, sy, sx, x) => {
  convolveFilterGradient<f64>(f, o, i, s, n, c, h, w, m, kh, kw, sy, sx, x);
};
const filterGradient32: FilterGradient = (f, o, i, s, n, c, h, w, m, kh, kw, sy, sx, x) => {
  convolveFilterGradient<f32>(f, o, i, s, n, c, h, w, m, kh, kw, sy, sx, x);
};
const imageGradient64: ImageGradient = (i, o, f, s, n, c, h, w, m, kh, kw, sy, sx) => {
  convolveImageGradient<f64>(i, o, f, s, n, c, h, w, m, kh, kw, sy, sx);
};
const imageGradient32: ImageGradient = (i, o, f, s, n, c, h, w, m, kh, kw, sy, sx) => {
  convolveImageGradient<f32>(i, o, f, s, n, c, h, w, m, kh, kw, sy, sx);
};

const WORKSPACE = memory.data(WORKSPACE_BYTES, 64);

/** As `multiply` computes it; a column at address 0 is left out. */
@inline
export function product<T>(
  product: usize, left: usize, right: usize, column: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
): void {
  const multiplication = sizeof<T>() == 8 ? multiply64 : multiply32;
  multiplication(
    WORKSPACE, product, left, right, column, rows, columns, inner, transposeLeft, transposeRight, scale,
  );
}

@inline
export function convolution<T>(): Convolution {
  return sizeof<T>() == 8 ? convolve64 : convolve32;
}

@inline
export function filterGradient<T>(): FilterGradient {
  return sizeof<T>() == 8 ? filterGradient64 : filterGradient32;
}

@inline
export function imageGradient<T>(): ImageGradient {
  return sizeof<T>() == 8 ? imageGradient64 : imageGradient32;
}

export function slot_multiply_f64(): i32 {
  return multiply64.index;
}

export function slot_multiply_f32(): i32 {
  return multiply32.index;
}

export function slot_convolve_f64(): i32 {
  return convolve64.index;
}

export function slot_convolve_f32(): i32 {
  return convolve32.index;
}

export function slot_convolveFilterGradient_f64(): i32 {
  return filterGradient64.index;
}

export function slot_convolveFilterGradient_f32(): i32 {
  return filterGradient32.index;
}

export function slot_convolveImageGradient_f64(): i32 {
  return imageGradient64.index;
}

export function slot_convolveImageGradient_f32(): i32 {
  return imageGradient32.index;
}
