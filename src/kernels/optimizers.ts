/**
 * The updates of the optimizers, elementwise. Factors are computed in float64; `rate` and `powers` are
 * addresses of float64.
 */
import { loop, map } from './map';
import * as op from './opcodes';
import { bytes, read, splat, VECTOR_BYTES, write } from './vectors';

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

/**
 * One pass that does what `blend` does with mean and gradient, `blendSquare` with square and gradient, and then
 * `adamDescend`, with their bits.
 */
export function adamStep<T>(
  parameter: usize,
  mean: usize,
  square: usize,
  gradient: usize,
  powers: usize,
  rate: usize,
  decay1: f64,
  weight1: f64,
  decay2: f64,
  weight2: f64,
  epsilon: f64,
  count: i32,
): void {
  const keep1 = splat<T>(decay1);
  const take1 = splat<T>(weight1);
  const keep2 = splat<T>(decay2);
  const take2 = splat<T>(weight2);
  const step = splat<T>(load<f64>(rate) / (1 - load<f64>(powers)));
  const factor = splat<T>(1 / (1 - load<f64>(powers, 8)));
  const least = splat<T>(epsilon);
  const rest = bytes<T>(count) & (VECTOR_BYTES - 1);
  const whole = bytes<T>(count) - rest;
  adamVectors<T>(
    parameter, mean, square, gradient,
    keep1, take1, keep2, take2, step, factor, least,
    whole,
  );
  if (rest == 0) return;
  const width = <i32>(rest / sizeof<T>());
  const g = read<T>(gradient + whole, width);
  const m = blended<T>(keep1, read<T>(mean + whole, width), take1, g);
  const s = blended<T>(keep2, read<T>(square + whole, width), take2, v128.mul<T>(g, g));
  const moved = adamMoved<T>(read<T>(parameter + whole, width), m, s, step, factor, least);
  write<T>(mean + whole, m, width);
  write<T>(square + whole, s, width);
  write<T>(parameter + whole, moved, width);
}

/** The whole vectors of `adamStep`. */
function adamVectors<T>(
  parameter: usize, mean: usize, square: usize, gradient: usize,
  decay1: v128, weight1: v128, decay2: v128, weight2: v128,
  step: v128, factor: v128, epsilon: v128,
  size: usize,
): void {
  for (const end = parameter + size; parameter < end; parameter += VECTOR_BYTES) {
    const g = v128.load(gradient);
    const m = blended<T>(decay1, v128.load(mean), weight1, g);
    const s = blended<T>(decay2, v128.load(square), weight2, v128.mul<T>(g, g));
    v128.store(mean, m);
    v128.store(square, s);
    v128.store(parameter, adamMoved<T>(v128.load(parameter), m, s, step, factor, epsilon));
    gradient += VECTOR_BYTES;
    mean += VECTOR_BYTES;
    square += VECTOR_BYTES;
  }
}

/** decay · average + weight · value. */
@inline
function blended<T>(decay: v128, average: v128, weight: v128, value: v128): v128 {
  return v128.add<T>(v128.mul<T>(decay, average), v128.mul<T>(weight, value));
}

/** parameter - step · mean / (√(square · factor) + epsilon). */
@inline
function adamMoved<T>(
  parameter: v128, mean: v128, square: v128,
  step: v128, factor: v128, epsilon: v128,
): v128 {
  const divisor = v128.add<T>(v128.sqrt<T>(v128.mul<T>(square, factor)), epsilon);
  return v128.sub<T>(parameter, v128.div<T>(v128.mul<T>(step, mean), divisor));
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
