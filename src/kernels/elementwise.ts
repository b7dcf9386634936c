/** Sums, differences, products and bounds of tensors, number by number. */
import { loop, map } from './map';
import * as op from './opcodes';

/** difference = scale · (left - right). */
export function subtract<T>(
  difference: usize,
  left: usize,
  right: usize,
  count: i32,
  scale: f64,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_subtract, o, x, y, z, a, b, c, n),
    difference, left, right, left, scale, 0, 0, count,
  );
}

/** product = scale · left ⊙ right. */
export function multiplyElements<T>(
  product: usize,
  left: usize,
  right: usize,
  count: i32,
  scale: f64,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_multiplyElements, o, x, y, z, a, b, c, n),
    product, left, right, left, scale, 0, 0, count,
  );
}

/** output = factor · input. */
export function scale<T>(output: usize, input: usize, count: i32, factor: f64): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_scale, o, x, y, z, a, b, c, n),
    output, input, input, input, factor, 0, 0, count,
  );
}

/** sum = base + factor · vector. */
export function addScaled<T>(
  sum: usize,
  base: usize,
  vector: usize,
  factor: f64,
  count: i32,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_addScaled, o, x, y, z, a, b, c, n),
    sum, base, vector, base, factor, 0, 0, count,
  );
}

/** clipped = vector · min(1, limit / √sum); `sum` is the address of one float64. NaN stays NaN. */
export function clipNorm<T>(
  clipped: usize,
  vector: usize,
  sum: usize,
  limit: f64,
  count: i32,
): void {
  scale<T>(clipped, vector, count, min<f64>(1, limit / sqrt<f64>(load<f64>(sum))));
}

/** clipped = vector, no number beyond ±limit. NaN stays NaN. */
export function clipValue<T>(clipped: usize, vector: usize, limit: f64, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_clipValue, o, x, y, z, a, b, c, n),
    clipped, vector, vector, vector, limit, 0, 0, count,
  );
}
