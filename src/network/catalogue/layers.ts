/** Layer kinds. Layers count from 1; the input is X. */
import type { LayerSpec, MaxPool2dLayerSpec } from '../spec';
import { activation } from './activations';
import {
  alsoCalled,
  byDialect,
  choice,
  defaulted,
  derived,
  list,
  required,
  size,
  variant,
  whole,
} from './describe';
import { initializer } from './initializers';
import { batchNorm, dropout } from './regularizers';
import type { Case, Entry } from './shape';

export const maximumLayers = 10_000;

const ties: Readonly<Record<MaxPool2dLayerSpec['ties'], Entry>> = {
  all: { documentation: 'Every number that is the maximum gets the gradient.' },
  first: { documentation: 'The first of them, row by row, gets the gradient.' },
};

const activated = {
  activation: alsoCalled(defaulted(activation, 'What turns Z into A.', 'identity'), 'nonlinearity'),
  initializer: alsoCalled(
    derived(
      initializer,
      'How the weights begin; biases begin at 0.',
      'he after relu, leakyRelu, elu, gelu and silu, xavier otherwise',
    ),
    'init',
    'initialization',
    'weightInitializer',
    'kernelInitializer',
  ),
  batchNorm,
  dropout,
};

const windowSize = alsoCalled(
  defaulted(size(1, 1024), 'Height and width of the windows.', [2, 2]),
  'kernel',
  'kernelSize',
  'poolSize',
  'window',
);

const windowStride = alsoCalled(
  derived(
    size(1, 1024),
    'How far the next window is, down and to the right.',
    'the size, so that windows touch',
  ),
  'strides',
  'step',
);

const cases = {
  dense: {
    documentation: 'Every unit sees every output of the layer before.',
    formula: 'Z[l] = W[l] · A[l-1] + b[l]; A[l] = activation(Z[l])',
    derivative: 'dW[l] = 1/m · dZ[l] · A[l-1]ᵀ; db[l] = 1/m · Σ dZ[l]; dA[l-1] = W[l]ᵀ · dZ[l]',
    alsoCalled: ['linear', 'fullyConnected', 'affine', 'fc'],
    options: {
      units: alsoCalled(
        required(
          whole(1, 1_000_000),
          'Number of units n[l], which is the number of rows of W, b, Z and A.',
          16,
        ),
        'size',
        'neurons',
        'outputs',
        'width',
        'nodes',
      ),
      ...activated,
    },
  },
  conv2d: {
    documentation:
      'Filters that slide over images. The windows become the columns of C (im2col), so that it is a dense layer over windows.',
    formula: 'C[l] = im2col(A[l-1]); Z[l] = W[l] · C[l] + b[l]; A[l] = activation(Z[l])',
    derivative: 'dW[l] = 1/m · dZ[l] · C[l]ᵀ; dC[l] = W[l]ᵀ · dZ[l]; dA[l-1] = col2im(dC[l])',
    alsoCalled: ['conv', 'convolution', 'convolution2d', 'convolutional'],
    options: {
      filters: alsoCalled(
        required(
          whole(1, 100_000),
          'Number of filters, which is the number of channels of Z and A.',
          8,
        ),
        'units',
        'outChannels',
        'channels',
        'kernels',
      ),
      kernel: alsoCalled(
        defaulted(size(1, 1024), 'Height and width of the windows.', [3, 3]),
        'kernelSize',
        'size',
        'window',
        'filterSize',
      ),
      stride: alsoCalled(
        defaulted(size(1, 1024), 'How far the next window is, down and to the right.', [1, 1]),
        'strides',
      ),
      padding: alsoCalled(
        defaulted(
          size(0, 1024),
          'Rows and columns of zeros on each side; half of an odd kernel keeps the size of the image.',
          [0, 0],
        ),
        'pad',
      ),
      ...activated,
    },
  },
  maxPool2d: {
    documentation: 'Keeps the largest number of each window of each channel.',
    formula: 'A[l] = max of each window of A[l-1]',
    derivative: 'dA[l-1] = dA[l] where the maximum was, 0 elsewhere',
    alsoCalled: ['maxPool', 'maxPooling', 'maxPooling2d', 'pool', 'pooling'],
    options: {
      size: windowSize,
      stride: windowStride,
      ties: byDialect(
        choice('rule for ties', ties),
        'What happens where several numbers of a window are its maximum.',
        { course: 'all', book: 'first', pytorch: 'first' },
      ),
    },
  },
  averagePool2d: {
    documentation: 'Takes the mean of each window of each channel.',
    formula: 'A[l] = mean of each window of A[l-1]',
    derivative: 'dA[l-1] = dA[l] / (height · width) in each number of the window',
    alsoCalled: ['averagePool', 'averagePooling', 'averagePooling2d', 'avgPool2d', 'meanPool'],
    options: { size: windowSize, stride: windowStride },
  },
  flatten: {
    documentation:
      'Makes a column of each image, channel by channel and row by row: a dense layer can go on from there.',
    formula: 'A[l] = A[l-1] as (channels · height · width, m)',
    derivative: 'dA[l-1] = dA[l] as (channels, height, width, m)',
    alsoCalled: ['reshape', 'flat'],
    options: {},
  },
} satisfies Readonly<Record<LayerSpec['type'], Case>>;

export const layer = variant({
  noun: 'layer',
  tag: 'type',
  tagDocumentation: 'The kind of layer.',
  shortForm: 'none',
  cases,
});

export const layers = list('layers', layer, maximumLayers);
