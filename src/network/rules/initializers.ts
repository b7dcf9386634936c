/** The lower bound of uniform weights is the lower one. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function initializers({ layers }: NetworkDraft, source: Source): readonly Problem[] {
  return layers.flatMap((layer, index) => {
    if (layer === undefined || !('initializer' in layer)) return [];
    const { initializer } = layer;
    if (initializer.type !== 'uniform' || initializer.low < initializer.high) return [];
    const { low, high } = initializer;
    const message = `Weights between ${low} and ${high}: "low" must be less than "high".`;
    return [error('uniform-bounds', source.rangeOf(['layers', index, 'initializer']), message)];
  });
}
