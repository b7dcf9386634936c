/** Sums, differences, products and bounds, number by number. Factors are rounded to the tensors' precision first. */
import { bytes, lanes, read, splat, vectorBytes, VECTOR_BYTES, write } from './vectors';

/** matrix[i, j] += column[i]; matrix is (rows, columns), column (rows, 1). */
export function addColumn<T>(matrix: usize, column: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const addend = v128.load_splat<T>(column + bytes<T>(i));
    combine<T>(Combination.SumWithFactor, matrix, matrix, matrix, addend, columns);
    matrix += bytes<T>(columns);
  }
}

/** difference = scale · (left - right). */
export function subtract<T>(
  difference: usize,
  left: usize,
  right: usize,
  count: i32,
  scale: f64,
): void {
  combine<T>(Combination.ScaledDifference, difference, left, right, splat<T>(scale), count);
}

/** product = scale · left ⊙ right. */
export function multiplyElements<T>(
  product: usize,
  left: usize,
  right: usize,
  count: i32,
  scale: f64,
): void {
  combine<T>(Combination.ScaledProduct, product, left, right, splat<T>(scale), count);
}

/** output = factor · input. */
export function scale<T>(output: usize, input: usize, count: i32, factor: f64): void {
  combine<T>(Combination.Scaled, output, input, input, splat<T>(factor), count);
}

/** sum = base + factor · vector. */
export function addScaled<T>(
  sum: usize,
  base: usize,
  vector: usize,
  factor: f64,
  count: i32,
): void {
  combine<T>(Combination.SumWithScaled, sum, base, vector, splat<T>(factor), count);
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
  combine<T>(Combination.Bounded, clipped, vector, vector, splat<T>(limit), count);
}

const enum Combination {
  SumWithFactor,
  ScaledDifference,
  ScaledProduct,
  Scaled,
  SumWithScaled,
  Bounded,
}

/** output = the combination of left, right and a factor. `kind` is a literal. */
@inline
function combine<T>(
  kind: Combination,
  output: usize,
  left: usize,
  right: usize,
  factor: v128,
  count: i32,
): void {
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const value = combined<T>(kind, left + i, right + i, factor, lanes<T>());
    v128.store(output + i, value);
  }
  const rest = count % lanes<T>();
  if (rest) {
    const value = combined<T>(kind, left + whole, right + whole, factor, rest);
    write<T>(output + whole, value, rest);
  }
}

@inline
function combined<T>(
  kind: Combination,
  left: usize,
  right: usize,
  factor: v128,
  width: i32,
): v128 {
  const value = read<T>(left, width);
  if (kind == Combination.SumWithFactor) return v128.add<T>(value, factor);
  if (kind == Combination.Scaled) return v128.mul<T>(factor, value);
  if (kind == Combination.Bounded) {
    return v128.pmax<T>(v128.pmin<T>(value, factor), v128.neg<T>(factor));
  }
  const other = read<T>(right, width);
  if (kind == Combination.ScaledDifference) return v128.mul<T>(factor, v128.sub<T>(value, other));
  if (kind == Combination.ScaledProduct) return v128.mul<T>(v128.mul<T>(factor, value), other);
  return v128.add<T>(value, v128.mul<T>(factor, other));
}
