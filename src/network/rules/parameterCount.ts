/** All parameters together stay in bounds, checked before anything is allocated. */
import { featureCount } from '../dataShape';
import type { NetworkDraft } from '../draft';
import { limits } from '../limits';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import { formatCount } from '../wording';

export function parameterCount({ data, layers }: NetworkDraft, source: Source): readonly Problem[] {
  // An input of unknown size counts as 1; the trainer counts again when it has read the data.
  let inputs = (data === undefined ? undefined : featureCount(data)) ?? 1;
  let parameters = 0;
  for (const [index, layer] of layers.entries()) {
    if (layer === undefined) return [];
    // At most 10⁶ · 10⁶ + 10⁶, which a double holds exactly, on top of a sum that is in bounds.
    parameters += layer.units * inputs + layer.units;
    if (limits.parameters < parameters) {
      const message = `Up to this layer the network has ${formatCount(parameters)} parameters; ${formatCount(limits.parameters)} is the most. Use fewer units here or in the layer before.`;
      return [error('too-many-parameters', source.rangeOf(['layers', index, 'units']), message)];
    }
    inputs = layer.units;
  }
  return [];
}
