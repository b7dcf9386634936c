/** Data sources: samples that Backstep makes itself, and samples from files. */
import type { GeneratorKind, ScalingKind } from '../spec';
import {
  alsoCalled,
  choice,
  column,
  defaulted,
  derived,
  excluding,
  flag,
  including,
  key,
  list,
  path,
  real,
  record,
  required,
  variant,
  whole,
} from './describe';
import type { Case, DefaultedOption, Entry, Shape } from './shape';

export const scalings: Readonly<Record<ScalingKind, Entry>> = {
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

const split = record('split', {
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

const splitOption = defaulted(
  split,
  'How the samples are dealt out, as fractions that add up to at most 1; a rest is left unused.',
  { train: 0.8, validation: 0.1, test: 0.1 },
);

const oneHot = derived(
  flag,
  'Turns class numbers 0, 1, … into columns of zeros with a single one, one row per class.',
  'true where one number per sample meets categoricalCrossEntropy, false otherwise',
);

const scaling = defaulted(
  choice('scaling', scalings),
  'How the inputs are scaled before training; fitted on the training split only.',
  'none',
);

const noise: DefaultedOption<ReturnType<typeof real>> = defaulted(
  real(including(0), including(10)),
  'Standard deviation of the noise on each coordinate; the shapes are about 1 in size.',
  0.1,
);

const samples = alsoCalled(
  defaulted(whole(2, 1_000_000), 'Number of points to make.', 400),
  'count',
  'size',
  'points',
);

const plane = { samples, noise, scaling, oneHot, split: splitOption };

const generators = {
  xor: {
    documentation:
      'Points in the four squares around the origin; class 1 where the signs of x and y differ. No straight line separates them.',
    options: { ...plane, noise: { ...noise, default: 0 } },
  },
  moons: {
    documentation: 'Two half circles that reach into each other.',
    alsoCalled: ['makeMoons', 'twoMoons'],
    options: plane,
  },
  circles: {
    documentation: 'A small circle inside a large one.',
    alsoCalled: ['makeCircles'],
    options: plane,
  },
  spirals: {
    documentation: 'Arms that wind out from the origin, one per class.',
    options: {
      ...plane,
      classes: defaulted(whole(2, 20), 'Number of arms.', 2),
    },
  },
} satisfies Readonly<Record<GeneratorKind, Case>>;

const columns = list('columns', column, 100_000);

export const data = variant({
  noun: 'data source',
  tag: 'source',
  tagDocumentation: 'Where the samples come from.',
  shortForm: 'word',
  cases: {
    ...generators,
    csv: {
      documentation: 'A table of numbers as text, one sample per row, separated by commas.',
      alsoCalled: ['table'],
      options: {
        path: filePath('The CSV file, relative to the network file.', 'data/samples.csv'),
        header: defaulted(flag, 'Whether the first row names the columns.', true),
        targets: alsoCalled(
          required(
            columns,
            'The columns to predict: names of the header, or numbers counted from 0.',
            ['target'],
          ),
          'target',
          'labels',
          'outputs',
        ),
        features: alsoCalled(
          derived(columns, 'The columns to predict from.', 'every column that is not a target'),
          'inputs',
        ),
        scaling,
        oneHot,
        split: splitOption,
      },
    },
    idx: {
      documentation:
        'Images and labels in the format of MNIST, plain or gzipped. Each image becomes one column of X.',
      alsoCalled: ['mnist', 'ubyte'],
      options: {
        images: filePath(
          'The training images, relative to the network file.',
          'data/mnist/train-images-idx3-ubyte.gz',
        ),
        labels: filePath(
          'The training labels, relative to the network file.',
          'data/mnist/train-labels-idx1-ubyte.gz',
        ),
        testImages: derived(path, 'Images of a test set of its own.', 'no test set of its own'),
        testLabels: derived(path, 'Labels of the test set.', 'no test set of its own'),
        scaling: { ...scaling, default: 'minMax' as const },
        oneHot,
        split: splitOption,
      },
    },
    npz: {
      documentation: 'Arrays of a NumPy archive: one row per sample.',
      alsoCalled: ['numpy', 'npy'],
      options: {
        path: filePath('The NPZ file, relative to the network file.', 'data/samples.npz'),
        inputs: alsoCalled(
          defaulted(key, 'Name of the array of inputs, (samples, features).', 'inputs'),
          'features',
          'x',
        ),
        targets: alsoCalled(
          defaulted(
            key,
            'Name of the array of targets, (samples,) or (samples, outputs).',
            'targets',
          ),
          'target',
          'labels',
          'y',
        ),
        scaling,
        oneHot,
        split: splitOption,
      },
    },
  },
});

function filePath(documentation: string, example: string) {
  return alsoCalled(required(path, documentation, example), 'file', 'filename');
}

/** Shapes are part of the type so that what is read is typed; this holds the table to its form. */
data satisfies Shape;
