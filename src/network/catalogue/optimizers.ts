/** Optimizers: how a gradient `g` changes a parameter `W` (and likewise `b`, `γ` and `β`). */
import type { OptimizerSpec } from '../spec';
import {
  alsoCalled,
  byDialect,
  choice,
  defaulted,
  excluding,
  including,
  real,
  variant,
} from './describe';
import { clip, schedule } from './schedules';
import type { Case, DefaultedOption, DialectOption, Entry, NumberShape } from './shape';

type FormOf<T extends OptimizerSpec['type']> =
  Extract<OptimizerSpec, { readonly type: T }> extends { readonly form: infer F extends string }
    ? Readonly<Record<F, Entry>>
    : never;

const momentumForms: FormOf<'momentum'> = {
  average: {
    documentation: 'The course’s average of the gradients.',
    formula: 'v = β · v + (1 - β) · g; W = W - α · v',
  },
  velocity: {
    documentation: 'The book’s velocity, which has the learning rate in it.',
    formula: 'v = β · v - α · g; W = W + v',
  },
  accumulate: {
    documentation: 'PyTorch’s sum of the gradients, about 1/(1 - β) times the average.',
    formula: 'v = β · v + g; W = W - α · v',
  },
};

const nesterovForms: FormOf<'nesterov'> = {
  book: {
    documentation: 'The book’s order: first W, with the old velocity.',
    formula: 'W = W + μ² · v - (1 + μ) · α · g; v = μ · v - α · g',
  },
  pytorch: {
    documentation: 'PyTorch’s order; the path is the same.',
    formula: 'v = μ · v + g; W = W - α · (g + μ · v)',
  },
};

const adamForms: FormOf<'adam'> = {
  course: {
    documentation: 'ε beside the corrected root, as in the course and in PyTorch.',
    formula: 'W = W - α · (v / (1 - β1ᵗ)) / (√(s / (1 - β2ᵗ)) + ε)',
  },
  book: {
    documentation: 'ε beside the root before the correction.',
    formula: 'W = W - α · √(1 - β2ᵗ) / (1 - β1ᵗ) · v / (√s + ε)',
  },
};

const cases = {
  gradientDescent: {
    documentation: 'Goes down the gradient of each minibatch, one learning rate for all.',
    formula: 'W = W - α · g',
    alsoCalled: ['sgd', 'gd', 'stochasticGradientDescent'],
    options: { ...common(0.01) },
  },
  momentum: {
    documentation: 'Goes down an average of the recent gradients, which damps the zigzag.',
    formula: 'v = β · v + (1 - β) · g; W = W - α · v',
    alsoCalled: ['sgdMomentum', 'sgdWithMomentum'],
    options: {
      ...common(0.01),
      beta: alsoCalled(
        decay(0.9, 'How much of the past the average keeps; 0 is plain gradient descent.'),
        'momentum',
        'beta1',
      ),
      form: byDialect(choice('form of momentum', momentumForms), 'How v is written.', {
        course: 'average',
        book: 'velocity',
        pytorch: 'accumulate',
      }),
    },
  },
  nesterov: {
    documentation: 'Momentum that looks at the gradient where the velocity will have led.',
    formula: 'W = W + μ² · v - (1 + μ) · α · g; v = μ · v - α · g',
    alsoCalled: ['nag', 'nesterovMomentum', 'acceleratedGradient'],
    options: {
      ...common(0.01),
      momentum: alsoCalled(decay(0.9, 'μ, how much of the velocity stays.'), 'beta', 'mu'),
      form: byDialect(choice('form of Nesterov’s momentum', nesterovForms), 'How v is written.', {
        course: 'pytorch',
        book: 'book',
        pytorch: 'pytorch',
      }),
    },
  },
  adaGrad: {
    documentation:
      'Divides by the root of all squared gradients so far, so that every parameter slows down by its own past.',
    formula: 'h = h + g²; W = W - α · g / (√h + ε)',
    options: { ...common(0.01), epsilon: epsilon(1e-7, 1e-7, 1e-10) },
  },
  rmsProp: {
    documentation: 'AdaGrad that forgets: divides by the root of the recent squared gradients.',
    formula: 's = decay · s + (1 - decay) · g²; W = W - α · g / (√s + ε)',
    options: {
      ...common(0.01),
      decay: alsoCalled(
        byDialect(
          real(including(0), excluding(1)),
          'How much of the past the average of the squared gradients keeps.',
          { course: 0.9, book: 0.99, pytorch: 0.99 },
        ),
        'beta',
        'rho',
        'decayRate',
        'beta2',
      ),
      epsilon: epsilon(1e-8, 1e-7, 1e-8),
    },
  },
  adam: {
    documentation:
      'Momentum divided by the root of the recent squared gradients, both corrected for their start at 0.',
    formula:
      'v = β1 · v + (1 - β1) · g; s = β2 · s + (1 - β2) · g²; W = W - α · (v / (1 - β1ᵗ)) / (√(s / (1 - β2ᵗ)) + ε)',
    options: {
      ...common(0.001),
      beta1: decay(0.9, 'How much of the past the average of the gradients keeps.'),
      beta2: decay(0.999, 'How much of the past the average of the squared gradients keeps.'),
      epsilon: epsilon(1e-8, 1e-7, 1e-8),
      form: byDialect(choice('form of Adam', adamForms), 'Where ε stands.', {
        course: 'course',
        book: 'book',
        pytorch: 'course',
      }),
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

function common(rate: number) {
  return { learningRate: learningRate(rate), schedule, clip };
}

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

function epsilon(course: number, book: number, pytorch: number): DialectOption<NumberShape> {
  return alsoCalled(
    byDialect(
      real(excluding(0), including(1)),
      'Keeps the division from overflowing where the gradients have been 0.',
      { course, book, pytorch },
    ),
    'eps',
  );
}
