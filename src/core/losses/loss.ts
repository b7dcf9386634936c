/** The losses: their formulas, the kernels that compute the mean cost, and the activations they fuse with. */
import type { ActivationKind, LossKind } from '../../network/spec';

export interface Loss {
  /** The cost of a minibatch of m samples. */
  readonly formula: string;
  readonly kernel: LossKind;
  /**
   * The output activation with which the gradient simplifies to dZ = A − Y; the only one that the loss
   * accepts when there is one.
   */
  readonly fusedWith?: ActivationKind;
}

export const losses: Readonly<Record<LossKind, Loss>> = {
  squaredError: { formula: '1/m Σ ½ (a − y)²', kernel: 'squaredError' },
  binaryCrossEntropy: {
    formula: '−1/m Σ (y log a + (1 − y) log(1 − a))',
    kernel: 'binaryCrossEntropy',
    fusedWith: 'sigmoid',
  },
  categoricalCrossEntropy: {
    formula: '−1/m Σ y log a',
    kernel: 'categoricalCrossEntropy',
    fusedWith: 'softmax',
  },
};
