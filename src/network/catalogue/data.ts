/** Data sources: samples that Backstep makes itself, and samples from files. */
import type { GateKind, GeneratorKind, ImageChannels, ScalingKind } from '../spec';
import {
  alsoCalled,
  choice,
  column,
  defaulted,
  derived,
  excluding,
  flag,
  imageSizes,
  including,
  key,
  list,
  path,
  real,
  record,
  required,
  suggesting,
  variant,
  whole,
} from './describe';
import { sampleRandom } from './random';
import type { Case, Entry, Shape } from './shape';

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

const noise = noiseOption(
  'Standard deviation of the noise on each coordinate; the shapes are about 1 in size.',
  0.1,
);

const samples = samplesOption(400, 1_000_000);

const plane = { samples, noise, scaling, oneHot, split: splitOption };

const gates: Readonly<Record<GateKind, Entry>> = {
  AND: { documentation: '1 where both inputs are 1.' },
  NAND: { documentation: '0 where both inputs are 1.' },
  OR: { documentation: '1 where an input is 1.' },
  XOR: { documentation: '1 where the inputs differ. A single layer cannot learn it.' },
};

const generators = {
  gates: {
    documentation:
      'The truth table of a gate: (0, 0), (1, 0), (0, 1), (1, 1), again and again, as many rows as there are samples.',
    alsoCalled: ['gate', 'truthTable', 'perceptron'],
    options: {
      ...plane,
      gate: defaulted(choice('gate', gates), 'Which gate.', 'AND'),
      samples: samplesOption(4, 1_000_000),
      noise: { ...noise, default: 0 },
      split: { ...splitOption, default: { train: 1, validation: 0, test: 0 } },
    },
  },
  xor: {
    documentation:
      'Points in the four squares around the origin; class 1 where the signs of x and y differ. No straight line separates them.',
    options: { ...plane, noise: { ...noise, default: 0 } },
  },
  moons: {
    documentation: 'Two half circles that reach into each other.',
    alsoCalled: ['makeMoons', 'twoMoons'],
    options: { ...plane, random: sampleRandom },
  },
  circles: {
    documentation: 'A small circle inside a large one.',
    alsoCalled: ['makeCircles'],
    options: {
      ...plane,
      factor: derived(
        real(including(0), excluding(1)),
        'Radius of the small circle; the large one has radius 1.',
        '0.5, and 0.8 with NumPy’s numbers, as in scikit-learn',
      ),
      random: sampleRandom,
    },
  },
  spirals: {
    documentation: 'Arms that wind out from the origin, one per class.',
    options: {
      ...plane,
      classes: defaulted(whole(2, 20), 'Number of arms.', 2),
    },
  },
  flower: {
    documentation:
      'A flower of eight petals in two colors, about 4 in radius: the planar data of the course.',
    alsoCalled: ['planar', 'petals'],
    options: { ...plane, noise: { ...noise, default: 0.2 }, random: sampleRandom },
  },
  blobs: {
    documentation:
      'Round clouds of points, one per class, with centers anywhere from -10 to 10 in both directions.',
    alsoCalled: ['makeBlobs', 'clusters', 'gaussians'],
    options: {
      ...plane,
      classes: defaulted(whole(2, 20), 'Number of clouds.', 3),
      noise: noiseOption('Standard deviation of each cloud.', 1),
      random: sampleRandom,
    },
  },
  housing: {
    documentation:
      'Houses and their prices in 100,000s: size in 100 m², bedrooms, distance to the center in 10 km, wealth of the neighborhood from 0 to 1.',
    alsoCalled: ['houses', 'prices'],
    options: {
      ...plane,
      features: defaulted(
        whole(1, 4),
        'How many of the four features there are, beginning with the size; the others are the same for all houses.',
        4,
      ),
      noise: noiseOption('Standard deviation of the noise on the price.', 0.1),
    },
  },
  digits: {
    documentation:
      'Grey images of 28 × 28 pixels, 0 to 255, of the ten digits as if written by hand, drawn by Backstep.',
    alsoCalled: ['handwriting', 'drawnDigits'],
    options: {
      ...plane,
      samples: samplesOption(2000, 100_000),
      noise: noiseOption('How much hands differ; 1 is about human, 0 is print.', 1),
      scaling: { ...scaling, default: 'minMax' as const },
    },
  },
  cats: {
    documentation:
      'Color images of 64 × 64 pixels, 3 channels from 0 to 255: cats (1), and what is no cat (0), drawn by Backstep.',
    alsoCalled: ['catVsNonCat', 'catsAndDogs'],
    options: {
      ...plane,
      samples: samplesOption(200, 5000),
      noise: noiseOption('How much the pictures differ; 0 shows all of them from the front.', 1),
      scaling: { ...scaling, default: 'minMax' as const },
    },
  },
} satisfies Readonly<Record<GeneratorKind, Case>>;

const channels: Readonly<Record<ImageChannels, Entry>> = {
  grey: {
    documentation: 'One channel, 0 to 255; colors become their luminance.',
    formula: 'grey = 0.299 red + 0.587 green + 0.114 blue',
  },
  color: { documentation: 'Three channels, red, green and blue, 0 to 255.' },
};

const inputShape = suggesting(
  derived(
    imageSizes,
    'That each row is an image: [channels, height, width], the last index changing fastest.',
    'a row of features',
  ),
  [1, 28, 28],
);

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
        inputShape,
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
      alsoCalled: ['numpy'],
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
        inputShape,
        scaling,
        oneHot,
        split: splitOption,
      },
    },
    npy: {
      documentation: 'Two arrays of NumPy, each in a file of its own: one row per sample.',
      alsoCalled: ['numpyPair'],
      options: {
        inputs: filePath(
          'The NPY file of inputs, (samples, features), relative to the network file.',
          'data/inputs.npy',
        ),
        targets: filePath(
          'The NPY file of targets, (samples,) or (samples, outputs).',
          'data/targets.npy',
        ),
        inputShape,
        scaling,
        oneHot,
        split: splitOption,
      },
    },
    png: {
      documentation:
        'A folder with one folder of PNG images per class; the classes are numbered in the order of their names. All images have one size.',
      alsoCalled: ['folder', 'images', 'imageFolder'],
      options: {
        path: alsoCalled(
          required(path, 'The folder, relative to the network file.', 'data/images'),
          'folder',
          'directory',
        ),
        testPath: derived(
          path,
          'A folder of the same form whose images are the test set.',
          'no test set of its own',
        ),
        channels: derived(
          choice('channels', channels),
          'Whether pixels are grey or have colors.',
          'grey where all files are, color otherwise',
        ),
        scaling: { ...scaling, default: 'minMax' as const },
        oneHot,
        split: splitOption,
      },
    },
  },
});

function samplesOption(usual: number, most: number) {
  return alsoCalled(
    defaulted(whole(2, most), 'Number of samples to make.', usual),
    'count',
    'size',
    'points',
  );
}

function noiseOption(documentation: string, usual: number) {
  return defaulted(real(including(0), including(10)), documentation, usual);
}

function filePath(documentation: string, example: string) {
  return alsoCalled(required(path, documentation, example), 'file', 'filename');
}

/** Shapes are part of the type so that what is read is typed; this holds the table to its form. */
data satisfies Shape;
