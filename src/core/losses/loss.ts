/** The losses: their formulas, the kernels that compute the mean cost, and the activations they fuse with. */
import type { ActivationKind, LossKind } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';

export interface Loss {
  /** The cost of a minibatch of m samples. */
  readonly formula: string;
  readonly kernel: LossKind;
  /** What one output a adds to the loss of its sample, whose target is y. */
  readonly lossOf: (a: number, y: number, math: ScalarMath) => number;
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
  },
  binaryCrossEntropy: {
    formula: '−1/m Σ (y log a + (1 − y) log(1 − a))',
    kernel: 'binaryCrossEntropy',
    lossOf: (a, y, math) => -weightedLog(y, a, math) - weightedLog(1 - y, 1 - a, math),
    fusedWith: 'sigmoid',
  },
  categoricalCrossEntropy: {
    formula: '−1/m Σ y log a',
    kernel: 'categoricalCrossEntropy',
    lossOf: (a, y, math) => -weightedLog(y, a, math),
    fusedWith: 'softmax',
  },
};

/** 0 · log 0 counts as 0. */
function weightedLog(weight: number, x: number, math: ScalarMath): number {
  return weight === 0 ? 0 : weight * math.log(x);
}
