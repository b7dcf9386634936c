/**
 * The updates of the optimizers, elementwise.
 *
 * Factors are computed in float64 and rounded to the tensors' precision once, before the loop. `rate` and
 * `powers` are addresses of float64.
 */
import { lanes, read, splat, vectorBytes, VECTOR_BYTES, write } from './vectors';

/** parameter -= rate · direction. */
export function descend<T>(parameter: usize, direction: usize, rate: usize, count: i32): void {
  update<T>(Rule.Descend, parameter, direction, direction, load<f64>(rate), 0, 0, count);
}

/** average = decay · average + weight · value. */
export function blend<T>(
  average: usize,
  value: usize,
  decay: f64,
  weight: f64,
  count: i32,
): void {
  update<T>(Rule.Blend, average, value, value, decay, weight, 0, count);
}

/** average = decay · average + weight · value². */
export function blendSquare<T>(
  average: usize,
  value: usize,
  decay: f64,
  weight: f64,
  count: i32,
): void {
  update<T>(Rule.BlendSquare, average, value, value, decay, weight, 0, count);
}

/** velocity = momentum · velocity - rate · gradient. */
export function velocity<T>(
  velocity: usize,
  gradient: usize,
  rate: usize,
  momentum: f64,
  count: i32,
): void {
  update<T>(Rule.Blend, velocity, gradient, gradient, momentum, -load<f64>(rate), 0, count);
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
  const ahead = momentum * momentum;
  const step = (1 + momentum) * load<f64>(rate);
  update<T>(Rule.LookAhead, parameter, velocity, gradient, ahead, step, 0, count);
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
  update<T>(Rule.RootDescend, parameter, direction, square, load<f64>(rate), epsilon, 1, count);
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
  update<T>(Rule.CorrectedRootDescend, parameter, mean, square, step, epsilon, factor, count);
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
  update<T>(Rule.RootDescend, parameter, mean, square, step, epsilon, 1, count);
}

const enum Rule {
  Descend,
  Blend,
  BlendSquare,
  LookAhead,
  RootDescend,
  CorrectedRootDescend,
}

/** target = the rule's new value, from target, two other vectors and three factors. `rule` is a literal. */
@inline
function update<T>(
  rule: Rule,
  target: usize,
  first: usize,
  second: usize,
  a: f64,
  b: f64,
  c: f64,
  count: i32,
): void {
  const factorA = splat<T>(a);
  const factorB = splat<T>(b);
  const factorC = splat<T>(c);
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const value = updated<T>(
      rule,
      v128.load(target + i),
      first + i,
      second + i,
      factorA,
      factorB,
      factorC,
      lanes<T>(),
    );
    v128.store(target + i, value);
  }
  const rest = count % lanes<T>();
  if (rest) {
    const value = updated<T>(
      rule,
      read<T>(target + whole, rest),
      first + whole,
      second + whole,
      factorA,
      factorB,
      factorC,
      rest,
    );
    write<T>(target + whole, value, rest);
  }
}

@inline
function updated<T>(
  rule: Rule,
  old: v128,
  first: usize,
  second: usize,
  a: v128,
  b: v128,
  c: v128,
  width: i32,
): v128 {
  const x = read<T>(first, width);
  if (rule == Rule.Descend) return v128.sub<T>(old, v128.mul<T>(a, x));
  if (rule == Rule.Blend) return v128.add<T>(v128.mul<T>(a, old), v128.mul<T>(b, x));
  if (rule == Rule.BlendSquare) {
    return v128.add<T>(v128.mul<T>(a, old), v128.mul<T>(b, v128.mul<T>(x, x)));
  }
  const y = read<T>(second, width);
  if (rule == Rule.LookAhead) {
    return v128.sub<T>(v128.add<T>(old, v128.mul<T>(a, x)), v128.mul<T>(b, y));
  }
  const square = rule == Rule.CorrectedRootDescend ? v128.mul<T>(y, c) : y;
  const divisor = v128.add<T>(v128.sqrt<T>(square), b);
  return v128.sub<T>(old, v128.div<T>(v128.mul<T>(a, x), divisor));
}
