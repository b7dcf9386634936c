/** What an expression can be worth. A matrix of one element is a number, and a number serves as such a matrix. */
import type { Numbers } from '../statistics/summary';

export type ExpressionValue = number | boolean | MatrixValue;

export interface MatrixValue {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. The numbers may be those of a tensor itself, so nobody changes them. */
  readonly values: Numbers;
}

export function isMatrix(value: ExpressionValue): value is MatrixValue {
  return typeof value === 'object';
}

/** Any value as a matrix; `false` and `true` count as 0 and 1. */
export function asMatrix(value: ExpressionValue): MatrixValue {
  return isMatrix(value) ? value : { rows: 1, columns: 1, values: Float64Array.of(Number(value)) };
}

/** The matrix, or its number when it has only one. */
export function matrixOrNumber(matrix: MatrixValue): ExpressionValue {
  return matrix.rows === 1 && matrix.columns === 1 ? matrix.values[0]! : matrix;
}

/** `a matrix of 16 × 2`, `a number`. */
export function kindOfValue(value: ExpressionValue): string {
  if (isMatrix(value)) return `a matrix of ${value.rows} × ${value.columns}`;
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}
