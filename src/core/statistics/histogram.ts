/** How often the entries of a tensor fall into each of a number of equal intervals. */
import type { Numbers } from './summary';

export interface HistogramOptions {
  readonly bins: number;
  /** Both or neither; by default the range of the finite entries. */
  readonly range?: readonly [low: number, high: number];
}

export interface Histogram {
  readonly low: number;
  readonly high: number;
  /** Bin i holds [low + i · width, low + (i + 1) · width); the last one holds `high` too. */
  readonly counts: Uint32Array;
  readonly below: number;
  readonly above: number;
  readonly notFinite: number;
}

/** A range without width is widened by ½ on both sides, as NumPy does; that of no entries at all is [0, 1]. */
export function histogram(values: Numbers, { bins, range }: HistogramOptions): Histogram {
  const [low, high] = widened(range ?? finiteRange(values));
  const counts = new Uint32Array(bins);
  // Halves where the width would overflow.
  const unit = Number.isFinite(high - low) ? 1 : 2;
  const width = high / unit - low / unit;
  let below = 0;
  let above = 0;
  let notFinite = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) notFinite++;
    else if (value < low) below++;
    else if (high < value) above++;
    else counts[Math.min(bins - 1, Math.floor(((value / unit - low / unit) / width) * bins))]!++;
  }
  return { low, high, counts, below, above, notFinite };
}

function finiteRange(values: Numbers): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (high < value) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function widened([low, high]: readonly [number, number]): readonly [number, number] {
  if (low !== high) return [low, high];
  // Beyond 2⁵² a half is lost in rounding; some 10 units in the last place are not.
  const margin = Math.max(0.5, Math.abs(low) * 2e-15);
  return [Math.max(-Number.MAX_VALUE, low - margin), Math.min(Number.MAX_VALUE, high + margin)];
}
