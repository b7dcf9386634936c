/**
 * The few numbers by which a tensor is shown when its entries are not.
 *
 * NaN and infinities are counted and left out of all the rest, so that a single NaN does not hide what the
 * other entries do. Accurate for any finite entries: two passes, and scaled where squares would overflow.
 */

/** Order of the numbers in a summary. */
export const summaryFields = [
  'min',
  'max',
  'mean',
  'standardDeviation',
  'norm',
  'zeros',
  'notFinite',
] as const;

export type SummaryField = (typeof summaryFields)[number];

export type Numbers = Float64Array | Float32Array;

/**
 * Writes the summary of `values` to `summary` from index `first`. The deviation is of the population (1/m).
 * Without a single finite entry, min, max, mean, deviation and norm are NaN.
 */
export function summarize(values: Numbers, summary: Float64Array, first = 0): void {
  const range = findRange(values);
  const { finite, min, max, zeros } = range;
  const { mean, standardDeviation, norm } = finite === 0 ? noMoments : findMoments(values, range);
  summary.set([min, max, mean, standardDeviation, norm, zeros, values.length - finite], first);
}

interface Range {
  readonly finite: number;
  readonly min: number;
  readonly max: number;
  readonly zeros: number;
}

function findRange(values: Numbers): Range {
  let finite = 0;
  let zeros = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    // NaN for NaN and infinities, 0 otherwise; cheaper than Number.isFinite in this loop.
    if (value - value !== 0) continue;
    finite++;
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (max < value) max = value;
  }
  if (finite === 0) return { finite, min: NaN, max: NaN, zeros };
  return { finite, min, max, zeros };
}

interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly norm: number;
}

const noMoments: Moments = { mean: NaN, standardDeviation: NaN, norm: NaN };

function findMoments(values: Numbers, { finite, min, max }: Range): Moments {
  const largest = Math.max(-min, max);
  // Between these bounds no sum of squares overflows, and none loses digits to underflow.
  const scale = largest === 0 || (1e-130 < largest && largest < 1e130) ? 1 : largest;
  let sum = 0;
  let squares = 0;
  for (const entry of values) {
    const value = entry / scale;
    if (value - value !== 0) continue;
    sum += value;
    squares += value * value;
  }
  const roughMean = sum / finite;
  // What rounding left in the mean is the mean of the deviations from it, and is taken out of their squares.
  let deviations = 0;
  let squaredDeviations = 0;
  for (const entry of values) {
    const deviation = entry / scale - roughMean;
    if (deviation - deviation !== 0) continue;
    deviations += deviation;
    squaredDeviations += deviation * deviation;
  }
  const correction = deviations / finite;
  const variance = squaredDeviations / finite - correction * correction;
  return {
    mean: scale * (roughMean + correction),
    standardDeviation: scale * Math.sqrt(Math.max(0, variance)),
    norm: scale * Math.sqrt(squares),
  };
}
