/** A cross entropy is only defined for probabilities, and is fused with the activation that makes them. */
import { activationOf, pairedActivations, type NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import { windowsOf } from '../signals';
import type { Source } from '../source';
import type { LossKind } from '../spec';

export function outputActivation(draft: NetworkDraft, source: Source): readonly Problem[] {
  const last = draft.layers.at(-1);
  if (draft.loss === undefined || last === undefined) return [];
  const index = draft.layers.length - 1;
  const path = ['layers', index, 'activation'];
  const needed = pairedActivations[draft.loss];
  const activation = activationOf(last);
  if (needed !== undefined && needed !== activation) {
    const reason = `${draft.loss} ${reasons[draft.loss] ?? ''}`;
    if (activation === undefined) {
      // Images as outputs are a problem of their own.
      if (windowsOf(last) !== undefined) return [];
      const message = `${reason}, so the last layer must be dense with the activation "${needed}"; it is ${last.type}. Add such a layer.`;
      return [error('output-activation', source.rangeOf(['layers', index, 'type']), message)];
    }
    const message = `${reason}, so the last layer must have the activation "${needed}"; it has "${activation}". Change the activation or the loss.`;
    const fix = source.fixTo(path, needed);
    return [withFix(error('output-activation', source.rangeOf(path), message), fix)];
  }
  if (activation !== 'softmax' || last.type !== 'dense' || last.units !== 1) return [];
  const message =
    'The softmax of a single unit is always 1, whatever it learns. Use "sigmoid" for one output, or one unit per class.';
  return [warning('softmax-of-one', source.rangeOf(path), message)];
}

const reasons: Readonly<Partial<Record<LossKind, string>>> = {
  binaryCrossEntropy: 'takes the logarithm of probabilities between 0 and 1',
  categoricalCrossEntropy: 'takes the logarithm of probabilities that add up to 1 over the classes',
};
