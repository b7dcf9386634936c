/**
 * The product of a few rows and many: a gradient of weights where a layer has only one or two units or inputs. Both
 * factors lie row by row in the direction of the sums, so that the many are transposed in registers on the way.
 */
import { plusProduct } from './narrowTile';
import { bytes, lanes, VECTOR_BYTES } from './vectors';

@inline
const MOST: i32 = 2;

/** Whether `multiplyFew` can compute a product of so many rows of the two factors. */
@inline
export function areFew<T>(few: i32, many: i32, inner: i32): bool {
  return few <= MOST && many % lanes<T>() == 0 && inner % lanes<T>() == 0;
}

/** product[f, m] = scale · Σ_k few[f, k] · many[m, k], the numbers of the product `fewStep` and `manyStep` bytes apart. */
export function multiplyFew<T>(
  product: usize, fewStep: usize, manyStep: usize,
  few: usize, many: usize,
  fewCount: i32, manyCount: i32, inner: i32,
  scale: T,
): void {
  for (; 0 < fewCount; fewCount--, few += bytes<T>(inner), product += fewStep) {
    multiplyRow<T>(product, manyStep, few, many, manyCount, inner, scale);
  }
}

/** One of the few, with as many of the many at a time as a vector has lanes. */
function multiplyRow<T>(
  product: usize, step: usize,
  numbers: usize, many: usize,
  manyCount: i32, inner: i32,
  scale: T,
): void {
  const row = bytes<T>(inner);
  for (; 0 < manyCount; manyCount -= lanes<T>()) {
    let sum = v128.splat<T>(0);
    let from = many;
    for (let at = numbers, end = numbers + row; at < end; at += VECTOR_BYTES, from += VECTOR_BYTES) {
      const row0 = v128.load(from);
      const row1 = v128.load(from + row);
      if (sizeof<T>() == 8) {
        sum = plusProduct<T>(sum, v128.load_splat<T>(at), i64x2.shuffle(row0, row1, 0, 2));
        sum = plusProduct<T>(sum, v128.load_splat<T>(at, 8), i64x2.shuffle(row0, row1, 1, 3));
      } else {
        const row2 = v128.load(from + 2 * row);
        const row3 = v128.load(from + 3 * row);
        const low01 = i32x4.shuffle(row0, row1, 0, 4, 1, 5);
        const high01 = i32x4.shuffle(row0, row1, 2, 6, 3, 7);
        const low23 = i32x4.shuffle(row2, row3, 0, 4, 1, 5);
        const high23 = i32x4.shuffle(row2, row3, 2, 6, 3, 7);
        sum = plusProduct<T>(sum, v128.load_splat<T>(at), i64x2.shuffle(low01, low23, 0, 2));
        sum = plusProduct<T>(sum, v128.load_splat<T>(at, 4), i64x2.shuffle(low01, low23, 1, 3));
        sum = plusProduct<T>(sum, v128.load_splat<T>(at, 8), i64x2.shuffle(high01, high23, 0, 2));
        sum = plusProduct<T>(sum, v128.load_splat<T>(at, 12), i64x2.shuffle(high01, high23, 1, 3));
      }
    }
    storeLanes<T>(product, step, v128.mul<T>(sum, v128.splat<T>(scale)));
    product += <usize>lanes<T>() * step;
    many += <usize>lanes<T>() * row;
  }
}

/** The lanes to places `step` bytes apart. */
@inline
function storeLanes<T>(to: usize, step: usize, value: v128): void {
  v128.store_lane<T>(to, value, 0);
  v128.store_lane<T>(to + step, value, 1);
  if (sizeof<T>() == 4) {
    v128.store_lane<T>(to + 2 * step, value, 2);
    v128.store_lane<T>(to + 3 * step, value, 3);
  }
}
