/**
 * The two s-shaped functions in every lane: the logistic function and the hyperbolic tangent.
 *
 * Both are made from an exponential that cannot overflow, and keep their relative accuracy in the tails.
 */
import { exponential } from './exponential';
import { polynomial } from './vectors';

/** 1 / (1 + e⁻ˣ), which is eˣ / (1 + eˣ): the exponential is taken of -|x|. */
@inline
export function logistic<T>(x: v128): v128 {
  const one = v128.splat<T>(1);
  const power = exponential<T>(v128.neg<T>(v128.abs<T>(x)));
  const numerator = v128.bitselect(power, one, v128.lt<T>(x, v128.splat<T>(0)));
  return v128.div<T>(numerator, v128.add<T>(one, power));
}

/** Near 0 Cephes' approximation x + x³ p(x²), from 0.625 on 1 - 2 / (e²ˣ + 1); odd by construction. */
@inline
export function hyperbolicTangent<T>(x: v128): v128 {
  const sign = v128.and(x, v128.splat<T>(-0.0));
  const magnitude = v128.abs<T>(x);
  const square = v128.mul<T>(magnitude, magnitude);
  const cubic = v128.mul<T>(magnitude, sizeof<T>() == 8 ? cubic64(square) : cubic32(square));
  const nearZero = v128.add<T>(magnitude, cubic);

  const one = v128.splat<T>(1);
  const power = exponential<T>(v128.add<T>(magnitude, magnitude));
  const ratio = v128.div<T>(v128.splat<T>(2), v128.add<T>(power, one));
  const isNearZero = v128.lt<T>(magnitude, v128.splat<T>(0.625));
  return v128.or(v128.bitselect(nearZero, v128.sub<T>(one, ratio), isNearZero), sign);
}

const TABLE64 = memory.data<f64>([
  -9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3,
  1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3,
]);

@inline
function cubic64(square: v128): v128 {
  const numerator = f64x2.mul(square, polynomial<f64>(square, TABLE64, 0, 3));
  return f64x2.div(numerator, polynomial<f64>(square, TABLE64, 3, 4));
}

const TABLE32 = memory.data<f32>([
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
]);

@inline
function cubic32(square: v128): v128 {
  return f32x4.mul(square, polynomial<f32>(square, TABLE32, 0, 5));
}
