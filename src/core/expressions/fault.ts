/** What is wrong with an expression, and where. */

export interface ExpressionError {
  readonly kind: 'error';
  /** A sentence without the place. */
  readonly message: string;
  /** One-based. */
  readonly column: number;
  /** A name that nobody knows, and those that could have been meant. */
  readonly misspelt?: Misspelt;
  /** The tensor that this iteration has not written yet, when that is all that is wrong. */
  readonly notComputedYet?: string;
}

export interface Misspelt {
  readonly found: string;
  readonly known: readonly string[];
}

/** Thrown inside of parsing and evaluating; `faultless` makes an `ExpressionError` of it. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';

  constructor(
    message: string,
    readonly column: number,
    readonly more: Pick<ExpressionError, 'misspelt' | 'notComputedYet'> = {},
  ) {
    super(message);
  }
}

export function faultless<T>(action: () => T): T | ExpressionError {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return { kind: 'error', message: error.message, column: error.column, ...error.more };
  }
}
