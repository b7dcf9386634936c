/** How a network draws its initial weights: from numbers of the seed, or from NumPy's generator. */
import type { NetworkSpec } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';
import { legacyGenerator } from '../random/numpy/legacyGenerator';
import { layerNumbers, type NumberSource } from '../random/numberSource';
import type { WeightsToInitialize } from './initialize';

export interface Drawing {
  /** With NumPy's generator the layers share one stream, so they must be drawn in their order. */
  source(layer: number): NumberSource;
  readonly order: WeightsToInitialize['order'];
}

/**
 * With NumPy, the recipe is that of the notebooks: one `np.random.seed(seed)`, then a matrix after another.
 * The course's matrices are (units, inputs), the book's (inputs, units).
 */
export function drawingOf(
  { dialect, random, training }: Pick<NetworkSpec, 'dialect' | 'random' | 'training'>,
  math: ScalarMath,
): Drawing {
  const { seed } = training;
  if (random === undefined) {
    return { source: (layer) => layerNumbers({ seed, layer }, math), order: 'unitByUnit' };
  }
  const generator = legacyGenerator(random.numpy);
  const order = dialect === 'book' ? 'inputByInput' : 'unitByUnit';
  return { source: () => generator, order };
}
