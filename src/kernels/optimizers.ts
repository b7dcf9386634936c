/**
 * The updates of the optimizers, elementwise. Factors are computed in float64; `rate` and `powers` are
 * addresses of float64.
 */
import { loop, map } from './map';
import * as op from './opcodes';

/** parameter -= rate · direction. */
export function descend<T>(parameter: usize, direction: usize, rate: usize, count: i32): void {
  const step = load<f64>(rate);
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_descend, o, x, y, z, a, b, c, n),
    parameter, parameter, direction, direction, step, 0, 0, count,
  );
}

/** average = decay · average + weight · value. */
export function blend<T>(
  average: usize,
  value: usize,
  decay: f64,
  weight: f64,
  count: i32,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_blend, o, x, y, z, a, b, c, n),
    average, average, value, value, decay, weight, 0, count,
  );
}

/** average = decay · average + weight · value². */
export function blendSquare<T>(
  average: usize,
  value: usize,
  decay: f64,
  weight: f64,
  count: i32,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_blendSquare, o, x, y, z, a, b, c, n),
    average, average, value, value, decay, weight, 0, count,
  );
}

/** velocity = momentum · velocity - rate · gradient. */
export function velocity<T>(
  velocity: usize,
  gradient: usize,
  rate: usize,
  momentum: f64,
  count: i32,
): void {
  blend<T>(velocity, gradient, momentum, -load<f64>(rate), count);
}

/** parameter += momentum² · velocity - (1 + momentum) · rate · gradient. */
export function nesterovDescend<T>(
  parameter: usize,
  velocity: usize,
  gradient: usize,
  rate: usize,
  momentum: f64,
  count: i32,
): void {
  const step = (1 + momentum) * load<f64>(rate);
  lookAhead<T>(parameter, velocity, gradient, momentum * momentum, step, count);
}

/** parameter -= rate · (gradient + momentum · velocity). */
export function lookaheadDescend<T>(
  parameter: usize,
  velocity: usize,
  gradient: usize,
  rate: usize,
  momentum: f64,
  count: i32,
): void {
  const step = load<f64>(rate);
  lookAhead<T>(parameter, velocity, gradient, -momentum * step, step, count);
}

/** parameter = parameter + ahead · velocity - step · gradient. */
function lookAhead<T>(
  parameter: usize,
  velocity: usize,
  gradient: usize,
  ahead: f64,
  step: f64,
  count: i32,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_nesterovDescend, o, x, y, z, a, b, c, n),
    parameter, parameter, velocity, gradient, ahead, step, 0, count,
  );
}

/** parameter -= rate · direction / (√square + epsilon). */
export function rootDescend<T>(
  parameter: usize,
  direction: usize,
  square: usize,
  rate: usize,
  epsilon: f64,
  count: i32,
): void {
  descendByRoot<T>(parameter, direction, square, load<f64>(rate), epsilon, count);
}

/** parameter -= step · direction / (√square + epsilon). */
function descendByRoot<T>(
  parameter: usize,
  direction: usize,
  square: usize,
  step: f64,
  epsilon: f64,
  count: i32,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_rootDescend, o, x, y, z, a, b, c, n),
    parameter, parameter, direction, square, step, epsilon, 0, count,
  );
}

/** powers[0] *= beta1, powers[1] *= beta2; both are float64. */
export function multiplyPowers(powers: usize, beta1: f64, beta2: f64): void {
  store<f64>(powers, load<f64>(powers) * beta1);
  store<f64>(powers, load<f64>(powers, 8) * beta2, 8);
}

/**
 * parameter -= rate · (mean / (1 - powers[0])) / (√(square / (1 - powers[1])) + epsilon), computed as
 * (rate / (1 - powers[0])) · mean / (√(square · (1 / (1 - powers[1]))) + epsilon).
 */
export function adamDescend<T>(
  parameter: usize,
  mean: usize,
  square: usize,
  powers: usize,
  rate: usize,
  epsilon: f64,
  count: i32,
): void {
  const step = load<f64>(rate) / (1 - load<f64>(powers));
  const factor = 1 / (1 - load<f64>(powers, 8));
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_adamDescend, o, x, y, z, a, b, c, n),
    parameter, parameter, mean, square, step, epsilon, factor, count,
  );
}

/** parameter -= rate · √(1 - powers[1]) / (1 - powers[0]) · mean / (√square + epsilon). */
export function adamDescendBook<T>(
  parameter: usize,
  mean: usize,
  square: usize,
  powers: usize,
  rate: usize,
  epsilon: f64,
  count: i32,
): void {
  const root = sqrt<f64>(1 - load<f64>(powers, 8));
  const step = (load<f64>(rate) * root) / (1 - load<f64>(powers));
  descendByRoot<T>(parameter, mean, square, step, epsilon, count);
}
