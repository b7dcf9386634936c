/** Options of the gradients that this loss and this output do not have. */
import { activationOf, isFusedPair, pairedActivations, type NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function gradientOptions(draft: NetworkDraft, source: Source): readonly Problem[] {
  return [...fused(draft, source), ...logForm(draft, source), ...gradientScale(draft, source)];
}

function fused({ layers, loss, ...draft }: NetworkDraft, source: Source): readonly Problem[] {
  const path = ['fused'];
  const last = layers.at(-1);
  if (loss === undefined || last === undefined || !source.has(path)) return [];
  const activation = activationOf(last);
  // Another activation than the one that a cross entropy needs is a problem of its own.
  if (isFusedPair(loss, activation) || pairedActivations[loss] !== undefined) return [];
  const reason = `${loss} is never fused; that is for binaryCrossEntropy after a sigmoid and categoricalCrossEntropy after a softmax.`;
  if (draft.fused === false) {
    const message = `"fused": false changes nothing here: ${reason} Leave it out.`;
    return [warning('fused', source.rangeOf(path), message)];
  }
  const message = `${reason} Set "fused" to false, or leave it out.`;
  return [withFix(error('fused', source.rangeOf(path), message), source.fixTo(path, false))];
}

function logForm({ loss }: NetworkDraft, source: Source): readonly Problem[] {
  const path = ['logForm'];
  if (loss === undefined || pairedActivations[loss] !== undefined || !source.has(path)) return [];
  const message = `"logForm" changes nothing here: there is no logarithm in ${loss}. Leave it out.`;
  return [warning('log-form', source.rangeOf(path), message)];
}

function gradientScale({ loss }: NetworkDraft, source: Source): readonly Problem[] {
  const path = ['gradientScale'];
  if (loss !== 'sumSquaredError' || !source.has(path)) return [];
  const message =
    '"gradientScale" changes nothing here: sumSquaredError is a sum over the samples, and there is no 1/m anywhere. Leave it out.';
  return [warning('gradient-scale', source.rangeOf(path), message)];
}
