/**
 * ln x in every lane: below 1 ulp, subnormal numbers included; -∞ of 0, NaN of negative numbers.
 *
 * x = 2ᵏ (1 + f) with 1 + f between √½ and √2, and ln x = k ln 2 + ln (1 + f). In float64 ln (1 + f) is
 * FDLIBM's series in f / (2 + f), in float32 Cephes' polynomial.
 */
import { constant, polynomial, where } from './vectors';

@inline
export function logarithm<T>(x: v128): v128 {
  const zero = v128.splat<T>(0);
  const regular = v128.and(v128.gt<T>(x, zero), v128.lt<T>(x, c<T>(INFINITE)));
  // A mask of ones is a NaN, and whatever was NaN or +∞ stays so.
  const special = v128.or(x, v128.lt<T>(x, zero));
  const atZero = v128.bitselect(v128.neg<T>(c<T>(INFINITE)), special, v128.eq<T>(x, zero));
  return v128.bitselect(regularLogarithm<T>(x), atZero, regular);
}

@inline
function regularLogarithm<T>(unscaled: v128): v128 {
  const isSubnormal = v128.lt<T>(unscaled, c<T>(SMALLEST_NORMAL));
  const x = v128.bitselect(v128.mul<T>(unscaled, c<T>(RAISING)), unscaled, isSubnormal);

  // The bits of √½ make the exponent step where 1 + f would leave [√½, √2).
  const bits = add<T>(x, c<T>(ONE_LESS_ROOT));
  const f = v128.sub<T>(add<T>(v128.and(bits, c<T>(MANTISSA)), c<T>(ROOT)), c<T>(ONE));
  // The exponent, in the lowest bits of a number whose last bit is worth 1.
  const exponent = sizeof<T>() == 8 ? i64x2.shr_u(bits, 52) : i32x4.shr_u(bits, 23);
  const biased = v128.sub<T>(v128.or(exponent, c<T>(UNIT_BIT)), c<T>(BIASED));
  const k = v128.sub<T>(biased, where(isSubnormal, c<T>(RAISED_BY)));

  const square = v128.mul<T>(f, f);
  const half = v128.mul<T>(c<T>(HALF), square);
  const low = v128.mul<T>(k, c<T>(LN2_LOW));
  const correction = v128.sub<T>(v128.add<T>(series<T>(f, square, half), low), half);
  return v128.add<T>(v128.add<T>(correction, f), v128.mul<T>(k, c<T>(LN2_HIGH)));
}

/** ln (1 + f) - f + ½ f². */
@inline
function series<T>(f: v128, square: v128, half: v128): v128 {
  if (sizeof<T>() == 4) {
    return v128.mul<T>(v128.mul<T>(polynomial<T>(f, TABLE32, COEFFICIENTS, 9), f), square);
  }
  const s = v128.div<T>(f, v128.add<T>(f, c<T>(TWO)));
  const z = v128.mul<T>(s, s);
  const w = v128.mul<T>(z, z);
  const even = v128.mul<T>(w, polynomial<T>(w, TABLE64, COEFFICIENTS, 3));
  const odd = v128.mul<T>(z, polynomial<T>(w, TABLE64, COEFFICIENTS + 3, 4));
  return v128.mul<T>(s, v128.add<T>(half, v128.add<T>(odd, even)));
}

/** The sum of the bits, as whole numbers. */
@inline
function add<T>(left: v128, right: v128): v128 {
  return sizeof<T>() == 8 ? i64x2.add(left, right) : i32x4.add(left, right);
}

@inline
function c<T>(index: i32): v128 {
  return constant<T>(sizeof<T>() == 8 ? TABLE64 : TABLE32, index);
}

// Places in both tables.
@inline const INFINITE = 0;
@inline const SMALLEST_NORMAL = 1;
// 2⁵⁴ (2²⁵) makes subnormal numbers normal.
@inline const RAISING = 2;
@inline const RAISED_BY = 3;
// 2⁵² (2²³), and the same with the exponent's bias.
@inline const UNIT_BIT = 4;
@inline const BIASED = 5;
@inline const HALF = 6;
@inline const ONE = 7;
@inline const TWO = 8;
// ln 2 in two parts, k times the first being exact.
@inline const LN2_HIGH = 9;
@inline const LN2_LOW = 10;
// Bits: of 1 less those of √½, those of √½, and the mask of the mantissa.
@inline const ONE_LESS_ROOT = 11;
@inline const ROOT = 12;
@inline const MANTISSA = 13;
@inline const COEFFICIENTS = 14;

const TABLE64 = memory.data<f64>([
  Infinity, 2.2250738585072014e-308, 18014398509481984, 54,
  4503599627370496, 4503599627371519, 0.5, 1, 2,
  6.93147180369123816490e-1, 1.90821492927058770002e-10,
  reinterpret<f64>(0x3ff0000000000000 - 0x3fe6a09e667f3bcd),
  reinterpret<f64>(0x3fe6a09e667f3bcd),
  reinterpret<f64>(0x000fffffffffffff),
  // The even and the odd coefficients of the series.
  1.531383769920937332e-1, 2.222219843214978396e-1, 3.999999999940941908e-1,
  1.479819860510658591e-1, 1.818357216161805012e-1, 2.857142874366239149e-1, 6.666666666666735130e-1,
]);

const TABLE32 = memory.data<f32>([
  Infinity, 1.17549435e-38, 33554432, 25,
  8388608, 8388735, 0.5, 1, 2,
  0.693359375, -2.12194440e-4,
  reinterpret<f32>(0x3f800000 - 0x3f3504f3),
  reinterpret<f32>(0x3f3504f3),
  reinterpret<f32>(0x007fffff),
  // (ln (1 + f) - f + ½ f²) / f³ in powers of f.
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);
