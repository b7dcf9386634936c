/**
 * Sums over rows, and the norm of a vector.
 *
 * A sum has a fixed order: whole vectors go to four running sums of vectors in turn, which are added
 * pairwise, then their lanes pairwise; numbers after the last whole vector are added one by one at the end.
 */
import { bytes, lanes, sumOfLanes, vectorBytes, VECTOR_BYTES } from './vectors';

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

/** norm (one float64) = √Σ vector², the squares and their sum in float64: eight running sums in turn. */
export function norm<T>(norm: usize, vector: usize, count: i32): void {
  const end = vector + bytes<T>(count);
  const endOfEights = vector + (bytes<T>(count) & ~(8 * sizeof<T>() - 1));
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  for (; vector < endOfEights; vector += 8 * sizeof<T>()) {
    sum0 = f64x2.add(sum0, square(pair<T>(vector, 0)));
    sum1 = f64x2.add(sum1, square(pair<T>(vector, 2)));
    sum2 = f64x2.add(sum2, square(pair<T>(vector, 4)));
    sum3 = f64x2.add(sum3, square(pair<T>(vector, 6)));
  }
  let sum = sumOfLanes<f64>(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
  for (; vector < end; vector += sizeof<T>()) {
    const x = <f64>load<T>(vector);
    sum += x * x;
  }
  store<f64>(norm, sqrt(sum));
}

/** Numbers `index` and `index + 1` as float64. */
@inline
function pair<T>(numbers: usize, index: i32): v128 {
  const address = numbers + bytes<T>(index);
  return sizeof<T>() == 8 ? v128.load(address) : f64x2.promote_low_f32x4(v128.load64_zero(address));
}

@inline
function square(x: v128): v128 {
  return f64x2.mul(x, x);
}
