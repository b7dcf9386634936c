/** The verdict of a gradient check, graded as in CS231n and the course's assignment. */

/**
 * `correct`: at most 1e-7. `look`: at most 1e-4, or too small to be told from rounding noise. `kink`: correct,
 * but for entries at a kink, where no derivative exists. `wrong`: everything else, NaN included.
 */
export type GradientVerdict = 'correct' | 'look' | 'kink' | 'wrong';

const correctUpTo = 1e-7;
const plausibleUpTo = 1e-4;

export interface ErrorContext {
  /** The relative error of what exceeds rounding noise. */
  readonly beyondNoise: number;
  readonly kinks: number;
}

export function gradeError(
  relativeError: number,
  { beyondNoise, kinks }: ErrorContext,
): GradientVerdict {
  if (relativeError <= correctUpTo) return kinks === 0 ? 'correct' : 'kink';
  return relativeError <= plausibleUpTo || beyondNoise <= correctUpTo ? 'look' : 'wrong';
}

const severity: readonly GradientVerdict[] = ['correct', 'kink', 'look', 'wrong'];

/** The most severe of several verdicts. */
export function worstVerdict(verdicts: readonly GradientVerdict[]): GradientVerdict {
  return severity.findLast((verdict) => verdicts.includes(verdict)) ?? 'correct';
}
