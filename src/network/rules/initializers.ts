/** The lower bound of uniform weights is the lower one, and orthogonal weights are made in a moment. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function initializers({ layers }: NetworkDraft, source: Source): readonly Problem[] {
  return layers.flatMap((layer, index) => {
    if (layer === undefined || !('initializer' in layer)) return [];
    const { initializer } = layer;
    const units = 'units' in layer ? layer.units : layer.filters;
    if (initializer.type === 'orthogonal' && mostOrthogonal < units) {
      const message = `Orthogonal weights of ${units} units would take long to make; at most ${mostOrthogonal} are. Use "he" or "xavier", which are nearly orthogonal for so many.`;
      return [error('too-orthogonal', source.rangeOf(['layers', index, 'initializer']), message)];
    }
    if (initializer.type !== 'uniform' || initializer.low < initializer.high) return [];
    const { low, high } = initializer;
    const message = `Weights between ${low} and ${high}: "low" must be less than "high".`;
    return [error('uniform-bounds', source.rangeOf(['layers', index, 'initializer']), message)];
  });
}

/** The work grows with the third power; for this many it is about a second. */
const mostOrthogonal = 1000;
