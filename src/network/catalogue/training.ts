/** Training settings: how long, in what portions, from which seed, in which precision, on which kernels. */
import type { EarlyStoppingSpec, KernelBuild, Precision } from '../spec';
import {
  alsoCalled,
  choice,
  defaulted,
  defaultsOf,
  derived,
  flag,
  including,
  real,
  record,
  switchable,
  whole,
} from './describe';
import type { Entry } from './shape';

export const precisions: Readonly<Record<Precision, Entry>> = {
  float64: {
    documentation: 'Numbers of 64 bits, about 16 digits: for learning and for checking gradients.',
    alsoCalled: ['double', 'f64'],
  },
  float32: {
    documentation: 'Numbers of 32 bits, about 7 digits: half the memory, as most training does.',
    alsoCalled: ['single', 'float', 'f32'],
  },
};

export const kernelBuilds: Readonly<Record<KernelBuild, Entry>> = {
  strict: {
    documentation: 'The same bits on every machine and engine.',
    alsoCalled: ['exact', 'reproducible'],
  },
  relaxed: {
    documentation:
      'Matrix products with fused multiplication and addition: faster, and rounded once instead of twice, so other bits than strict. Needs an engine with relaxed SIMD.',
    alsoCalled: ['fma', 'fused'],
  },
  turbo: {
    documentation:
      "Matrix products in vectors of 256 bits by an experiment of the engine's. They are tested when a run opens: where they are not there, wrong or not faster, it runs on the strict kernels and says so. Same bits as strict.",
    alsoCalled: ['fast', 'avx', 'avx2'],
  },
};

const metrics: Readonly<Record<EarlyStoppingSpec['metric'], Entry>> = {
  validationCost: { documentation: 'The cost of the validation split; smaller is better.' },
  validationAccuracy: {
    documentation: 'The fraction of the validation split that is classified right.',
    alsoCalled: ['accuracy'],
  },
  validationError: {
    documentation: 'The mean absolute error of the validation split; smaller is better.',
    alsoCalled: ['meanAbsoluteError', 'mae'],
  },
};

const options = {
  batchSize: alsoCalled(
    defaulted(
      whole(1, 1_000_000),
      'Samples per minibatch, m. The last minibatch of an epoch may be shorter.',
      32,
    ),
    'batch',
    'miniBatchSize',
  ),
  epochs: defaulted(whole(1, 1_000_000), 'Passes over the training split.', 100),
  seed: alsoCalled(
    defaulted(
      whole(0, 4_294_967_295),
      'Decides data, initial weights and order; the same seed gives the same numbers.',
      1,
    ),
    'randomSeed',
    'randomState',
  ),
  precision: alsoCalled(
    defaulted(choice('precision', precisions), 'Precision of all tensors.', 'float64'),
    'dtype',
  ),
  kernels: alsoCalled(
    defaulted(
      choice('build of the kernels', kernelBuilds),
      'Which build of the arithmetic runs; it is part of every fingerprint.',
      'strict',
    ),
    'kernel',
    'backend',
  ),
  shuffle: defaulted(flag, 'Whether each epoch takes the samples in a new order.', true),
};

const evaluateEvery = alsoCalled(
  derived(
    whole(1, 1_000_000_000),
    'Iterations from one evaluation of the whole training, validation and test splits to the next.',
    'the validation split once per epoch, all splits at the end',
  ),
  'evaluationInterval',
  'validateEvery',
  'validationFrequency',
);

const earlyStopping = alsoCalled(
  derived(
    switchable('early stopping', {
      metric: alsoCalled(
        defaulted(choice('metric', metrics), 'What has to get better.', 'validationCost'),
        'monitor',
      ),
      patience: defaulted(
        whole(1, 1_000_000),
        'Evaluations in a row without anything better after which training ends.',
        10,
      ),
      minimumDelta: alsoCalled(
        defaulted(
          real(including(0), including(1000)),
          'What counts as better: a change by more than this.',
          0,
        ),
        'minDelta',
        'minimumChange',
      ),
    }),
    'Ends the training when the validation split does not get better any more. true takes all defaults.',
    'none: all epochs are trained',
  ),
  'earlyStop',
);

export const training = record('training', { ...options, evaluateEvery, earlyStopping });
export const trainingDefaults = defaultsOf(options);
