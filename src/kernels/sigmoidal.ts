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
  const magnitude = v128.abs<T>(x);
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
 * The same would cost float32 a digit. Near 0 it is Cephes' approximation x + x³ p(x²), from 0.625 on
 * 1 - 2 e⁻²ˣ / (1 + e⁻²ˣ).
 */
@inline
function tangent32(x: v128): v128 {
  const square = f32x4.mul(x, x);
  const cubic = f32x4.mul(square, polynomial<f32>(square, TABLE32, COEFFICIENTS, 5));
  const nearZero = f32x4.add(x, f32x4.mul(x, cubic));

  const power = exponentialOfNegative<f32>(f32x4.mul(x, c<f32>(MINUS_TWO)));
  const ratio = f32x4.div(f32x4.add(power, power), f32x4.add(c<f32>(ONE), power));
  const isNearZero = f32x4.lt(x, c<f32>(NEAR_ZERO));
  return v128.bitselect(nearZero, f32x4.sub(c<f32>(ONE), ratio), isNearZero);
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
@inline const NEAR_ZERO = 4;
@inline const COEFFICIENTS = 5;

const TABLE64 = memory.data<f64>([1, 2, -2, -0.0]);

const TABLE32 = memory.data<f32>([
  1, 2, -2, -0.0, 0.625,
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
]);
