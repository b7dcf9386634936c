/** Dialects: whose formulas are meant where the sources differ. */
import type { Dialect } from '../spec';
import { choice } from './describe';
import type { Entry } from './shape';

export const dialects: Readonly<Record<Dialect, Entry>> = {
  course: {
    documentation:
      'The formulas of Andrew Ng’s courses: dZ and dA per sample, 1/m only in dW and db, momentum with (1 - β).',
    alsoCalled: ['deepLearningAI', 'andrewNg', 'coursera'],
  },
  book: {
    documentation:
      'The formulas of “Deep Learning from Scratch”: dZ and dA of the mean cost, momentum as a velocity, log(y + 1e-7), dropout that scales in evaluation.',
    alsoCalled: ['deepLearningFromScratch', 'scratch'],
  },
  pytorch: {
    documentation:
      'The formulas of PyTorch: dZ and dA of the mean cost, momentum without (1 - β), weight decay on every parameter.',
    alsoCalled: ['torch'],
  },
};

export const dialect = choice('dialect', dialects);

/** The dialect of a file that names none, or none that there is. */
export const usualDialect: Dialect = 'course';

export function isDialect(word: unknown): word is Dialect {
  return typeof word === 'string' && Object.hasOwn(dialects, word);
}
