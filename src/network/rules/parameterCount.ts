/** All parameters together stay in bounds, checked before anything is allocated. */
import type { NetworkDraft } from '../draft';
import { limits } from '../limits';
import { error } from '../messages';
import type { Problem } from '../problem';
import { parameterCount as countOf } from '../shapes';
import { layerSignals, type Signal } from '../signals';
import type { Source } from '../source';
import { formatCount } from '../wording';

export function parameterCount(draft: NetworkDraft, source: Source): readonly Problem[] {
  const signals = layerSignals(draft);
  let parameters = 0;
  for (const [index, layer] of draft.layers.entries()) {
    if (layer === undefined) return [];
    // A sum that a double does not hold exactly any more is far out of bounds.
    parameters += countOf(layer, atLeast(signals[index]?.input ?? {})) ?? 0;
    if (limits.parameters < parameters) {
      const message = `Up to this layer the network has ${formatCount(parameters)} parameters; ${formatCount(limits.parameters)} is the most. Use fewer units or filters here or in the layer before.`;
      const key = layer.type === 'conv2d' ? 'filters' : 'units';
      return [error('too-many-parameters', source.rangeOf(['layers', index, key]), message)];
    }
  }
  return [];
}

/** An input of unknown size counts as 1; the trainer counts again when it has read the data. */
function atLeast({ units, images }: Signal): Signal {
  const channels = images?.[0];
  return {
    units: typeof units === 'number' ? units : 1,
    images: [typeof channels === 'number' ? channels : 1, 1, 1],
  };
}
