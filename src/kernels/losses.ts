/**
 * Costs, one float64 each, and the gradients of the cross entropies.
 *
 * The terms are computed in the tensors' precision and added in float64, lane by lane from the first number
 * to the last, the lanes pairwise at the end.
 */
import { logarithm } from './logarithm';
import { loop, map } from './map';
import * as op from './opcodes';
import { bytes, lanes, read, splat, sumOfLanes, vectorBytes, VECTOR_BYTES } from './vectors';

/** How the cross entropies treat logarithms. */
export const enum LogForm {
  Plain,
  /** ln (x + 10⁻⁷) */
  Offset,
  /** ln x, at least -100 */
  Clamped,
}

/** cost = Σ of the terms, divided by the columns but for sumSquaredError; `kind` is its opcode. */
export function loss<T>(
  kind: i32,
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
  const end = prediction + vectorBytes<T>(count);
  const rest = count % lanes<T>();
  let sum = f64x2.splat(0);
  for (; prediction < end; prediction += VECTOR_BYTES, target += VECTOR_BYTES) {
    const x = v128.load(prediction);
    const y = v128.load(target);
    const terms =
      kind == op.op_binaryCrossEntropy && areClasses<T>(x, y)
        ? classTerm<T>(x, y, offset, least)
        : term<T>(kind, x, y, offset, least);
    sum = addWide<T>(sum, terms);
  }
  if (rest) {
    const last = term<T>(kind, read<T>(prediction, rest), read<T>(target, rest), offset, least);
    sum = addWide<T>(sum, firstLanes<T>(last, rest));
  }
  const total = sumOfLanes<f64>(sum);
  store<f64>(cost, kind == op.op_sumSquaredError ? total : total / <f64>columns);
}

/** What one output adds to the loss of its sample, before any mean; `offset` and `least` are of `LogForm`. */
@inline
export function lossTerm<T>(kind: i32, prediction: v128, target: v128, offset: v128, least: v128): v128 {
  return term<T>(kind, prediction, target, offset, least);
}

function term<T>(kind: i32, prediction: v128, target: v128, offset: v128, least: v128): v128 {
  if (kind < op.op_binaryCrossEntropy) {
    const difference = v128.sub<T>(prediction, target);
    const square = v128.mul<T>(difference, difference);
    return v128.mul<T>(splat<T>(kind == op.op_squaredError ? 0.5 : 1), square);
  }
  let entropy = weightedLogarithm<T>(target, prediction, offset, least);
  if (kind == op.op_binaryCrossEntropy) {
    const one = splat<T>(1);
    const weight = v128.sub<T>(one, target);
    const x = v128.sub<T>(one, prediction);
    entropy = v128.add<T>(entropy, weightedLogarithm<T>(weight, x, offset, least));
  }
  return v128.neg<T>(entropy);
}

/** Whether the targets are 0 or 1 and the predictions from 0 to 1, in every lane. */
@inline
function areClasses<T>(prediction: v128, target: v128): bool {
  const zero = splat<T>(0);
  const one = splat<T>(1);
  const isClass = v128.or(v128.eq<T>(target, zero), v128.eq<T>(target, one));
  const isShare = v128.and(v128.ge<T>(prediction, zero), v128.le<T>(prediction, one));
  const all = v128.and(isClass, isShare);
  return sizeof<T>() == 8 ? i64x2.bitmask(all) == 3 : i32x4.bitmask(all) == 15;
}

/** `term` of the binary cross-entropy for such: of its two logarithms, one counts. */
@inline
function classTerm<T>(prediction: v128, target: v128, offset: v128, least: v128): v128 {
  const one = splat<T>(1);
  const isOne = v128.eq<T>(target, one);
  const x = v128.bitselect(prediction, v128.sub<T>(one, prediction), isOne);
  const log = v128.pmax<T>(logarithm<T>(v128.add<T>(x, offset)), least);
  return v128.neg<T>(v128.add<T>(log, splat<T>(0)));
}

/** weight · ln (x + offset), the logarithm being at least `least`; 0 where the weight is 0 unless x is NaN. */
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

/** The first `width` lanes of `value`, 0 in the others. */
@inline
function firstLanes<T>(value: v128, width: i32): v128 {
  return v128.and(value, v128.load(LANES_THEN_NONE + VECTOR_BYTES - bytes<T>(width)));
}

const LANES_THEN_NONE = memory.data<i64>([-1, -1, 0, 0]);

/** gradient = scale · (-y/a + (1 - y)/(1 - a)). */
export function binaryCrossEntropyGradient<T>(
  gradient: usize,
  prediction: usize,
  target: usize,
  count: i32,
  scale: f64,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_binaryCrossEntropyGradient, o, x, y, z, a, b, c, n),
    gradient, prediction, target, target, scale, 0, 0, count,
  );
}

/** gradient = scale · (-y/a). */
export function categoricalCrossEntropyGradient<T>(
  gradient: usize,
  prediction: usize,
  target: usize,
  count: i32,
  scale: f64,
): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_categoricalCrossEntropyGradient, o, x, y, z, a, b, c, n),
    gradient, prediction, target, target, scale, 0, 0, count,
  );
}
