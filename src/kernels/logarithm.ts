/**
 * ln x in every lane: below 1 ulp, subnormal numbers included; -∞ of 0, NaN of negative numbers.
 *
 * x = 2ᵏ (1 + f) with 1 + f between √½ and √2, and ln x = k ln 2 + ln (1 + f). In float64 ln (1 + f) is
 * FDLIBM's series in f / (2 + f), in float32 Cephes' polynomial.
 */
import { constant, polynomial, where } from './vectors';

@inline
export function logarithm<T>(x: v128): v128 {
  const finite = sizeof<T>() == 8 ? logarithm64(x) : logarithm32(x);
  const zero = v128.splat<T>(0);
  const infinite = v128.splat<T>(<T>Infinity);
  const regular = v128.and(v128.gt<T>(x, zero), v128.lt<T>(x, infinite));
  // A mask of ones is a NaN, and whatever was NaN or +∞ stays so.
  const special = v128.or(x, v128.lt<T>(x, zero));
  const atZero = v128.bitselect(v128.neg<T>(infinite), special, v128.eq<T>(x, zero));
  return v128.bitselect(finite, atZero, regular);
}

const TABLE64 = memory.data<f64>([
  // 0: the smallest normal number; 1: 2⁵⁴; 2: 54; 3: 2⁵² + the exponent's bias; 4, 5: ½ and 1; 6: 2.
  2.2250738585072014e-308, 18014398509481984, 54, 4503599627371519, 0.5, 1, 2,
  // 7, 8: ln 2 in two parts, k times the first being exact.
  6.93147180369123816490e-1, 1.90821492927058770002e-10,
  // 9…11 and 12…15: the even and the odd coefficients of the series.
  1.531383769920937332e-1, 2.222219843214978396e-1, 3.999999999940941908e-1,
  1.479819860510658591e-1, 1.818357216161805012e-1, 2.857142874366239149e-1, 6.666666666666735130e-1,
]);

@inline
function logarithm64(unscaled: v128): v128 {
  const subnormal = f64x2.lt(unscaled, c64(0));
  const x = v128.bitselect(f64x2.mul(unscaled, c64(1)), unscaled, subnormal);

  // The bits of √½ make the exponent step where 1 + f would leave [√½, √2).
  const bits = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const mantissa = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  const f = f64x2.sub(i64x2.add(mantissa, i64x2.splat(0x3fe6a09e667f3bcd)), c64(5));
  const exponent = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000));
  const k = f64x2.sub(f64x2.sub(exponent, c64(3)), where(subnormal, c64(2)));

  const halfSquare = f64x2.mul(c64(4), f64x2.mul(f, f));
  const s = f64x2.div(f, f64x2.add(f, c64(6)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(w, polynomial<f64>(w, TABLE64, 9, 3));
  const odd = f64x2.mul(z, polynomial<f64>(w, TABLE64, 12, 4));
  const series = f64x2.mul(s, f64x2.add(halfSquare, f64x2.add(odd, even)));
  const correction = f64x2.sub(f64x2.add(series, f64x2.mul(k, c64(8))), halfSquare);
  return f64x2.add(f64x2.add(correction, f), f64x2.mul(k, c64(7)));
}

const TABLE32 = memory.data<f32>([
  // The same numbers in the same places, but 1: 2²⁵ and 2: 25; 3: 2²³ + the exponent's bias.
  1.17549435e-38, 33554432, 25, 8388735, 0.5, 1, 2,
  0.693359375, -2.12194440e-4,
  // 9…17: (ln (1 + f) - f + ½ f²) / f³ in powers of f.
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);

@inline
function logarithm32(unscaled: v128): v128 {
  const subnormal = f32x4.lt(unscaled, c32(0));
  const x = v128.bitselect(f32x4.mul(unscaled, c32(1)), unscaled, subnormal);

  const bits = i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3));
  const mantissa = v128.and(bits, i32x4.splat(0x007fffff));
  const f = f32x4.sub(i32x4.add(mantissa, i32x4.splat(0x3f3504f3)), c32(5));
  const exponent = v128.or(i32x4.shr_u(bits, 23), i32x4.splat(0x4b000000));
  const k = f32x4.sub(f32x4.sub(exponent, c32(3)), where(subnormal, c32(2)));

  const square = f32x4.mul(f, f);
  const cubic = f32x4.mul(f32x4.mul(polynomial<f32>(f, TABLE32, 9, 9), f), square);
  const low = f32x4.sub(f32x4.add(cubic, f32x4.mul(k, c32(8))), f32x4.mul(c32(4), square));
  return f32x4.add(f32x4.add(low, f), f32x4.mul(k, c32(7)));
}

@inline
function c64(index: i32): v128 {
  return constant<f64>(TABLE64, index);
}

@inline
function c32(index: i32): v128 {
  return constant<f32>(TABLE32, index);
}
