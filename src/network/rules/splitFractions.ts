/** The parts of the data are at most the whole, and something is left to learn from. */
import { trainingSampleCount } from '../dataShape';
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function splitFractions({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data === undefined) return [];
  const { train, validation, test } = data.split;
  const sum = train + validation + test;
  const range = source.rangeOf(['data', 'split']);
  // 0.7 + 0.2 + 0.1 is not exactly 1 in binary numbers.
  if (1 + 1e-9 < sum) {
    const message = `The fractions of "split" add up to ${Number(sum.toPrecision(6))}; they may add up to at most 1. Make one of them smaller.`;
    return [error('split-sum', range, message)];
  }
  if (data.source === 'generator' && trainingSampleCount(data) === 0) {
    const message = `Of ${data.samples} samples, a fraction of ${train} leaves none to learn from. Make "train" or "samples" larger.`;
    return [error('no-training-samples', range, message)];
  }
  return [];
}
