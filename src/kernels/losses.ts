/**
 * Costs, one float64 each, and the gradients of the cross entropies.
 *
 * The terms are computed in the tensors' precision and added in float64, lane by lane from the first number
 * to the last, the lanes pairwise at the end.
 */
import { logarithm } from './logarithm';
import {
  firstLanes,
  lanes,
  read,
  splat,
  sumOfLanes,
  vectorBytes,
  VECTOR_BYTES,
  write,
} from './vectors';

export const enum Loss {
  SquaredError,
  SumSquaredError,
  MeanSquaredError,
  BinaryCrossEntropy,
  CategoricalCrossEntropy,
}

/** How the cross entropies treat logarithms. */
const enum LogForm {
  Plain,
  /** ln (x + 10⁻⁷) */
  Offset,
  /** ln x, at least -100 */
  Clamped,
}

/** cost = Σ term(prediction, target), over the columns but for SumSquaredError. `kind` is a literal. */
@inline
export function loss<T>(
  kind: Loss,
  cost: usize,
  prediction: usize,
  target: usize,
  rows: i32,
  columns: i32,
  logForm: i32,
): void {
  const offset = splat<T>(logForm == LogForm.Offset ? 1e-7 : 0);
  const least = splat<T>(logForm == LogForm.Clamped ? -100 : -Infinity);
  const count = rows * columns;
  const whole = vectorBytes<T>(count);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const a = v128.load(prediction + i);
    const y = v128.load(target + i);
    sum = addWide<T>(sum, term<T>(kind, a, y, offset, least));
  }
  const rest = count % lanes<T>();
  if (rest) {
    const a = read<T>(prediction + whole, rest);
    const y = read<T>(target + whole, rest);
    sum = addWide<T>(sum, firstLanes<T>(term<T>(kind, a, y, offset, least), rest));
  }
  const total = sumOfLanes<f64>(sum);
  store<f64>(cost, kind == Loss.SumSquaredError ? total : total / <f64>columns);
}

@inline
function term<T>(kind: Loss, prediction: v128, target: v128, offset: v128, least: v128): v128 {
  if (kind == Loss.BinaryCrossEntropy || kind == Loss.CategoricalCrossEntropy) {
    const positive = weightedLogarithm<T>(target, prediction, offset, least);
    if (kind == Loss.CategoricalCrossEntropy) return v128.neg<T>(positive);
    const negative = weightedLogarithm<T>(complement<T>(target), complement<T>(prediction), offset, least);
    return v128.neg<T>(v128.add<T>(positive, negative));
  }
  const difference = v128.sub<T>(prediction, target);
  const square = v128.mul<T>(difference, difference);
  return kind == Loss.SquaredError ? v128.mul<T>(splat<T>(0.5), square) : square;
}

/** weight · ln (x + offset), the logarithm being at least `least`; 0 where the weight is 0 unless x is NaN. */
@inline
function weightedLogarithm<T>(weight: v128, x: v128, offset: v128, least: v128): v128 {
  const log = v128.pmax<T>(logarithm<T>(v128.add<T>(x, offset)), least);
  const vanishes = v128.and(
    v128.eq<T>(weight, splat<T>(0)),
    v128.ge<T>(x, splat<T>(0)),
  );
  return v128.andnot(v128.mul<T>(weight, log), vanishes);
}

/** Adds the lanes of `value` to two float64. */
@inline
function addWide<T>(sum: v128, value: v128): v128 {
  if (sizeof<T>() == 8) return f64x2.add(sum, value);
  const low = f64x2.promote_low_f32x4(value);
  const high = f64x2.promote_low_f32x4(i64x2.shuffle(value, value, 1, 0));
  return f64x2.add(f64x2.add(sum, low), high);
}

/** gradient = scale · (-y/a + (1 - y)/(1 - a)), or without the second quotient. `kind` is a literal. */
@inline
export function crossEntropyGradient<T>(
  kind: Loss,
  gradient: usize,
  prediction: usize,
  target: usize,
  count: i32,
  scale: f64,
): void {
  const factor = splat<T>(scale);
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const value = slope<T>(kind, v128.load(prediction + i), v128.load(target + i));
    v128.store(gradient + i, v128.mul<T>(factor, value));
  }
  const rest = count % lanes<T>();
  if (rest) {
    const value = slope<T>(
      kind,
      read<T>(prediction + whole, rest),
      read<T>(target + whole, rest),
    );
    write<T>(gradient + whole, v128.mul<T>(factor, value), rest);
  }
}

@inline
function slope<T>(kind: Loss, a: v128, y: v128): v128 {
  const positive = quotient<T>(y, a);
  if (kind == Loss.CategoricalCrossEntropy) return v128.neg<T>(positive);
  return v128.sub<T>(quotient<T>(complement<T>(y), complement<T>(a)), positive);
}

/** weight / x, and 0 where the weight is 0 unless x is NaN: 0 · ln x has no slope, even at 0. */
@inline
function quotient<T>(weight: v128, x: v128): v128 {
  const vanishes = v128.and(v128.eq<T>(weight, splat<T>(0)), v128.eq<T>(x, x));
  return v128.andnot(v128.div<T>(weight, x), vanishes);
}

/** 1 - x. */
@inline
function complement<T>(x: v128): v128 {
  return v128.sub<T>(splat<T>(1), x);
}
