/** The result of a gradient check in words and in JSON, where NaN must be a text to survive. */
import type {
  GradientCheckReport,
  GradientCheckRow,
  GradientVerdict,
} from '../protocol/gradientCheck';
import { briefNumber } from './numberText';

export interface GradientCheckText {
  readonly verdict: GradientVerdict;
  readonly cancelled: boolean;
  readonly relativeError: string;
  readonly rows: readonly GradientCheckRowText[];
}

export interface GradientCheckRowText {
  readonly parameter: string;
  readonly verdict: GradientVerdict;
  readonly relativeError: string;
  readonly checked: number;
  readonly total: number;
  readonly kinks: number;
}

export function gradientCheckText(report: GradientCheckReport): GradientCheckText {
  return {
    verdict: report.verdict,
    cancelled: report.cancelled,
    relativeError: briefNumber(report.values[0] ?? NaN),
    rows: report.rows.map(({ parameter, verdict, values, checked, total, kinks }) => ({
      parameter,
      verdict,
      relativeError: briefNumber(values[0] ?? NaN),
      checked,
      total,
      kinks,
    })),
  };
}

/** `W1: correct, relative error 2.1e-9 (32 of 32 entries)` */
export function describeGradientCheckRow(row: GradientCheckRow): string {
  const kinks = row.kinks === 0 ? '' : `, ${row.kinks} at a kink`;
  const error = briefNumber(row.values[0] ?? NaN);
  return `${row.parameter}: ${row.verdict}, relative error ${error} (${row.checked} of ${row.total} entries${kinks})`;
}
