/** Schedules of the learning rate, and the clipping of gradients: what every optimizer may have. */
import type { ScheduleSpec } from '../spec';
import {
  alsoCalled,
  defaulted,
  derived,
  excluding,
  including,
  real,
  record,
  required,
  suggesting,
  variant,
  whole,
} from './describe';
import type { Case } from './shape';

const cases = {
  constant: {
    documentation: 'The learning rate stays.',
    formula: 'α',
    alsoCalled: ['none', 'fixed'],
    options: {},
  },
  inverseTime: {
    documentation: 'The course’s decay: half of α after 1/decay epochs.',
    formula: 'α / (1 + decay · epoch)',
    alsoCalled: ['decay', 'inverseTimeDecay', 'timeBased'],
    options: {
      decay: alsoCalled(
        defaulted(real(excluding(0), including(1000)), 'How fast it falls, per epoch.', 1),
        'decayRate',
        'rate',
      ),
    },
  },
  step: {
    documentation: 'Multiplied by a factor every few epochs.',
    formula: 'α · factor^⌊epoch / every⌋',
    alsoCalled: ['staircase', 'stepDecay', 'stepLR'],
    options: {
      every: alsoCalled(
        required(whole(1, 1_000_000), 'Epochs from one change to the next.', 10),
        'epochs',
        'stepSize',
        'interval',
      ),
      factor: alsoCalled(
        defaulted(real(excluding(0), including(1)), 'What it is multiplied by.', 0.1),
        'gamma',
      ),
    },
  },
  cosine: {
    documentation:
      'Falls along half a cosine, from α in the first epoch to the minimum at the end.',
    formula: 'minimum + ½ (α - minimum)(1 + cos(π · epoch / epochs))',
    alsoCalled: ['cosineAnnealing', 'cosineDecay'],
    options: {
      minimum: alsoCalled(
        defaulted(real(including(0), including(1000)), 'Where it ends.', 0),
        'min',
        'etaMin',
      ),
    },
  },
} satisfies Readonly<Record<ScheduleSpec['type'], Case>>;

export const schedule = alsoCalled(
  derived(
    variant({
      noun: 'schedule',
      tag: 'type',
      tagDocumentation: 'How the learning rate changes with the epoch, counted from 0.',
      shortForm: 'word',
      cases,
    }),
    'How the learning rate changes with the epoch, counted from 0.',
    'constant',
  ),
  'learningRateSchedule',
  'scheduler',
  'learningRateDecay',
);

export const clip = alsoCalled(
  suggesting(
    derived(
      record('clipping', {
        norm: alsoCalled(
          derived(
            real(excluding(0), including(1e6)),
            'The most that the length of all gradients together may be; longer ones are shortened, their direction stays.',
            'no limit',
          ),
          'maxNorm',
          'clipNorm',
        ),
        value: alsoCalled(
          derived(
            real(excluding(0), including(1e6)),
            'The most that each number of a gradient may be, positive or negative; this comes before the norm.',
            'no limit',
          ),
          'maxValue',
          'clipValue',
        ),
      }),
      'Limits the gradients before they are used. Give "norm", "value" or both.',
      'no limits',
    ),
    { norm: 1 },
    { value: 1 },
  ),
  'clipping',
  'gradientClipping',
  'clipNorm',
);
