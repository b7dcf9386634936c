/** Data from files: tables, arrays, images. */
import type { ImageChannels } from '../dataSource';
import {
  alsoCalled,
  choice,
  column,
  defaulted,
  derived,
  flag,
  imageSizes,
  key,
  list,
  path,
  required,
  suggesting,
} from './describe';
import { imageScaling, oneHot, scaling, split } from './preparation';
import type { Case, Entry } from './shape';

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

export const dataFiles = {
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
      split,
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
      scaling: imageScaling,
      oneHot,
      split,
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
      split,
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
      split,
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
      scaling: imageScaling,
      oneHot,
      split,
    },
  },
} satisfies Readonly<Record<string, Case>>;

function filePath(documentation: string, example: string) {
  return alsoCalled(required(path, documentation, example), 'file', 'filename');
}
