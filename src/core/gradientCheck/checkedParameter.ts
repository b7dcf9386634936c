/** What a gradient check has found of one parameter. */
import type { GradientVerdict } from './verdict';

export interface CheckedEntry {
  readonly row: number;
  readonly column: number;
  readonly analytic: number;
  readonly numerical: number;
}

export interface CheckedParameter {
  readonly parameter: string;
  readonly checked: number;
  readonly total: number;
  /** Entries where a unit changed sides within ±h; they are left out of the error. */
  readonly kinks: number;
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) over the entries checked so far. */
  readonly relativeError: number;
  /** ‖g − ĝ‖ */
  readonly differenceNorm: number;
  /** ‖g‖ */
  readonly analyticNorm: number;
  /** ‖ĝ‖ */
  readonly numericalNorm: number;
  readonly verdict: GradientVerdict;
  /** The entry whose gradients differ most. */
  readonly worst: CheckedEntry | undefined;
}
