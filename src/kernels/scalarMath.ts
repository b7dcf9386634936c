/**
 * Functions of one float64 with the same bits on every engine. `exp`, `log` and `tanh` are the kernels' own;
 * `sin` and `cos` are those of AssemblyScript's library (musl's), accurate to 1 ulp for every argument.
 */
import { exponential } from './exponential';
import { logarithm } from './logarithm';
import { hyperbolicTangent } from './sigmoidal';

export function exp(x: f64): f64 {
  return f64x2.extract_lane(exponential<f64>(f64x2.splat(x)), 0);
}

export function log(x: f64): f64 {
  return f64x2.extract_lane(logarithm<f64>(f64x2.splat(x)), 0);
}

export function tanh(x: f64): f64 {
  return f64x2.extract_lane(hyperbolicTangent<f64>(f64x2.splat(x)), 0);
}

export function sin(x: f64): f64 {
  return NativeMath.sin(x);
}

export function cos(x: f64): f64 {
  return NativeMath.cos(x);
}
