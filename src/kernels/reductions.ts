/**
 * Sums over rows and over whole vectors.
 *
 * A sum has a fixed order: whole vectors go to four running sums of vectors in turn, which are added
 * pairwise, then their lanes pairwise; numbers after the last whole vector are added one by one at the end.
 */
import { bytes, sumOfLanes, vectorBytes, VECTOR_BYTES } from './vectors';

/** sums[i] = scale · Σ_j matrix[i, j]. */
export function sumRows<T>(sums: usize, matrix: usize, rows: i32, columns: i32, scale: f64): void {
  const row = bytes<T>(columns);
  for (let i = 0; i < rows; i++) {
    store<T>(sums + bytes<T>(i), <T>scale * sumOf<T>(matrix, columns));
    matrix += row;
  }
}

@inline
function sumOf<T>(numbers: usize, count: i32): T {
  const end = numbers + bytes<T>(count);
  const endOfVectors = numbers + vectorBytes<T>(count);
  const endOfFours = numbers + (bytes<T>(count) & ~(4 * VECTOR_BYTES - 1));
  let sum0 = v128.splat<T>(0);
  let sum1 = v128.splat<T>(0);
  let sum2 = v128.splat<T>(0);
  let sum3 = v128.splat<T>(0);
  for (; numbers < endOfFours; numbers += 4 * VECTOR_BYTES) {
    sum0 = v128.add<T>(sum0, v128.load(numbers));
    sum1 = v128.add<T>(sum1, v128.load(numbers, 16));
    sum2 = v128.add<T>(sum2, v128.load(numbers, 32));
    sum3 = v128.add<T>(sum3, v128.load(numbers, 48));
  }
  if (numbers < endOfVectors) {
    sum0 = v128.add<T>(sum0, v128.load(numbers));
    numbers += VECTOR_BYTES;
  }
  if (numbers < endOfVectors) {
    sum1 = v128.add<T>(sum1, v128.load(numbers));
    numbers += VECTOR_BYTES;
  }
  if (numbers < endOfVectors) {
    sum2 = v128.add<T>(sum2, v128.load(numbers));
    numbers += VECTOR_BYTES;
  }
  let sum = sumOfLanes<T>(v128.add<T>(v128.add<T>(sum0, sum1), v128.add<T>(sum2, sum3)));
  for (; numbers < end; numbers += sizeof<T>()) sum += load<T>(numbers);
  return sum;
}

/** norm (one float64) = √Σ vector². */
export function norm<T>(norm: usize, vector: usize, count: i32): void {
  store<f64>(norm, sqrt<f64>(wideSum<T>(Term.Product, vector, vector, 0, count)));
}

/** sum (one float64) = before + scale · Σ vector²; a `before` at address 0 counts as 0. */
export function addSumOfSquares<T>(
  sum: usize,
  before: usize,
  vector: usize,
  scale: f64,
  count: i32,
): void {
  const squares = wideSum<T>(Term.Product, vector, vector, 0, count);
  store<f64>(sum, (before == 0 ? 0 : load<f64>(before)) + scale * squares);
}

export const enum Term {
  /** left */
  Number,
  /** left · right */
  Product,
  /** (left - offset)² */
  SquaredDeviation,
}

/** Σ of the terms, computed and added in float64 whatever the precision: eight running sums in turn. `kind` is a literal. */
@inline
export function wideSum<T>(kind: Term, left: usize, right: usize, offset: f64, count: i32): f64 {
  const end = left + bytes<T>(count);
  const endOfEights = left + (bytes<T>(count) & ~(8 * sizeof<T>() - 1));
  const offsets = f64x2.splat(offset);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  while (left < endOfEights) {
    sum0 = f64x2.add(sum0, pairOfTerms<T>(kind, left, right, offsets, 0));
    sum1 = f64x2.add(sum1, pairOfTerms<T>(kind, left, right, offsets, 2));
    sum2 = f64x2.add(sum2, pairOfTerms<T>(kind, left, right, offsets, 4));
    sum3 = f64x2.add(sum3, pairOfTerms<T>(kind, left, right, offsets, 6));
    left += 8 * sizeof<T>();
    right += 8 * sizeof<T>();
  }
  let sum = sumOfLanes<f64>(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
  while (left < end) {
    sum += termOf<T>(kind, left, right, offset);
    left += sizeof<T>();
    right += sizeof<T>();
  }
  return sum;
}

@inline
function pairOfTerms<T>(kind: Term, left: usize, right: usize, offsets: v128, index: i32): v128 {
  const x = pair<T>(left, index);
  if (kind == Term.Number) return x;
  if (kind == Term.Product) return f64x2.mul(x, pair<T>(right, index));
  const deviation = f64x2.sub(x, offsets);
  return f64x2.mul(deviation, deviation);
}

@inline
function termOf<T>(kind: Term, left: usize, right: usize, offset: f64): f64 {
  const x = <f64>load<T>(left);
  if (kind == Term.Number) return x;
  if (kind == Term.Product) return x * <f64>load<T>(right);
  return (x - offset) * (x - offset);
}

/** Numbers `index` and `index + 1` as float64. */
@inline
function pair<T>(numbers: usize, index: i32): v128 {
  const address = numbers + bytes<T>(index);
  return sizeof<T>() == 8 ? v128.load(address) : f64x2.promote_low_f32x4(v128.load64_zero(address));
}
