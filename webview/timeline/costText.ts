/** The cost of an iteration in words, as far as the curve knows it. */
import type { Curve } from '../state/seriesBook';
import { formatNumber } from '../text/formatNumber';

/** ` · cost 0.2417`, or a range where one point of the curve stands for several iterations; else empty. */
export function costText(cost: Curve | undefined, iteration: number): string {
  if (cost === undefined) return '';
  const bucket = Math.floor((iteration - cost.firstIteration) / cost.iterationsPerBucket);
  const low = cost.values[bucket * 2];
  const high = cost.values[bucket * 2 + 1];
  if (low === undefined || high === undefined) return '';
  if (low === high || Number.isNaN(low)) return ` · cost ${formatNumber(low)}`;
  return ` · cost ${formatNumber(low)} to ${formatNumber(high)}`;
}

/** `highest cost 0.7259 · `: what the upper end of the curve means; empty while nothing is known. */
export function highestText(cost: Curve | undefined): string {
  const finite = [...(cost?.values ?? [])].filter((value) => Number.isFinite(value));
  return finite.length === 0 ? '' : `highest cost ${formatNumber(Math.max(...finite))} · `;
}
