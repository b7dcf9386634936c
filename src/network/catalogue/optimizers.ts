/** Optimizers: how a gradient `g` changes a parameter `W` (and likewise `b`). Forms of the course. */
import type { OptimizerSpec } from '../spec';
import { alsoCalled, defaulted, excluding, including, real, variant } from './describe';
import type { Case, DefaultedOption, NumberShape } from './shape';

const cases = {
  gradientDescent: {
    documentation: 'Goes down the gradient of each minibatch, one learning rate for all.',
    formula: 'W = W - α · g',
    alsoCalled: ['sgd', 'gd', 'stochasticGradientDescent'],
    options: { learningRate: learningRate(0.01) },
  },
  momentum: {
    documentation: 'Goes down an average of the recent gradients, which damps the zigzag.',
    formula: 'v = β · v + (1 - β) · g; W = W - α · v',
    alsoCalled: ['sgdMomentum', 'sgdWithMomentum'],
    options: {
      learningRate: learningRate(0.01),
      beta: alsoCalled(
        decay(0.9, 'How much of the past the average keeps; 0 is plain gradient descent.'),
        'momentum',
        'beta1',
      ),
    },
  },
  adam: {
    documentation:
      'Momentum divided by the root of the recent squared gradients, both corrected for their start at 0.',
    formula:
      'v = β1 · v + (1 - β1) · g; s = β2 · s + (1 - β2) · g²; W = W - α · (v / (1 - β1ᵗ)) / (√(s / (1 - β2ᵗ)) + ε)',
    options: {
      learningRate: learningRate(0.001),
      beta1: decay(0.9, 'How much of the past the average of the gradients keeps.'),
      beta2: decay(0.999, 'How much of the past the average of the squared gradients keeps.'),
      epsilon: alsoCalled(
        defaulted(
          real(excluding(0), including(1)),
          'Keeps the division from overflowing where the gradients have been 0.',
          1e-8,
        ),
        'eps',
      ),
    },
  },
} satisfies Readonly<Record<OptimizerSpec['type'], Case>>;

export const optimizer = variant({
  noun: 'optimizer',
  tag: 'type',
  tagDocumentation: 'How a gradient changes the parameters.',
  shortForm: 'word',
  cases,
});

function learningRate(value: number): DefaultedOption<NumberShape> {
  return alsoCalled(
    defaulted(
      real(excluding(0), including(1000)),
      'α, the length of a move against the gradient, per iteration.',
      value,
    ),
    'lr',
    'alpha',
    'rate',
    'eta',
  );
}

function decay(value: number, documentation: string): DefaultedOption<NumberShape> {
  return defaulted(real(including(0), excluding(1)), documentation, value);
}
