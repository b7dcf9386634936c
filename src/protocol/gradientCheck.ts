/** The gradient check: what is asked, each row as it is done, and the whole. */
import type { Position } from './position';

export type GradientVerdict = 'correct' | 'look' | 'wrong' | 'kink';

export interface GradientCheckParams {
  /** h of the central difference; default 1e-5. */
  readonly perturbation?: number;
  /** Entries checked per parameter, spread evenly; default all. */
  readonly maximumEntries?: number;
}

export interface GradientCheckRow {
  readonly parameter: string;
  readonly checked: number;
  readonly total: number;
  /** False while the parameter is still being checked. */
  readonly complete: boolean;
  readonly kinks: number;
  readonly verdict: GradientVerdict;
  /** [relative error, then for the worst entry: row, column, analytic, numerical] */
  readonly values: Float64Array;
}

export interface GradientCheckReport {
  readonly position: Position;
  readonly cancelled: boolean;
  readonly verdict: GradientVerdict;
  readonly rows: readonly GradientCheckRow[];
  /** [relative error over all parameters] */
  readonly values: Float64Array;
}
