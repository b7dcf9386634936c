/** The activation functions: what they are called, their formulas, and the kernels that compute them. */
import type { ActivationKind } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';

/** An activation that treats every number by itself. */
export interface Activation {
  /** `max(0, z)` */
  readonly formula: string;
  /** `1 where z > 0, else 0` */
  readonly derivative: string;
  /** The derivative at z, where a = g(z). */
  readonly slope: (z: number, a: number, math: ScalarMath) => number;
  readonly kernel: ElementwiseActivationKind;
  readonly gradientKernel: `${ElementwiseActivationKind}Gradient`;
}

/** All but softmax, which couples the numbers of a column. */
export type ElementwiseActivationKind = Exclude<ActivationKind, 'softmax'>;

export const activations: Readonly<Record<ElementwiseActivationKind, Activation>> = {
  identity: {
    formula: 'z',
    derivative: '1',
    slope: () => 1,
    kernel: 'identity',
    gradientKernel: 'identityGradient',
  },
  step: {
    formula: '1 where z > 0, else 0',
    derivative: '0',
    slope: () => 0,
    kernel: 'step',
    gradientKernel: 'stepGradient',
  },
  sigmoid: {
    formula: '1 / (1 + e⁻ᶻ)',
    derivative: 'a (1 − a)',
    slope: (_, a) => a * (1 - a),
    kernel: 'sigmoid',
    gradientKernel: 'sigmoidGradient',
  },
  tanh: {
    formula: '(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)',
    derivative: '1 − a²',
    slope: (_, a) => 1 - a * a,
    kernel: 'tanh',
    gradientKernel: 'tanhGradient',
  },
  relu: {
    formula: 'max(0, z)',
    derivative: '1 where z > 0, else 0',
    slope: (z) => (0 < z ? 1 : 0),
    kernel: 'relu',
    gradientKernel: 'reluGradient',
  },
  leakyRelu: {
    formula: 'z where z > 0, else 0.01 z',
    derivative: '1 where z > 0, else 0.01',
    slope: (z) => (0 < z ? 1 : 0.01),
    kernel: 'leakyRelu',
    gradientKernel: 'leakyReluGradient',
  },
  elu: {
    formula: 'z where z > 0, else eᶻ − 1',
    derivative: '1 where z > 0, else eᶻ',
    slope: (z, _, math) => (0 < z ? 1 : math.exp(z)),
    kernel: 'elu',
    gradientKernel: 'eluGradient',
  },
  gelu: {
    formula: 'z Φ(z)',
    derivative: 'Φ(z) + z φ(z)',
    // Φ(z) = a / z; at 0 both terms have their limit.
    slope: (z, a, math) =>
      (z === 0 ? 0.5 : a / z) + (z * math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
    kernel: 'gelu',
    gradientKernel: 'geluGradient',
  },
  silu: {
    formula: 'z / (1 + e⁻ᶻ)',
    derivative: 'σ(z) (1 + z (1 − σ(z)))',
    slope: (z, _, math) => {
      const sigmoid = 1 / (1 + math.exp(-z));
      return sigmoid * (1 + z * (1 - sigmoid));
    },
    kernel: 'silu',
    gradientKernel: 'siluGradient',
  },
  softplus: {
    formula: 'log(1 + eᶻ)',
    derivative: '1 / (1 + e⁻ᶻ)',
    slope: (z, _, math) => 1 / (1 + math.exp(-z)),
    kernel: 'softplus',
    gradientKernel: 'softplusGradient',
  },
};
