/** A cross entropy is only defined for probabilities, and is fused with the activation that makes them. */
import type { NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import type { ActivationKind, LossKind } from '../spec';

export function outputActivation(draft: NetworkDraft, source: Source): readonly Problem[] {
  const last = draft.layers.at(-1);
  if (draft.loss === undefined || last === undefined) return [];
  const path = ['layers', draft.layers.length - 1, 'activation'];
  const needed = neededActivations[draft.loss];
  if (needed !== undefined && needed.activation !== last.activation) {
    const message = `${draft.loss} ${needed.reason}, so the last layer must have the activation "${needed.activation}"; it has "${last.activation}". Change the activation or the loss.`;
    const fix = source.fixTo(path, needed.activation);
    return [withFix(error('output-activation', source.rangeOf(path), message), fix)];
  }
  if (last.activation !== 'softmax' || last.units !== 1) return [];
  const message =
    'The softmax of a single unit is always 1, whatever it learns. Use "sigmoid" for one output, or one unit per class.';
  return [warning('softmax-of-one', source.rangeOf(path), message)];
}

interface NeededActivation {
  readonly activation: ActivationKind;
  readonly reason: string;
}

const neededActivations: Readonly<Partial<Record<LossKind, NeededActivation>>> = {
  binaryCrossEntropy: {
    activation: 'sigmoid',
    reason: 'takes the logarithm of probabilities between 0 and 1',
  },
  categoricalCrossEntropy: {
    activation: 'softmax',
    reason: 'takes the logarithm of probabilities that add up to 1 over the classes',
  },
};
