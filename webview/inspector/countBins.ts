/** Counts numbers in bins of equal width between the lowest and the highest; NaN and infinities are left out. */
export interface Bins {
  readonly counts: readonly number[];
  readonly lowest: number;
  readonly highest: number;
}

export function countBins(values: Float64Array, bins: number): Bins {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return { counts: [], lowest: NaN, highest: NaN };
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of finite) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const counts = new Array<number>(bins).fill(0);
  const width = (highest - lowest) / bins || 1;
  for (const value of finite) {
    const bin = Math.min(bins - 1, Math.floor((value - lowest) / width));
    counts[bin] = counts[bin]! + 1;
  }
  return { counts, lowest, highest };
}
