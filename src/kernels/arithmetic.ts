/** The formulas of elementwise kernels that need no more than the four operations and roots. */
import * as op from './opcodes';
import { splat } from './vectors';

/** The formula's value for the numbers at x, y and z. `formula` is a literal. */
@inline
export function arithmetic<T>(
  formula: i32,
  x: usize, y: usize, z: usize,
  a: v128, b: v128, c: v128,
): v128 {
  const u = v128.load(x);
  // Of one vector.
  if (formula == op.op_scale) return v128.mul<T>(a, u);
  if (formula == op.op_clipValue) return v128.pmax<T>(v128.pmin<T>(u, a), v128.neg<T>(a));
  if (formula == op.op_normalizeRows) return v128.div<T>(v128.sub<T>(u, a), b);
  if (formula == op.op_scaleShiftRows) return v128.add<T>(v128.mul<T>(a, u), b);

  // Of two.
  const v = v128.load(y);
  if (formula == op.op_subtract) return v128.mul<T>(a, v128.sub<T>(u, v));
  if (formula == op.op_multiplyElements) return v128.mul<T>(v128.mul<T>(a, u), v);
  if (formula == op.op_addScaled) return v128.add<T>(u, v128.mul<T>(a, v));
  if (formula == op.op_descend) return v128.sub<T>(u, v128.mul<T>(a, v));
  if (formula == op.op_blend) return v128.add<T>(v128.mul<T>(a, u), v128.mul<T>(b, v));
  if (formula == op.op_blendSquare) {
    return v128.add<T>(v128.mul<T>(a, u), v128.mul<T>(b, v128.mul<T>(v, v)));
  }
  if (formula == op.op_normalizeRowsGradient) {
    return v128.div<T>(v128.sub<T>(v128.sub<T>(u, a), v128.mul<T>(c, v)), b);
  }
  if (formula == op.op_categoricalCrossEntropyGradient) {
    return v128.mul<T>(a, v128.neg<T>(quotient<T>(v, u)));
  }
  if (formula == op.op_binaryCrossEntropyGradient) {
    const one = splat<T>(1);
    const negative = quotient<T>(v128.sub<T>(one, v), v128.sub<T>(one, u));
    return v128.mul<T>(a, v128.sub<T>(negative, quotient<T>(v, u)));
  }

  // Of three.
  const w = v128.load(z);
  if (formula == op.op_nesterovDescend) {
    return v128.sub<T>(v128.add<T>(u, v128.mul<T>(a, v)), v128.mul<T>(b, w));
  }
  const square = formula == op.op_adamDescend ? v128.mul<T>(w, c) : w;
  const divisor = v128.add<T>(v128.sqrt<T>(square), b);
  return v128.sub<T>(u, v128.div<T>(v128.mul<T>(a, v), divisor));
}

/** weight / x, and 0 where the weight is 0 unless x is NaN. */
@inline
function quotient<T>(weight: v128, x: v128): v128 {
  const vanishes = v128.and(v128.eq<T>(weight, splat<T>(0)), v128.eq<T>(x, x));
  return v128.andnot(v128.div<T>(weight, x), vanishes);
}
