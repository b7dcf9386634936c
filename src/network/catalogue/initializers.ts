/** Initializers: how the weights of a layer begin. Biases begin at 0. */
import type { InitializerSpec } from '../spec';
import {
  alsoCalled,
  defaulted,
  excluding,
  including,
  path,
  real,
  required,
  variant,
} from './describe';
import type { Case } from './shape';

const cases = {
  zeros: {
    documentation:
      'All weights are 0. Every unit of a layer then computes the same for ever: the symmetry is never broken.',
    formula: 'W = 0',
    options: {},
  },
  constant: {
    documentation: 'All weights are the same number. Like zeros, it never breaks the symmetry.',
    formula: 'W = value',
    alsoCalled: ['ones', 'fill'],
    options: {
      value: defaulted(real(including(-1000), including(1000)), 'The number.', 0.1),
    },
  },
  normal: {
    documentation: 'Small normally distributed numbers of a fixed size.',
    formula: 'W = standardDeviation · N(0, 1)',
    alsoCalled: ['gaussian', 'random'],
    options: {
      standardDeviation: alsoCalled(
        defaulted(
          real(excluding(0), including(1000)),
          'Standard deviation of the weights; 0.01 is the notes’ first choice.',
          0.01,
        ),
        'std',
        'sigma',
        'stddev',
        'scale',
      ),
    },
  },
  uniform: {
    documentation: 'Numbers of which each between two bounds is as likely as any other.',
    formula: 'W = low + (high - low) · U(0, 1)',
    alsoCalled: ['randomUniform', 'rand'],
    options: {
      low: alsoCalled(
        defaulted(real(including(-1000), including(1000)), 'The lower bound.', -0.05),
        'minimum',
        'min',
        'from',
      ),
      high: alsoCalled(
        defaulted(real(including(-1000), including(1000)), 'The upper bound.', 0.05),
        'maximum',
        'max',
        'to',
      ),
    },
  },
  xavier: {
    documentation:
      'Keeps the size of the activations from layer to layer where the activation is about linear: sigmoid, tanh, identity.',
    formula: 'W = √(1 / n[l-1]) · N(0, 1)',
    alsoCalled: ['glorot', 'glorotNormal', 'xavierNormal'],
    options: {},
  },
  he: {
    documentation:
      'Keeps the size of the activations from layer to layer where half of them are cut: relu and its relatives.',
    formula: 'W = √(2 / n[l-1]) · N(0, 1)',
    alsoCalled: ['kaiming', 'heNormal', 'kaimingNormal'],
    options: {},
  },
  orthogonal: {
    documentation:
      'Rows, or columns, that stand at right angles to each other: lengths stay the same from layer to layer.',
    formula: 'W = gain · Q, with Q from the QR decomposition of N(0, 1)',
    options: {
      gain: alsoCalled(
        defaulted(real(excluding(0), including(1000)), 'What the lengths are multiplied by.', 1),
        'scale',
      ),
    },
  },
  file: {
    documentation:
      'Weights and biases from an NPZ or safetensors file that holds W1, b1, W2, b2 … under these names and in these shapes.',
    options: {
      path: required(
        path,
        'The NPZ or safetensors file, relative to the network file.',
        'weights.npz',
      ),
    },
  },
} satisfies Readonly<Record<InitializerSpec['type'], Case>>;

export const initializer = variant({
  noun: 'initializer',
  tag: 'type',
  tagDocumentation: 'How the weights begin; biases begin at 0.',
  shortForm: 'word',
  cases,
});
