/** The activation functions: what they are called, their formulas, and the kernels that compute them. */
import type { ActivationKind } from '../../network/spec';

/** An activation that treats every number by itself. */
export interface Activation {
  /** `max(0, z)` */
  readonly formula: string;
  /** `1 where z > 0, else 0` */
  readonly derivative: string;
  /** The derivative at z, where a = g(z). */
  readonly slope: (z: number, a: number) => number;
  readonly kernel: 'identity' | 'step' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu';
  readonly gradientKernel:
    | 'identityGradient'
    | 'stepGradient'
    | 'sigmoidGradient'
    | 'tanhGradient'
    | 'reluGradient'
    | 'leakyReluGradient';
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
};
