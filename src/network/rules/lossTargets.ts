/** Class numbers above 1 are no probabilities. */
import type { NetworkDraft } from '../draft';
import { error, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function lossTargets({ data, loss }: NetworkDraft, source: Source): readonly Problem[] {
  if (data?.source !== 'generator' || loss !== 'binaryCrossEntropy') return [];
  if (data.classes === 0) {
    const message = `${loss} compares with targets from 0 to 1, but ${data.kind} has quantities. Use squaredError.`;
    return [error('loss-targets', source.rangeOf(['loss']), message)];
  }
  if (data.oneHot || data.classes <= 2) return [];
  const message = `binaryCrossEntropy compares with targets 0 or 1, but ${data.classes} classes have the targets 0 to ${data.classes - 1}. Set "oneHot": true, or use softmax with categoricalCrossEntropy.`;
  const fix = source.fixTo(['data', 'oneHot'], true);
  return [withFix(error('loss-targets', source.rangeOf(['data', 'classes']), message), fix)];
}
