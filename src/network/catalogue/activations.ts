/** Activations: what a layer does to `Z` to get `A`. */
import type { ActivationKind } from '../spec';
import { choice } from './describe';
import type { Entry } from './shape';

export const activations: Readonly<Record<ActivationKind, Entry>> = {
  identity: {
    documentation:
      'Passes Z on unchanged, for outputs that may be any number. Between two dense layers it makes them collapse into one.',
    formula: 'A = Z',
    derivative: 'identity′(Z) = 1',
    alsoCalled: ['linear', 'none'],
  },
  step: {
    documentation:
      'The perceptron’s threshold: fires or does not. Its derivative is 0, so no gradient passes through it.',
    formula: 'A = 1 where Z > 0, else 0',
    derivative: 'step′(Z) = 0',
    alsoCalled: ['heaviside', 'threshold'],
  },
  sigmoid: {
    documentation:
      'Squeezes Z into 0 to 1, to be read as a probability. Its derivative is at most 1/4, so deep stacks of it let gradients vanish.',
    formula: 'A = 1 / (1 + e^(-Z))',
    derivative: 'sigmoid′(Z) = A ⊙ (1 - A)',
    alsoCalled: ['logistic'],
  },
  tanh: {
    documentation: 'Squeezes Z into -1 to 1, centered at 0. Its derivative is at most 1.',
    formula: 'A = (e^Z - e^(-Z)) / (e^Z + e^(-Z))',
    derivative: 'tanh′(Z) = 1 - A ⊙ A',
  },
  relu: {
    documentation:
      'Keeps what is positive and cuts the rest. Its derivative is 1 or 0, so gradients do not shrink on the way back.',
    formula: 'A = max(0, Z)',
    derivative: 'relu′(Z) = 1 where Z > 0, else 0',
    alsoCalled: ['rectifier'],
  },
  leakyRelu: {
    documentation: 'ReLU with a slope of 0.01 on the negative side, so that no unit dies.',
    formula: 'A = Z where Z > 0, else 0.01 · Z',
    derivative: 'leakyRelu′(Z) = 1 where Z > 0, else 0.01',
    alsoCalled: ['lrelu'],
  },
  elu: {
    documentation:
      'ReLU that bends smoothly towards -1 on the negative side, so that its outputs are about centered.',
    formula: 'A = Z where Z > 0, else e^Z - 1',
    derivative: 'elu′(Z) = 1 where Z > 0, else e^Z',
    alsoCalled: ['exponentialLinear'],
  },
  gelu: {
    documentation:
      'Weighs Z with the probability that a normally distributed number is smaller; the exact form, as in PyTorch.',
    formula: 'A = Z ⊙ Φ(Z), with Φ(Z) = ½ (1 + erf(Z / √2))',
    derivative: 'gelu′(Z) = Φ(Z) + Z ⊙ e^(-Z²/2) / √(2π)',
  },
  silu: {
    documentation: 'Weighs Z with its own sigmoid: a smooth ReLU that dips a little below 0.',
    formula: 'A = Z ⊙ sigmoid(Z)',
    derivative: 'silu′(Z) = sigmoid(Z) ⊙ (1 + Z ⊙ (1 - sigmoid(Z)))',
    alsoCalled: ['swish'],
  },
  softplus: {
    documentation: 'A smooth ReLU that is always positive.',
    formula: 'A = log(1 + e^Z)',
    derivative: 'softplus′(Z) = sigmoid(Z)',
  },
  softmax: {
    documentation:
      'Turns each column of Z into probabilities that add up to 1; the maximum is subtracted first, so that nothing overflows. Belongs on the last layer.',
    formula: 'A = e^(Z - max Z) / Σ e^(Z - max Z), over the units of each sample',
    derivative: 'dZ = A ⊙ (dA - Σ A ⊙ dA)',
  },
};

export const activation = choice('activation', activations);
