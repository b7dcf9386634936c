/** What is done to samples wherever they come from: scaling, columns for classes, splits. */
import type { ScalingKind } from '../dataSource';
import {
  alsoCalled,
  choice,
  defaulted,
  derived,
  excluding,
  flag,
  including,
  real,
  record,
  required,
} from './describe';
import type { Entry } from './shape';

const scalings: Readonly<Record<ScalingKind, Entry>> = {
  none: { documentation: 'Inputs as they are.' },
  minMax: {
    documentation:
      'Each feature from 0 to 1 over the training split; the pixels of images share one scale.',
    formula: 'x = (x - min) / (max - min)',
    alsoCalled: ['normalize', 'minmaxScaler'],
  },
  standard: {
    documentation: 'Each feature with mean 0 and standard deviation 1 over the training split.',
    formula: 'x = (x - mean) / standard deviation',
    alsoCalled: ['standardize', 'zScore', 'standardScaler'],
  },
};

const fraction = real(including(0), including(1));

const fractions = record('split', {
  train: required(real(excluding(0), including(1)), 'Fraction of the samples to learn from.', 0.8),
  validation: alsoCalled(
    defaulted(fraction, 'Fraction for comparing settings while training.', 0),
    'val',
    'dev',
  ),
  test: defaulted(
    fraction,
    'Fraction that is only measured. It joins the training split where a test pair of files is given.',
    0,
  ),
});

export const split = defaulted(
  fractions,
  'How the samples are dealt out, as fractions that add up to at most 1; a rest is left unused.',
  { train: 0.8, validation: 0.1, test: 0.1 },
);

export const oneHot = derived(
  flag,
  'Turns class numbers 0, 1, … into columns of zeros with a single one, one row per class.',
  'true where one number per sample meets categoricalCrossEntropy, false otherwise',
);

export const scaling = defaulted(
  choice('scaling', scalings),
  'How the inputs are scaled before training; fitted on the training split only.',
  'none',
);

/** Pixels have one scale, from 0 to 1 unless the file says otherwise. */
export const imageScaling = { ...scaling, default: 'minMax' as const };
