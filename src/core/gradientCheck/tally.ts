/** What has been found of one parameter so far. */
import type { CheckedEntry, CheckedParameter } from './checkedParameter';
import { gradeError } from './verdict';

export interface TallyOptions {
  readonly parameter: string;
  /** Entries of the parameter, and how many of them are in a row. */
  readonly total: number;
  readonly columns: number;
  /** What rounding alone can do to a central difference. */
  readonly noise: number;
}

export class Tally {
  private readonly options: TallyOptions;
  private checked = 0;
  private kinks = 0;
  /** Sums of squares. */
  private difference = 0;
  private excess = 0;
  private analytic = 0;
  private numerical = 0;
  private worst = -1;
  private worstAnalytic = 0;
  private worstNumerical = 0;

  constructor(options: TallyOptions) {
    this.options = options;
  }

  /** An entry without a derivative is counted, and no more. */
  addKink(): void {
    this.checked++;
    this.kinks++;
  }

  add(index: number, analytic: number, numerical: number): void {
    const difference = Math.abs(analytic - numerical);
    const excess = Math.max(0, difference - this.options.noise);
    this.checked++;
    this.difference += difference * difference;
    this.excess += excess * excess;
    this.analytic += analytic * analytic;
    this.numerical += numerical * numerical;
    if (this.worst !== -1 && !(Math.abs(this.worstAnalytic - this.worstNumerical) < difference)) {
      return;
    }
    this.worst = index;
    this.worstAnalytic = analytic;
    this.worstNumerical = numerical;
  }

  result(): CheckedParameter {
    const { parameter, total } = this.options;
    const { checked, kinks } = this;
    const [analyticNorm, numericalNorm] = [Math.sqrt(this.analytic), Math.sqrt(this.numerical)];
    const size = analyticNorm + numericalNorm;
    const relative = (sum: number): number => (sum === 0 ? 0 : Math.sqrt(sum) / size);
    const relativeError = relative(this.difference);
    return {
      parameter,
      checked,
      total,
      kinks,
      relativeError,
      differenceNorm: Math.sqrt(this.difference),
      analyticNorm,
      numericalNorm,
      verdict: gradeError(relativeError, { beyondNoise: relative(this.excess), kinks }),
      worst: this.worstEntry(),
    };
  }

  private worstEntry(): CheckedEntry | undefined {
    if (this.worst === -1) return undefined;
    return {
      row: Math.floor(this.worst / this.options.columns),
      column: this.worst % this.options.columns,
      analytic: this.worstAnalytic,
      numerical: this.worstNumerical,
    };
  }
}
