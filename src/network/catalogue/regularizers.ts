/** What may stand behind the sum of a layer: batch normalization and dropout. */
import type { BatchNormSpec, DropoutSpec } from '../spec';
import {
  alsoCalled,
  byDialect,
  choice,
  defaulted,
  derived,
  excluding,
  including,
  real,
  record,
  suggesting,
  switchable,
  whole,
} from './describe';
import type { Entry } from './shape';

const positions: Readonly<Record<BatchNormSpec['position'], Entry>> = {
  beforeActivation: {
    documentation: 'Normalizes Z.',
    formula: 'Zhat = (Z - μ) / √(σ² + ε); Ztilde = γ ⊙ Zhat + β; A = activation(Ztilde)',
  },
  afterActivation: {
    documentation: 'Normalizes A.',
    formula: 'Ahat = (A - μ) / √(σ² + ε); Atilde = γ ⊙ Ahat + β',
  },
};

const variances: Readonly<Record<BatchNormSpec['runningVariance'], Entry>> = {
  biased: { documentation: 'Counts as it is used in training.', formula: '1/m · Σ (z - μ)²' },
  unbiased: { documentation: 'Counts one sample less.', formula: '1/(m - 1) · Σ (z - μ)²' },
};

export const batchNorm = alsoCalled(
  derived(
    switchable('batch normalization', {
      position: defaulted(
        choice('position', positions),
        'Where it stands. Each row, a unit or a channel, gets mean β and standard deviation γ over the minibatch.',
        'beforeActivation',
      ),
      epsilon: alsoCalled(
        byDialect(
          real(excluding(0), including(1)),
          'ε, added to the variance so that nothing is divided by 0.',
          { course: 1e-5, book: 1e-6, pytorch: 1e-5 },
        ),
        'eps',
      ),
      keep: alsoCalled(
        defaulted(
          real(including(0), excluding(1)),
          'How much of itself a running average keeps in each iteration; PyTorch’s momentum is 1 - keep.',
          0.9,
        ),
        'momentum',
        'decay',
      ),
      runningVariance: byDialect(
        choice('variance', variances),
        'How the running variance counts; the batch’s own is always biased.',
        { course: 'unbiased', book: 'biased', pytorch: 'unbiased' },
      ),
      initialVariance: byDialect(whole(0, 1), 'What the running variance begins with.', {
        course: 1,
        book: 0,
        pytorch: 1,
      }),
    }),
    'Batch normalization: over the minibatch in training, with running averages in evaluation. true takes all defaults.',
    'none',
  ),
  'batchNormalization',
  'bn',
  'normalization',
);

const dropoutForms: Readonly<Record<DropoutSpec['form'], Entry>> = {
  inverted: {
    documentation: 'Divides by what is kept in training, so that evaluation needs nothing.',
    formula: 'Adrop = A ⊙ D / keep',
  },
  book: {
    documentation: 'Leaves the size in training, and multiplies by what is kept in evaluation.',
    formula: 'Adrop = A ⊙ D; in evaluation A · (1 - ratio)',
  },
};

export const dropout = suggesting(
  derived(
    record('dropout', {
      keep: alsoCalled(
        derived(
          real(excluding(0), including(1)),
          'Probability with which a unit stays, as in the course.',
          '1 - ratio',
        ),
        'keepProb',
        'keepProbability',
      ),
      ratio: alsoCalled(
        derived(
          real(including(0), excluding(1)),
          'Probability with which a unit is left out, as in the book and PyTorch.',
          '1 - keep',
        ),
        'rate',
        'p',
        'dropoutRatio',
        'probability',
      ),
      form: byDialect(choice('form of dropout', dropoutForms), 'Where the scaling stands.', {
        course: 'inverted',
        book: 'book',
        pytorch: 'inverted',
      }),
    }),
    'Leaves out units at random in training, each iteration others. Give "keep" or "ratio".',
    'none',
  ),
  { keep: 0.8 },
  { ratio: 0.2 },
);
