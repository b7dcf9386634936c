/**
 * Sums over rows and over whole vectors.
 *
 * A sum has a fixed order: whole vectors go to four running sums of vectors in turn, which are added
 * pairwise, then their lanes pairwise; numbers after the last whole vector are added one by one at the end.
 */
import { bytes, lanes, splat, sumOfLanes, vectorBytes, VECTOR_BYTES } from './vectors';

/** sums[i] = scale · Σ_j matrix[i, j]. */
export function sumRows<T>(sums: usize, matrix: usize, rows: i32, columns: i32, scale: f64): void {
  const row = bytes<T>(columns);
  let i = 0;
  if (row % (4 * VECTOR_BYTES) == 0) {
    const factor = splat<T>(scale);
    for (; i + lanes<T>() <= rows; i += lanes<T>()) {
      v128.store(sums + bytes<T>(i), v128.mul<T>(factor, sumsOfRows<T>(matrix, row)));
      matrix += <usize>lanes<T>() * row;
    }
  }
  for (; i < rows; i++) {
    store<T>(sums + bytes<T>(i), <T>scale * sumOf<T>(matrix, columns));
    matrix += row;
  }
}

/** The sums of as many rows as a vector has lanes; a row is a multiple of four vectors. */
@inline
function sumsOfRows<T>(matrix: usize, row: usize): v128 {
  const sum0 = sumOfFours<T>(matrix, row);
  const sum1 = sumOfFours<T>(matrix + row, row);
  if (sizeof<T>() == 8) {
    return f64x2.add(i64x2.shuffle(sum0, sum1, 0, 2), i64x2.shuffle(sum0, sum1, 1, 3));
  }
  const sum2 = sumOfFours<T>(matrix + 2 * row, row);
  const sum3 = sumOfFours<T>(matrix + 3 * row, row);
  return sumsOfPairs(sumsOfPairs(sum0, sum1), sumsOfPairs(sum2, sum3));
}

/** Neighbors added: two of `left`, two of `right`. */
@inline
function sumsOfPairs(left: v128, right: v128): v128 {
  return f32x4.add(
    i32x4.shuffle(left, right, 0, 2, 4, 6),
    i32x4.shuffle(left, right, 1, 3, 5, 7),
  );
}

@inline
function sumOfFours<T>(numbers: usize, size: usize): v128 {
  let sum0 = v128.splat<T>(0);
  let sum1 = v128.splat<T>(0);
  let sum2 = v128.splat<T>(0);
  let sum3 = v128.splat<T>(0);
  for (const end = numbers + size; numbers < end; numbers += 4 * VECTOR_BYTES) {
    sum0 = v128.add<T>(sum0, v128.load(numbers));
    sum1 = v128.add<T>(sum1, v128.load(numbers, 16));
    sum2 = v128.add<T>(sum2, v128.load(numbers, 32));
    sum3 = v128.add<T>(sum3, v128.load(numbers, 48));
  }
  return v128.add<T>(v128.add<T>(sum0, sum1), v128.add<T>(sum2, sum3));
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
  store<f64>(norm, sqrt<f64>(sumOfSquares<T>(vector, count)));
}

/** sum (one float64) = before + scale · Σ vector²; a `before` at address 0 counts as 0. */
export function addSumOfSquares<T>(
  sum: usize,
  before: usize,
  vector: usize,
  scale: f64,
  count: i32,
): void {
  const squares = sumOfSquares<T>(vector, count);
  store<f64>(sum, (before == 0 ? 0 : load<f64>(before)) + scale * squares);
}

/** Σ numbers, in float64 whatever the precision. */
export function wideSum<T>(numbers: usize, count: i32): f64 {
  return sumOfTerms<T>(Term.Number, numbers, numbers, 0, count);
}

/** Σ numbers², in float64 whatever the precision. */
function sumOfSquares<T>(numbers: usize, count: i32): f64 {
  return sumOfTerms<T>(Term.Square, numbers, numbers, 0, count);
}

/** Σ left · right, in float64 whatever the precision. */
export function sumOfProducts<T>(left: usize, right: usize, count: i32): f64 {
  return sumOfTerms<T>(Term.Product, left, right, 0, count);
}

/** Σ (numbers - mean)², in float64 whatever the precision. */
export function sumOfSquaredDeviations<T>(numbers: usize, mean: f64, count: i32): f64 {
  return sumOfTerms<T>(Term.SquaredDeviation, numbers, numbers, mean, count);
}

const enum Term {
  Number,
  Square,
  Product,
  SquaredDeviation,
}

/** Eight running sums in turn. `kind` is a literal. */
@inline
function sumOfTerms<T>(kind: Term, left: usize, right: usize, mean: f64, count: i32): f64 {
  const end = left + bytes<T>(count);
  const endOfEights = left + (bytes<T>(count) & ~(8 * sizeof<T>() - 1));
  const means = f64x2.splat(mean);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  while (left < endOfEights) {
    sum0 = f64x2.add(sum0, pairOfTerms<T>(kind, left, right, means, 0));
    sum1 = f64x2.add(sum1, pairOfTerms<T>(kind, left, right, means, 2));
    sum2 = f64x2.add(sum2, pairOfTerms<T>(kind, left, right, means, 4));
    sum3 = f64x2.add(sum3, pairOfTerms<T>(kind, left, right, means, 6));
    left += 8 * sizeof<T>();
    right += 8 * sizeof<T>();
  }
  let sum = sumOfLanes<f64>(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
  while (left < end) {
    sum += termOf<T>(kind, left, right, mean);
    left += sizeof<T>();
    right += sizeof<T>();
  }
  return sum;
}

@inline
function pairOfTerms<T>(kind: Term, left: usize, right: usize, means: v128, index: i32): v128 {
  const x = pair<T>(left, index);
  if (kind == Term.Number) return x;
  if (kind == Term.Square) return f64x2.mul(x, x);
  if (kind == Term.Product) return f64x2.mul(x, pair<T>(right, index));
  const deviation = f64x2.sub(x, means);
  return f64x2.mul(deviation, deviation);
}

@inline
function termOf<T>(kind: Term, left: usize, right: usize, mean: f64): f64 {
  const x = <f64>load<T>(left);
  if (kind == Term.Number) return x;
  if (kind == Term.Square) return x * x;
  if (kind == Term.Product) return x * <f64>load<T>(right);
  return (x - mean) * (x - mean);
}

/** Numbers `index` and `index + 1` as float64. */
@inline
function pair<T>(numbers: usize, index: i32): v128 {
  const address = numbers + bytes<T>(index);
  return sizeof<T>() == 8 ? v128.load(address) : f64x2.promote_low_f32x4(v128.load64_zero(address));
}
