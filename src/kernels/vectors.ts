/**
 * Vectors of 16 bytes: two float64 or four float32, the type T deciding which.
 *
 * Only strict SIMD is used, so that every lane has the bits of the scalar IEEE operation. The end of an
 * array that does not fill a vector is read and written number by number, and computed in the same lanes:
 * no kernel touches a byte outside its operands, and a result does not depend on its place in an array.
 */

@inline
export const VECTOR_BYTES: usize = 16;

/** Numbers in one vector. */
@inline
export function lanes<T>(): i32 {
  return <i32>(VECTOR_BYTES / sizeof<T>());
}

/** Bytes of `count` numbers. */
@inline
export function bytes<T>(count: i32): usize {
  return <usize>count * sizeof<T>();
}

/** Bytes of the whole vectors among `count` numbers. */
@inline
export function vectorBytes<T>(count: i32): usize {
  return bytes<T>(count) & ~(VECTOR_BYTES - 1);
}

/** `value`, rounded to T, in every lane. */
@inline
export function splat<T>(value: f64): v128 {
  return v128.splat<T>(<T>value);
}

/** The `count` numbers at `address`, fewer than a vector holds; the lanes after them are 0. */
function loadPart<T>(address: usize, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.load64_zero(address);
  if (count == 1) return v128.load32_zero(address);
  const pair = v128.load64_zero(address);
  return count == 2 ? pair : v128.load_lane<f32>(address, pair, 2, 8);
}

/** Writes the first `count` lanes, fewer than a vector holds. */
function storePart<T>(address: usize, value: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    v128.store_lane<f64>(address, value, 0);
    return;
  }
  if (count == 1) {
    v128.store_lane<f32>(address, value, 0);
    return;
  }
  v128.store_lane<f64>(address, value, 0);
  if (count == 3) v128.store_lane<f32>(address, value, 2, 8);
}

/** The first `width` numbers at `address`; `width` is at most the number of lanes. */
@inline
export function read<T>(address: usize, width: i32): v128 {
  return width == lanes<T>() ? v128.load(address) : loadPart<T>(address, width);
}

/** Writes the first `width` lanes; `width` is at most the number of lanes. */
@inline
export function write<T>(address: usize, value: v128, width: i32): void {
  if (width == lanes<T>()) v128.store(address, value);
  else storePart<T>(address, value, width);
}

/** The sum of the lanes, added pairwise. */
@inline
export function sumOfLanes<T>(value: v128): T {
  if (sizeof<T>() == 8) {
    return <T>(f64x2.extract_lane(value, 0) + f64x2.extract_lane(value, 1));
  }
  return <T>(
    (f32x4.extract_lane(value, 0) +
      f32x4.extract_lane(value, 1) +
      (f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3)))
  );
}

/** `value` where `mask` is set, 0 elsewhere. */
@inline
export function where(mask: v128, value: v128): v128 {
  return v128.and(mask, value);
}

/** Number `index` of a table, in all lanes. Constants come from memory: V8 builds literals anew each time. */
@inline
export function constant<T>(table: usize, index: i32): v128 {
  return v128.load_splat<T>(table + <usize>index * sizeof<T>());
}

/**
 * ((c₀ x + c₁) x + c₂) x + …, with `terms` coefficients from `table` on, the highest power first.
 * `terms` is a literal, at most 9, so nothing remains of the comparisons.
 */
@inline
export function polynomial<T>(x: v128, table: usize, first: i32, terms: i32): v128 {
  let sum = constant<T>(table, first);
  if (1 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 1));
  if (2 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 2));
  if (3 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 3));
  if (4 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 4));
  if (5 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 5));
  if (6 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 6));
  if (7 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 7));
  if (8 < terms) sum = v128.add<T>(v128.mul<T>(sum, x), constant<T>(table, first + 8));
  return sum;
}
