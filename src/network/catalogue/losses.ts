/** Losses: how far the outputs are from the targets. The cost `J` is the mean over the minibatch but for sums. */
import type { LossKind } from '../spec';
import { choice } from './describe';
import type { Entry } from './shape';

export const losses: Readonly<Record<LossKind, Entry>> = {
  squaredError: {
    documentation: 'Half the squared distance, for outputs that are quantities.',
    formula: 'J = 1/m · Σ ½ (A - Y)²',
    derivative: 'dA = A - Y',
    alsoCalled: ['halfSquaredError', 'quadratic', 'l2'],
  },
  sumSquaredError: {
    documentation:
      'The squared distance, summed over outputs and samples: no half and no mean, so a larger minibatch has larger gradients.',
    formula: 'J = Σ (A - Y)²',
    derivative: 'dA = 2 (A - Y)',
    alsoCalled: ['sse', 'sumOfSquares'],
  },
  meanSquaredError: {
    documentation: 'The squared distance, summed over the outputs, mean over the samples.',
    formula: 'J = 1/m · Σ (A - Y)²',
    derivative: 'dA = 2 (A - Y)',
    alsoCalled: ['mse', 'mseLoss'],
  },
  binaryCrossEntropy: {
    documentation:
      'For targets 0 or 1 and a sigmoid on the last layer, with which it is fused: dZ = A - Y.',
    formula: 'J = -1/m · Σ (Y log A + (1 - Y) log(1 - A))',
    derivative: 'dA = (A - Y) / (A ⊙ (1 - A))',
    alsoCalled: ['bce', 'logLoss', 'logistic'],
  },
  categoricalCrossEntropy: {
    documentation:
      'For one class out of several as one-hot columns and a softmax on the last layer, with which it is fused: dZ = A - Y.',
    formula: 'J = -1/m · Σ Y log A',
    derivative: 'dA = -Y / A',
    alsoCalled: ['cce', 'crossEntropy', 'softmaxCrossEntropy', 'nll'],
  },
};

export const loss = choice('loss', losses);
