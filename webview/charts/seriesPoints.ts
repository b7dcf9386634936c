/** From the buckets of a series to what a chart draws: a line in their middle, and the band they span. */
import type { Curve } from '../state/seriesBook';

export interface SeriesPoint {
  readonly x: number;
  /** NaN breaks the line. */
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export type ChartScale = 'linear' | 'logarithmic';

/** The middle is the geometric one where the scale is logarithmic; what cannot be drawn is NaN. */
export function seriesPoints(curve: Curve | undefined, scale: ChartScale): SeriesPoint[] {
  if (curve === undefined) return [];
  const { values, firstIteration, iterationsPerBucket } = curve;
  return Array.from({ length: values.length / 2 }, (_, bucket) => {
    const low = values[2 * bucket]!;
    const high = values[2 * bucket + 1]!;
    const x = firstIteration + bucket * iterationsPerBucket + (iterationsPerBucket - 1) / 2;
    return { x, y: middle(low, high, scale), low, high };
  });
}

function middle(low: number, high: number, scale: ChartScale): number {
  if (scale === 'linear') return (low + high) / 2;
  return low > 0 ? Math.sqrt(low * high) : NaN;
}
