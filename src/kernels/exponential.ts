/**
 * eˣ in every lane: below 1 ulp everywhere, subnormal results included; 0 below the range, ∞ above it.
 *
 * x = n ln 2 + r with |r| ≤ ½ ln 2, and eˣ = 2ⁿ eʳ. In float64 eʳ is FDLIBM's rational approximation, in
 * float32 Cephes' polynomial. 2ⁿ is applied as two factors, so that only the last product can round or
 * leave the range. `n` is rounded by adding a number whose last bit is worth 1; with a bias added to it,
 * n + bias stands in the lowest bits, ready to be shifted into an exponent.
 */
import { constant, polynomial } from './vectors';

/** eˣ for any x. */
@inline
export function exponential<T>(unbounded: v128): v128 {
  const x = v128.pmin<T>(v128.pmax<T>(unbounded, c<T>(LOWEST)), c<T>(HIGHEST));
  const n = quotient<T>(x);
  const first = v128.pmin<T>(v128.pmax<T>(n, c<T>(LOWEST_FACTOR)), c<T>(HIGHEST_FACTOR));
  const rest = v128.sub<T>(n, first);
  const scaled = v128.mul<T>(exponentialOfRest<T>(x, n), powerOfTwo<T>(first, BIASED));
  return v128.mul<T>(scaled, powerOfTwo<T>(rest, BIASED));
}

/** eˣ for x ≤ 0, with the same bits and in less time: the second factor is always the same. */
@inline
export function exponentialOfNegative<T>(unbounded: v128): v128 {
  const x = v128.pmax<T>(unbounded, c<T>(LOWEST));
  const n = quotient<T>(x);
  const scaled = v128.mul<T>(exponentialOfRest<T>(x, n), powerOfTwo<T>(n, RAISED));
  return v128.mul<T>(scaled, c<T>(LOWERING));
}

/**
 * eˣ - 1 for x ≤ 0, with all digits near 0: 2ⁿ (eʳ - 1) + (2ⁿ - 1), which for n = 0 is eʳ - 1. Far from 0 it
 * is -1, and 2ⁿ needs no second factor.
 */
@inline
export function exponentialLessOne<T>(unbounded: v128): v128 {
  const x = v128.pmax<T>(unbounded, c<T>(SATURATED));
  const n = quotient<T>(x);
  const power = powerOfTwo<T>(n, BIASED);
  const difference = v128.mul<T>(power, exponentialOfRestLessOne<T>(x, n));
  return v128.add<T>(difference, v128.sub<T>(power, c<T>(ONE)));
}

/** x / ln 2, rounded to a whole number. */
@inline
function quotient<T>(x: v128): v128 {
  const biased = v128.add<T>(v128.mul<T>(x, c<T>(RECIPROCAL_OF_LN2)), c<T>(UNIT_BIT));
  return v128.sub<T>(biased, c<T>(UNIT_BIT));
}

/** 2ⁿ, or 2ⁿ times a power of two that is in the bias. */
@inline
function powerOfTwo<T>(n: v128, bias: i32): v128 {
  const biased = v128.add<T>(n, c<T>(bias));
  return sizeof<T>() == 8 ? i64x2.shl(biased, 52) : i32x4.shl(biased, 23);
}

/** eˣ / 2ⁿ. */
@inline
function exponentialOfRest<T>(x: v128, n: v128): v128 {
  const high = v128.sub<T>(x, v128.mul<T>(n, c<T>(LN2_HIGH)));
  const low = v128.mul<T>(n, c<T>(LN2_LOW));
  const r = v128.sub<T>(high, low);
  if (sizeof<T>() == 4) return v128.add<T>(v128.add<T>(tail32(r), r), c<T>(ONE));
  return v128.sub<T>(c<T>(ONE), v128.sub<T>(v128.sub<T>(low, tail64(r)), high));
}

/** eˣ / 2ⁿ - 1. */
@inline
function exponentialOfRestLessOne<T>(x: v128, n: v128): v128 {
  const high = v128.sub<T>(x, v128.mul<T>(n, c<T>(LN2_HIGH)));
  const low = v128.mul<T>(n, c<T>(LN2_LOW));
  const r = v128.sub<T>(high, low);
  if (sizeof<T>() == 4) return v128.add<T>(tail32(r), r);
  return v128.sub<T>(high, v128.sub<T>(low, tail64(r)));
}

/** eʳ - 1 - r. */
@inline
function tail32(r: v128): v128 {
  return f32x4.mul(polynomial<f32>(r, TABLE32, COEFFICIENTS, 6), f32x4.mul(r, r));
}

/** eʳ - 1 - r. */
@inline
function tail64(r: v128): v128 {
  const square = f64x2.mul(r, r);
  const y = f64x2.sub(r, f64x2.mul(square, polynomial<f64>(square, TABLE64, COEFFICIENTS, 5)));
  return f64x2.div(f64x2.mul(r, y), f64x2.sub(c<f64>(TWO), y));
}

@inline
function c<T>(index: i32): v128 {
  return constant<T>(sizeof<T>() == 8 ? TABLE64 : TABLE32, index);
}

// Places in both tables. Outside of [lowest, highest] the result is 0 or infinite.
@inline const LOWEST = 0;
@inline const HIGHEST = 1;
@inline const RECIPROCAL_OF_LN2 = 2;
// ln 2 in two parts, n times the first being exact.
@inline const LN2_HIGH = 3;
@inline const LN2_LOW = 4;
// 1.5 · 2⁵² (2²³), the same with the exponent's bias, and with a bias 512 (64) larger; 2⁻⁵¹² (2⁻⁶⁴).
@inline const UNIT_BIT = 5;
@inline const BIASED = 6;
@inline const RAISED = 7;
@inline const LOWERING = 8;
// A range of exponents of normal numbers.
@inline const LOWEST_FACTOR = 9;
@inline const HIGHEST_FACTOR = 10;
@inline const ONE = 11;
@inline const TWO = 12;
// From here down eˣ - 1 is -1.
@inline const SATURATED = 13;
@inline const COEFFICIENTS = 14;

const TABLE64 = memory.data<f64>([
  -746, 710,
  1.44269504088896338700, 6.93147180369123816490e-1, 1.90821492927058770002e-10,
  6755399441055744, 6755399441056767, 6755399441057279, 7.458340731200207e-155,
  -1000, 1000, 1, 2, -40,
  // r (eʳ + 1) / (eʳ - 1) - 2 in powers of r².
  4.13813679705723846039e-8, -1.65339022054652515390e-6, 6.61375632143793436117e-5,
  -2.77777777770155933842e-3, 1.66666666666666019037e-1,
]);

const TABLE32 = memory.data<f32>([
  -104, 89,
  1.44269504088896341, 0.693359375, -2.12194440e-4,
  12582912, 12583039, 12583103, 5.421010862427522e-20,
  -100, 100, 1, 2, -20,
  // (eʳ - 1 - r) / r² in powers of r.
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);
