/** Dropout says once how much it keeps, and stays away from the output. */
import { pairedActivations, type NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function dropout(draft: NetworkDraft, source: Source): readonly Problem[] {
  const amounts = draft.layers.flatMap((layer, index) =>
    layer === undefined ? [] : amountOf(index, source),
  );
  return [...amounts, ...onTheOutput(draft, source)];
}

function amountOf(index: number, source: Source): readonly Problem[] {
  const path = ['layers', index, 'dropout'];
  if (!source.has(path)) return [];
  const has = (key: string) => source.has([...path, key]);
  if (has('keep') && has('ratio')) {
    const message = '"keep" and "ratio" say the same thing: ratio = 1 - keep. Remove one of them.';
    return [error('dropout-amount', source.rangeOf([...path, 'ratio']), message)];
  }
  if (has('keep') || has('ratio')) return [];
  const message =
    'Dropout must know how much: "keep", the probability with which a unit stays, or "ratio", with which it is left out.';
  const fix = source.fixTo([...path, 'keep'], 0.8);
  return [withFix(error('dropout-amount', source.rangeOf(path), message), fix)];
}

function onTheOutput({ layers, loss }: NetworkDraft, source: Source): readonly Problem[] {
  const last = layers.at(-1);
  if (last === undefined || !('activation' in last) || last.dropout === undefined) return [];
  const range = source.rangeOf(['layers', layers.length - 1, 'dropout']);
  if (loss !== undefined && pairedActivations[loss] !== undefined) {
    const message = `Dropout on the last layer leaves outputs of 0, of which ${loss} takes the logarithm. Move it to a layer before.`;
    return [error('dropout-output', range, message)];
  }
  const message =
    'Dropout on the last layer sets outputs to 0 at random, which no training can mend. Move it to a layer before.';
  return [warning('dropout-output', range, message)];
}
