/**
 * Sums and products of float64 together with what rounding takes away from them, and the fused
 * multiply-add that processors have and JavaScript does not.
 *
 * Right as long as nothing overflows and no product is so small that its error is subnormal; the
 * functions of this folder stay far from both.
 */

/** A number as the unevaluated sum of two: `high` is the sum rounded, `low` the rest. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** Knuth's sum: exact, whichever of the two is larger. */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** Dekker's product: exact, by splitting each factor into halves of 26 bits. */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  const low = aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return { high, low };
}

/**
 * a · b + c, rounded once. Boldo and Melquiond, "Emulation of FMA and correctly rounded sums" (2008):
 * the errors of product and sum are added with rounding to odd, after which one more rounding is right.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = exactProduct(a, b);
  const inner = exactSum(c, product.low);
  const outer = exactSum(product.high, inner.high);
  return outer.high + sumRoundedToOdd(inner.low, outer.low);
}

function upperHalf(a: number): number {
  const spread = 134_217_729 * a;
  return spread - (spread - a);
}

/** a + b; where that is not a float64, the neighbor of the sum whose last bit is 1. */
function sumRoundedToOdd(a: number, b: number): number {
  const { high, low } = exactSum(a, b);
  if (low === 0) return high;
  float[0] = high;
  if ((words[lowWord]! & 1) === 1) return high;
  // The bits of a float64, read as an integer, count its neighbors; the sum lies towards `low`.
  const away = high > 0 === low > 0;
  if (away) {
    words[lowWord]! += 1;
  } else {
    if (words[lowWord] === 0) words[1 - lowWord]! -= 1;
    words[lowWord]! -= 1;
  }
  return float[0];
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const lowWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
