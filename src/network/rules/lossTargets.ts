/** Quantities and class numbers above 1 are no probabilities. */
import { pairedActivations, type NetworkDraft } from '../draft';
import { error, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import type { LossKind } from '../spec';

export function lossTargets({ data, loss }: NetworkDraft, source: Source): readonly Problem[] {
  if (data?.source !== 'generator') return [];
  if (data.classes === 0) return lossOfQuantities(loss, { kind: data.kind, source });
  if (loss !== 'binaryCrossEntropy') return [];
  if (data.oneHot || data.classes <= 2) return [];
  const message = `binaryCrossEntropy compares with targets 0 or 1, but ${data.classes} classes have the targets 0 to ${data.classes - 1}. Set "oneHot": true, or use softmax with categoricalCrossEntropy.`;
  const fix = source.fixTo(['data', 'oneHot'], true);
  return [withFix(error('loss-targets', source.rangeOf(['data', 'classes']), message), fix)];
}

function lossOfQuantities(
  loss: LossKind | undefined,
  { kind, source }: { readonly kind: string; readonly source: Source },
): readonly Problem[] {
  if (loss === undefined || pairedActivations[loss] === undefined) return [];
  const path = ['loss'];
  const message = `${loss} compares with targets from 0 to 1, but ${kind} has quantities. Use squaredError, and no sigmoid or softmax on the last layer.`;
  const fix = source.fixTo(path, 'squaredError');
  return [withFix(error('loss-targets', source.rangeOf(path), message), fix)];
}
