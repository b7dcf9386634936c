/**
 * The two s-shaped functions in every lane: the logistic function and the hyperbolic tangent.
 *
 * Both are made from the exponential of a negative number, which cannot overflow, and keep their relative
 * accuracy in the tails.
 */
import { exponentialLessOne, exponentialOfNegative } from './exponential';
import { constant, polynomial } from './vectors';

/** 1 / (1 + e⁻ˣ), which is eˣ / (1 + eˣ): the exponential is that of -|x|. */
@inline
export function logistic<T>(x: v128): v128 {
  const power = exponentialOfNegative<T>(v128.or(x, c<T>(SIGN)));
  const isNegative = v128.lt<T>(x, v128.splat<T>(0));
  const numerator = v128.bitselect(power, c<T>(ONE), isNegative);
  return v128.div<T>(numerator, v128.add<T>(c<T>(ONE), power));
}

/** Odd by construction. */
@inline
export function hyperbolicTangent<T>(x: v128): v128 {
  const magnitude = v128.andnot(x, c<T>(SIGN));
  const result = sizeof<T>() == 8 ? tangent64(magnitude) : tangent32(magnitude);
  return v128.or(result, v128.and(x, c<T>(SIGN)));
}

/** (1 - e⁻²ˣ) / (1 + e⁻²ˣ) for x ≥ 0, made from e⁻²ˣ - 1. */
@inline
function tangent64(x: v128): v128 {
  const difference = exponentialLessOne<f64>(f64x2.mul(x, c<f64>(MINUS_TWO)));
  return f64x2.div(f64x2.abs(difference), f64x2.add(c<f64>(TWO), difference));
}

/**
 * The same would cost float32 a digit. Near 0 it is x + x³ p(x²), from 0.7 on 1 - 2 / (e²ˣ + 1), where
 * e²ˣ = 2ⁿ (1 + t) / (1 - t) with t = tanh r, |r| ≤ ¼ ln 2, and t is the quotient of `odd` and `even`, which is
 * never computed. `n` is rounded by adding a number whose last bit is worth 1, and shifted into the exponent
 * from there.
 */
@inline
function tangent32(magnitude: v128): v128 {
  const x = f32x4.pmin(magnitude, c<f32>(SATURATED));
  const square = f32x4.mul(x, x);
  const cubic = f32x4.mul(square, polynomial<f32>(square, TABLE32, COEFFICIENTS, 5));
  const nearZero = f32x4.add(x, f32x4.mul(x, cubic));

  const biased = f32x4.add(f32x4.mul(x, c<f32>(HALVES_OF_LN2)), c<f32>(UNIT_BIT));
  const n = f32x4.sub(biased, c<f32>(UNIT_BIT));
  const r = f32x4.sub(x, f32x4.mul(n, c<f32>(HALF_LN2)));
  const s = f32x4.mul(r, r);
  const even = f32x4.add(f32x4.mul(s, c<f32>(EVEN_COEFFICIENT)), c<f32>(ONE));
  const odd = f32x4.mul(r, f32x4.add(f32x4.mul(s, c<f32>(ODD_COEFFICIENT)), c<f32>(ONE)));
  const difference = f32x4.sub(even, odd);
  const power = i32x4.add(f32x4.add(even, odd), i32x4.shl(biased, 23));
  const ratio = f32x4.div(f32x4.add(difference, difference), f32x4.add(power, difference));
  // What is not a number is near 0, where its bits are not shifted.
  const isFar = f32x4.ge(x, c<f32>(FAR));
  return v128.bitselect(f32x4.sub(c<f32>(ONE), ratio), nearZero, isFar);
}

@inline
function c<T>(index: i32): v128 {
  return constant<T>(sizeof<T>() == 8 ? TABLE64 : TABLE32, index);
}

// Places in both tables.
@inline const ONE = 0;
@inline const TWO = 1;
@inline const MINUS_TWO = 2;
@inline const SIGN = 3;
// Only in that of float32.
@inline const FAR = 4;
// From here on tanh x is 1.
@inline const SATURATED = 5;
@inline const HALVES_OF_LN2 = 6;
@inline const HALF_LN2 = 7;
// 1.5 · 2²³.
@inline const UNIT_BIT = 8;
// Padé's approximation of tanh r, (r + r³ / 15) / (1 + 2/5 r²).
@inline const EVEN_COEFFICIENT = 9;
@inline const ODD_COEFFICIENT = 10;
@inline const COEFFICIENTS = 11;

const TABLE64 = memory.data<f64>([1, 2, -2, -0.0]);

const TABLE32 = memory.data<f32>([
  1, 2, -2, -0.0, 0.7, 9.5,
  2.885390081777927, 0.34657359027997264, 12582912, 0.4, 0.06666666666666667,
  // (tanh x - x) / x³ in powers of x².
  -5.1333513111e-3, 2.0086240023e-2, -5.3556755185e-2, 1.3329081237e-1, -3.3333188295e-1,
]);
