/**
 * Sine and cosine to the last digit of the GNU C library (2.28 and later, processors with fused
 * multiply-add), as NumPy has them where it does not bring vector functions of its own.
 *
 * The error is at most 0.55 units of the last place. The method is a table of both functions at multiples
 * of 1/128 and the addition theorem, with two short series for the rest; what is rounded where decides
 * the last digit, so it is followed step by step.
 */
import {
  exactProduct,
  exactSum,
  fusedMultiplyAdd as fma,
  type DoubleDouble,
} from './exactArithmetic';

/** sin x, for |x| < 10⁸. */
export function sine(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < tableEnd) return sineOf({ high: x, low: 0 });
  if (magnitude < reflectionEnd) {
    const value = cosineOf({ high: halfPi.high - magnitude, low: halfPi.low });
    return x < 0 ? -value : value;
  }
  const { quadrant, rest } = reduce(x);
  return inQuadrant(quadrant, rest);
}

/** cos x, for |x| < 10⁸. */
export function cosine(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < tableEnd) return cosineOf({ high: x, low: 0 });
  if (magnitude < reflectionEnd) {
    const near = halfPi.high - magnitude;
    const high = near + halfPi.low;
    return sineOf({ high, low: near - high + halfPi.low });
  }
  const { quadrant, rest } = reduce(x);
  return inQuadrant(quadrant + 1, rest);
}

/** 109½ / 128. */
const tableEnd = 0.85546875;
const reflectionEnd = 2.426265;
const halfPi: DoubleDouble = { high: Math.PI / 2, low: 6.123233995736766e-17 };

/** x = quadrant · π/2 + rest, with π/2 in four pieces whose products with the quadrant are exact or tiny. */
function reduce(x: number): { readonly quadrant: number; readonly rest: DoubleDouble } {
  const shifted = fma(x, 0.6366197723675814, roundingShift);
  const quadrant = shifted - roundingShift;
  const coarse = fma(-quadrant, -1.3909067564377153e-8, fma(-quadrant, 1.5707963407039642, x));
  const third = -4.97899623147991e-17;
  const fourth = -1.9034889620193266e-25;
  const finer = fma(-quadrant, third, coarse);
  const high = fma(-quadrant, fourth, finer);
  const low = fma(-quadrant, third, coarse - finer) + fma(-quadrant, fourth, finer - high);
  return { quadrant, rest: { high, low } };
}

// 1.5 · 2⁵²: adding it rounds to a whole number.
const roundingShift = 6_755_399_441_055_744;

function inQuadrant(quadrant: number, rest: DoubleDouble): number {
  const place = ((quadrant % 4) + 4) % 4;
  const value = place % 2 === 0 ? sineOf(rest) : cosineOf(rest);
  return place < 2 ? value : -value;
}

/** Of an angle up to about π/4, given with what its rounding left. */
function sineOf({ high: x, low }: DoubleDouble): number {
  if (Math.abs(x) < 0.126) return smallSine(x, low);
  const { entry, distance: d } = locate(x);
  const rest = x <= 0 ? -low : low;
  const square = d * d;
  const sineRest = d + fma(d * square, sineSeries(square), rest);
  const cosineRest = fma(d, rest, square * cosineSeries(square));
  const { sine, cosine } = entry;
  const correction = fma(-cosineRest, sine.high, fma(sineRest, cosine.low, sine.low));
  const value = sine.high + fma(sineRest, cosine.high, correction);
  return x < 0 ? -value : value;
}

function cosineOf({ high: x, low }: DoubleDouble): number {
  const { entry, distance } = locate(x);
  const d = distance + (x < 0 ? -low : low);
  const square = d * d;
  const sineRest = fma(d * square, sineSeries(square), d);
  const cosineRest = square * cosineSeries(square);
  const { sine, cosine } = entry;
  const correction = fma(-cosineRest, cosine.high, fma(-sineRest, sine.low, cosine.low));
  return cosine.high + fma(-sineRest, sine.high, correction);
}

function smallSine(x: number, low: number): number {
  const s = x * x;
  const upper = fma(
    fma(s, -2.5022014848318398e-8, 2.755729806860771e-6),
    s,
    -0.00019841269834414642,
  );
  const series = fma(s, fma(s, upper, 0.008333333333332329), -0.16666666666666666);
  return x + fma(s, fma(series, x, -0.5 * low), low);
}

/** (sin d - d) / d³ for |d| ≤ 1/256, of d². */
function sineSeries(square: number): number {
  return fma(square, 0.008333332142857223, -0.16666666666666488);
}

/** (1 - cos d) / d² likewise. */
function cosineSeries(square: number): number {
  return fma(square, fma(square, 0.001388888740079376, -0.04166666666666644), 0.5);
}

interface Entry {
  readonly sine: DoubleDouble;
  readonly cosine: DoubleDouble;
}

/** The nearest multiple of 1/128, a tie going to the even one, and the signless distance from it. */
function locate(x: number): { readonly entry: Entry; readonly distance: number } {
  const magnitude = Math.abs(x);
  const nearest = magnitude + tableShift - tableShift;
  return { entry: table[128 * nearest]!, distance: magnitude - nearest };
}

// 1.5 · 2⁴⁵: adding it rounds to a multiple of 1/128.
const tableShift = 52_776_558_133_248;

const table: readonly Entry[] = Array.from({ length: 111 }, (_, k) => ({
  sine: series({ high: k / 128, low: 0 }, k),
  cosine: series({ high: 1, low: 0 }, k),
}));

/** The Taylor series of both functions at k/128, from its first term, in twice the precision. */
function series(first: DoubleDouble, k: number): DoubleDouble {
  const square = -(k * k) / 16_384;
  let sum = first;
  let term = first;
  for (let order = first.high === 1 ? 1 : 2; order < 24; order += 2) {
    term = quotient(scaled(term, square), order * (order + 1));
    sum = sumOf(sum, term);
  }
  return sum;
}

function scaled({ high, low }: DoubleDouble, factor: number): DoubleDouble {
  const product = exactProduct(high, factor);
  return exactSum(product.high, product.low + low * factor);
}

function quotient({ high, low }: DoubleDouble, divisor: number): DoubleDouble {
  const first = high / divisor;
  const back = exactProduct(first, divisor);
  return exactSum(first, (high - back.high - back.low + low) / divisor);
}

function sumOf(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = exactSum(a.high, b.high);
  return exactSum(sum.high, sum.low + (a.low + b.low));
}
