/**
 * The smooth relatives of relu in every lane, and their slopes. Accurate in the tails, where they vanish.
 *
 * Their exponentials and s-shaped functions are called, not copied into every loop: it costs little time and
 * saves much code.
 */
import { exponentialLessOne, exponentialOfNegative } from './exponential';
import { logarithm } from './logarithm';
import { normalDistribution } from './normalDistribution';
import { logistic } from './sigmoidal';
import { splat } from './vectors';

/** x where x > 0, else eˣ - 1. */
@inline
export function exponentialLinear<T>(x: v128): v128 {
  return v128.bitselect(x, exponentialLessOne<T>(x), v128.ge<T>(x, splat<T>(0)));
}

/** 1 where x > 0, else eˣ. */
@inline
export function exponentialLinearSlope<T>(x: v128): v128 {
  return v128.bitselect(splat<T>(1), power<T>(x), v128.gt<T>(x, splat<T>(0)));
}

/** x Φ(x), Φ being the normal distribution. */
@inline
export function gaussianLinear<T>(x: v128): v128 {
  return v128.mul<T>(x, normalDistributions<T>(x));
}

/** Φ(x) + x φ(x). */
@inline
export function gaussianLinearSlope<T>(x: v128): v128 {
  const value = power<T>(v128.mul<T>(splat<T>(-0.5), v128.mul<T>(x, x)));
  const density = v128.mul<T>(splat<T>(0.3989422804014327), value);
  return v128.add<T>(normalDistributions<T>(x), v128.mul<T>(x, density));
}

/** x σ(x), σ being the logistic function. */
@inline
export function sigmoidLinear<T>(x: v128): v128 {
  return v128.mul<T>(x, sigmoid<T>(x));
}

/** σ(x) (1 + x (1 - σ(x))). */
@inline
export function sigmoidLinearSlope<T>(x: v128): v128 {
  const one = splat<T>(1);
  const s = sigmoid<T>(x);
  return v128.mul<T>(s, v128.add<T>(one, v128.mul<T>(x, v128.sub<T>(one, s))));
}

/** ln (1 + eˣ), which is max(x, 0) + ln (1 + e^-|x|). */
@inline
export function softLinear<T>(x: v128): v128 {
  const value = power<T>(v128.neg<T>(v128.abs<T>(x)));
  return v128.add<T>(v128.pmax<T>(x, splat<T>(0)), logarithmOfOneMore<T>(value));
}

/** 1 / (1 + e⁻ˣ). */
@inline
export function softLinearSlope<T>(x: v128): v128 {
  return sigmoid<T>(x);
}

/** ln (1 + u) for u ≥ 0: the rounding of 1 + u is undone by the factor u / ((1 + u) - 1). */
@inline
function logarithmOfOneMore<T>(u: v128): v128 {
  const one = splat<T>(1);
  const sum = v128.add<T>(one, u);
  const rounded = v128.sub<T>(sum, one);
  const corrected = v128.mul<T>(logarithm<T>(sum), v128.div<T>(u, rounded));
  return v128.bitselect(u, corrected, v128.eq<T>(rounded, splat<T>(0)));
}

function power<T>(x: v128): v128 {
  return exponentialOfNegative<T>(x);
}

function sigmoid<T>(x: v128): v128 {
  return logistic<T>(x);
}

/** Φ, computed in float64 whatever the precision. */
@inline
function normalDistributions<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return normalDistributionsOfPair(x);
  const low = normalDistributionsOfPair(f64x2.promote_low_f32x4(x));
  const high = normalDistributionsOfPair(f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 0)));
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

function normalDistributionsOfPair(x: v128): v128 {
  const first = normalDistribution(f64x2.extract_lane(x, 0));
  const second = normalDistribution(f64x2.extract_lane(x, 1));
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}
