/**
 * The updates of gradient descent, momentum and Adam, elementwise.
 *
 * Factors are computed in float64 and rounded to the tensors' precision once, before the loop.
 */
import { lanes, loadPart, splat, storePart, vectorBytes, VECTOR_BYTES } from './vectors';

/** parameter -= rate · direction; `rate` is the address of one float64. */
export function descend<T>(parameter: usize, direction: usize, rate: usize, count: i32): void {
  const factor = splat<T>(load<f64>(rate));
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const change = v128.mul<T>(factor, v128.load(direction + i));
    v128.store(parameter + i, v128.sub<T>(v128.load(parameter + i), change));
  }
  const rest = count % lanes<T>();
  if (rest) {
    const change = v128.mul<T>(factor, loadPart<T>(direction + whole, rest));
    storePart<T>(
      parameter + whole,
      v128.sub<T>(loadPart<T>(parameter + whole, rest), change),
      rest,
    );
  }
}

export const enum Moment {
  First,
  Second,
}

/** average = decay · average + (1 - decay) · gradient, or gradient². `moment` is a literal. */
@inline
export function movingAverage<T>(
  moment: Moment,
  average: usize,
  gradient: usize,
  decay: f64,
  count: i32,
): void {
  const kept = splat<T>(decay);
  const added = splat<T>(1 - decay);
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const next = averaged<T>(moment, v128.load(average + i), v128.load(gradient + i), kept, added);
    v128.store(average + i, next);
  }
  const rest = count % lanes<T>();
  if (rest) {
    const previous = loadPart<T>(average + whole, rest);
    const sample = loadPart<T>(gradient + whole, rest);
    storePart<T>(average + whole, averaged<T>(moment, previous, sample, kept, added), rest);
  }
}

@inline
function averaged<T>(moment: Moment, average: v128, gradient: v128, kept: v128, added: v128): v128 {
  const sample = moment == Moment.First ? gradient : v128.mul<T>(gradient, gradient);
  return v128.add<T>(v128.mul<T>(kept, average), v128.mul<T>(added, sample));
}

/** powers[0] *= beta1, powers[1] *= beta2; both are float64. */
export function multiplyPowers(powers: usize, beta1: f64, beta2: f64): void {
  store<f64>(powers, load<f64>(powers) * beta1);
  store<f64>(powers, load<f64>(powers, 8) * beta2, 8);
}

/**
 * parameter -= rate · (mean / (1 - powers[0])) / (√(square / (1 - powers[1])) + epsilon), computed as
 * (rate / (1 - powers[0])) · mean / (√(square · (1 / (1 - powers[1]))) + epsilon); rate and powers are
 * float64.
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
  const meanFactor = splat<T>(load<f64>(rate) / (1 - load<f64>(powers)));
  const squareFactor = splat<T>(1 / (1 - load<f64>(powers, 8)));
  const margin = splat<T>(epsilon);

  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const divisor = spread<T>(v128.load(square + i), squareFactor, margin);
    const change = v128.div<T>(v128.mul<T>(meanFactor, v128.load(mean + i)), divisor);
    v128.store(parameter + i, v128.sub<T>(v128.load(parameter + i), change));
  }
  const rest = count % lanes<T>();
  if (rest) {
    const divisor = spread<T>(loadPart<T>(square + whole, rest), squareFactor, margin);
    const change = v128.div<T>(v128.mul<T>(meanFactor, loadPart<T>(mean + whole, rest)), divisor);
    storePart<T>(
      parameter + whole,
      v128.sub<T>(loadPart<T>(parameter + whole, rest), change),
      rest,
    );
  }
}

/** √(square · factor) + margin. */
@inline
function spread<T>(square: v128, factor: v128, margin: v128): v128 {
  return v128.add<T>(v128.sqrt<T>(v128.mul<T>(square, factor)), margin);
}
