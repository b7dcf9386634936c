/** The losses: their formulas, the kernels that compute the mean cost, and the activations they fuse with. */
import type { ActivationKind, LossKind } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';

export interface Loss {
  /** The cost of a minibatch of m samples. */
  readonly formula: string;
  readonly kernel: LossKind;
  /** What one output a adds to the loss of its sample, whose target is y. */
  readonly lossOf: (a: number, y: number, math: ScalarMath) => number;
  /** What (a − y) is multiplied with in the gradient of one sample's loss; absent for the cross entropies. */
  readonly slope?: number;
  /** The cost is a sum over the samples, not their mean. */
  readonly isSum?: boolean;
  /** Computes dA where the loss and the activation are not differentiated together. */
  readonly gradientKernel?: 'binaryCrossEntropyGradient' | 'categoricalCrossEntropyGradient';
  /**
   * The output activation with which the gradient simplifies to dZ = A − Y; the only one that the loss
   * accepts when there is one.
   */
  readonly fusedWith?: ActivationKind;
}

export const losses: Readonly<Record<LossKind, Loss>> = {
  squaredError: {
    formula: '1/m Σ ½ (a − y)²',
    kernel: 'squaredError',
    lossOf: (a, y) => ((a - y) * (a - y)) / 2,
    slope: 1,
  },
  sumSquaredError: {
    formula: 'Σ (a − y)²',
    kernel: 'sumSquaredError',
    lossOf: (a, y) => (a - y) * (a - y),
    slope: 2,
    isSum: true,
  },
  meanSquaredError: {
    formula: '1/m Σ (a − y)²',
    kernel: 'meanSquaredError',
    lossOf: (a, y) => (a - y) * (a - y),
    slope: 2,
  },
  binaryCrossEntropy: {
    formula: '−1/m Σ (y log a + (1 − y) log(1 − a))',
    kernel: 'binaryCrossEntropy',
    lossOf: (a, y, math) => -weightedLog(y, a, math) - weightedLog(1 - y, 1 - a, math),
    fusedWith: 'sigmoid',
    gradientKernel: 'binaryCrossEntropyGradient',
  },
  categoricalCrossEntropy: {
    formula: '−1/m Σ y log a',
    kernel: 'categoricalCrossEntropy',
    lossOf: (a, y, math) => -weightedLog(y, a, math),
    fusedWith: 'softmax',
    gradientKernel: 'categoricalCrossEntropyGradient',
  },
};

/** 0 · log 0 counts as 0. */
function weightedLog(weight: number, x: number, math: ScalarMath): number {
  return weight === 0 ? 0 : weight * math.log(x);
}
