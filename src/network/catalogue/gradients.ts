/** How the gradients of the cost are written and what is done to them: where the three sources differ most. */
import type { GradientScale, LogForm, WeightDecaySpec } from '../spec';
import {
  alsoCalled,
  byDialect,
  choice,
  derived,
  flag,
  including,
  real,
  record,
  required,
  suggesting,
} from './describe';
import type { Entry } from './shape';

const gradientScales: Readonly<Record<GradientScale, Entry>> = {
  perSample: {
    documentation: 'Gradients of each sample’s own loss; the mean is taken in dW and db.',
    formula: 'dZ = A - Y; dW = 1/m · dZ · Aᵀ',
  },
  mean: {
    documentation: 'Gradients of the mean cost, from the first one on.',
    formula: 'dZ = (A - Y) / m; dW = dZ · Aᵀ',
  },
};

const logForms: Readonly<Record<LogForm, Entry>> = {
  plain: { documentation: 'The logarithm itself; of 0 it is minus infinity.' },
  offset: {
    documentation: 'Never of 0; in the cost only, the gradient is the plain one.',
    formula: 'log(A + 1e-7)',
  },
  clamped: { documentation: 'The logarithm, but at least -100.', formula: 'max(log A, -100)' },
};

const weightDecayForms: Readonly<Record<WeightDecaySpec['form'], Entry>> = {
  course: {
    documentation: 'Of the weights, as part of the mean cost.',
    formula: 'J + λ/(2m) · Σ W²; dW + λ/m · W',
  },
  book: {
    documentation: 'Of the weights, as part of the cost, whatever the minibatch.',
    formula: 'J + λ/2 · Σ W²; dW + λ · W',
  },
  pytorch: {
    documentation: 'Of every parameter, with biases, γ and β; the cost does not show it.',
    formula: 'g + λ · p',
  },
};

export const fused = alsoCalled(
  derived(
    flag,
    'Whether sigmoid with binaryCrossEntropy, or softmax with categoricalCrossEntropy, have the one gradient dZ = A - Y. With false, dA and dZ are instructions of their own.',
    'true where the loss and the last activation are such a pair',
  ),
  'fuse',
  'fromLogits',
);

export const logForm = byDialect(
  choice('form of the logarithm', logForms),
  'The logarithm in a cross entropy.',
  { course: 'plain', book: 'offset', pytorch: 'clamped' },
);

export const gradientScale = byDialect(
  choice('gradient scale', gradientScales),
  'Where the 1/m of the mean over the minibatch stands.',
  { course: 'perSample', book: 'mean', pytorch: 'mean' },
);

export const weightDecay = alsoCalled(
  suggesting(
    derived(
      record('weight decay', {
        lambda: alsoCalled(
          required(real(including(0), including(1000)), 'λ, how much large weights cost.', 0.1),
          'lambd',
          'strength',
          'rate',
          'factor',
        ),
        form: byDialect(choice('form of weight decay', weightDecayForms), 'What decays, and how.', {
          course: 'course',
          book: 'book',
          pytorch: 'pytorch',
        }),
      }),
      'Adds the squares of the weights to the cost (L2 regularization), so that they stay small.',
      'none',
    ),
    { lambda: 0.1 },
  ),
  'l2',
  'regularization',
  'l2Regularization',
  'weightDecayLambda',
);
