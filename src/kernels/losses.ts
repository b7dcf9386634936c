/**
 * Costs: one float64 each, the mean over the columns (the samples).
 *
 * The terms are computed in the tensors' precision and added in float64, lane by lane from the first number
 * to the last, the lanes pairwise at the end.
 */
import { logarithm } from './logarithm';
import { lanes, loadPart, sumOfLanes, vectorBytes, VECTOR_BYTES } from './vectors';

export const enum Loss {
  SquaredError,
  BinaryCrossEntropy,
  CategoricalCrossEntropy,
}

/** cost = 1/columns · Σ term(prediction, target). `kind` is a literal. */
@inline
export function loss<T>(
  kind: Loss,
  cost: usize,
  prediction: usize,
  target: usize,
  rows: i32,
  columns: i32,
): void {
  const count = rows * columns;
  const whole = vectorBytes<T>(count);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    sum = addWide<T>(sum, term<T>(kind, v128.load(prediction + i), v128.load(target + i)));
  }
  const rest = count % lanes<T>();
  if (rest) {
    // The lanes after the last number hold prediction 0 and target 0, of which every term is 0.
    const last = term<T>(
      kind,
      loadPart<T>(prediction + whole, rest),
      loadPart<T>(target + whole, rest),
    );
    sum = addWide<T>(sum, last);
  }
  store<f64>(cost, sumOfLanes<f64>(sum) / <f64>columns);
}

@inline
function term<T>(kind: Loss, prediction: v128, target: v128): v128 {
  if (kind == Loss.SquaredError) {
    const difference = v128.sub<T>(prediction, target);
    return v128.mul<T>(v128.splat<T>(<T>0.5), v128.mul<T>(difference, difference));
  }
  const positive = weightedLogarithm<T>(target, prediction);
  if (kind == Loss.CategoricalCrossEntropy) return v128.neg<T>(positive);
  const one = v128.splat<T>(1);
  const negative = weightedLogarithm<T>(v128.sub<T>(one, target), v128.sub<T>(one, prediction));
  return v128.neg<T>(v128.add<T>(positive, negative));
}

/** weight · ln x, and 0 where the weight is 0 unless x is NaN. */
@inline
function weightedLogarithm<T>(weight: v128, x: v128): v128 {
  const product = v128.mul<T>(weight, logarithm<T>(x));
  const vanishes = v128.and(
    v128.eq<T>(weight, v128.splat<T>(0)),
    v128.ge<T>(x, v128.splat<T>(0)),
  );
  return v128.andnot(product, vanishes);
}

/** Adds the lanes of `value` to two float64. */
@inline
function addWide<T>(sum: v128, value: v128): v128 {
  if (sizeof<T>() == 8) return f64x2.add(sum, value);
  const low = f64x2.promote_low_f32x4(value);
  const high = f64x2.promote_low_f32x4(i64x2.shuffle(value, value, 1, 0));
  return f64x2.add(f64x2.add(sum, low), high);
}
