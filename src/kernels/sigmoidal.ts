/**
 * The two s-shaped functions in every lane: the logistic function and the hyperbolic tangent.
 *
 * Both are made from the exponential of a negative number, which cannot overflow, and keep their relative
 * accuracy in the tails.
 */
import { exponentialOfNegative } from './exponential';
import { constant, polynomial } from './vectors';

/** 1 / (1 + e⁻ˣ), which is eˣ / (1 + eˣ): the exponential is that of -|x|. */
@inline
export function logistic<T>(x: v128): v128 {
  const power = exponentialOfNegative<T>(v128.or(x, c<T>(SIGN)));
  const isNegative = v128.lt<T>(x, v128.splat<T>(0));
  const numerator = v128.bitselect(power, c<T>(ONE), isNegative);
  return v128.div<T>(numerator, v128.add<T>(c<T>(ONE), power));
}

/** Near 0 Cephes' approximation x + x³ p(x²), from 0.625 on 1 - 2 e⁻²ˣ / (1 + e⁻²ˣ); odd by construction. */
@inline
export function hyperbolicTangent<T>(x: v128): v128 {
  const magnitude = v128.abs<T>(x);
  const square = v128.mul<T>(x, x);
  const cubic = v128.mul<T>(magnitude, sizeof<T>() == 8 ? cubic64(square) : cubic32(square));
  const nearZero = v128.add<T>(magnitude, cubic);

  const power = exponentialOfNegative<T>(v128.mul<T>(magnitude, c<T>(MINUS_TWO)));
  const ratio = v128.div<T>(v128.add<T>(power, power), v128.add<T>(c<T>(ONE), power));
  const isNearZero = v128.lt<T>(magnitude, c<T>(NEAR_ZERO));
  const result = v128.bitselect(nearZero, v128.sub<T>(c<T>(ONE), ratio), isNearZero);
  return v128.or(result, v128.and(x, c<T>(SIGN)));
}

@inline
function cubic64(square: v128): v128 {
  const numerator = f64x2.mul(square, polynomial<f64>(square, TABLE64, COEFFICIENTS, 3));
  return f64x2.div(numerator, polynomial<f64>(square, TABLE64, COEFFICIENTS + 3, 4));
}

@inline
function cubic32(square: v128): v128 {
  return f32x4.mul(square, polynomial<f32>(square, TABLE32, COEFFICIENTS, 5));
}

@inline
function c<T>(index: i32): v128 {
  return constant<T>(sizeof<T>() == 8 ? TABLE64 : TABLE32, index);
}

// Places in both tables.
@inline const ONE = 0;
@inline const MINUS_TWO = 1;
@inline const SIGN = 2;
@inline const NEAR_ZERO = 3;
@inline const COEFFICIENTS = 4;

const TABLE64 = memory.data<f64>([
  1, -2, -0.0, 0.625,
  -9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3,
  1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3,
]);

const TABLE32 = memory.data<f32>([
  1, -2, -0.0, 0.625,
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
]);
