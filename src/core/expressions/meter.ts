/**
 * How much an evaluation may do: so many numbers computed, and no result larger than so many cells.
 *
 * Counted in numbers and not in time, so that the same expression is refused everywhere or nowhere.
 */
import { ExpressionFault } from './fault';
import type { MatrixValue } from './value';

/** Some tenths of a second of arithmetic; what somebody waits for who has asked. */
export const watchBudget = 100_000_000;

/** Some milliseconds: what a condition may take each time. */
export const conditionBudget = 2_000_000;

export const mostCells = 4_194_304;

export class Meter {
  private spent = 0;

  constructor(private readonly budget: number) {}

  /** Throws an `ExpressionFault` before more is computed than allowed. */
  spend(numbers: number, column: number): void {
    this.spent += numbers;
    if (this.spent <= this.budget) return;
    throw new ExpressionFault(
      `This expression computes more than ${this.budget} numbers; take a slice, such as W1[0, :].`,
      column,
    );
  }

  /** Room for a result whose every number costs `each`. */
  matrix(
    { rows, columns }: Omit<MatrixValue, 'values'>,
    { column, each = 1 }: { readonly column: number; readonly each?: number },
  ): MatrixValue & { readonly values: Float64Array } {
    const cells = rows * columns;
    if (mostCells < cells) {
      throw new ExpressionFault(
        `This would be a matrix of ${rows} × ${columns}; at most ${mostCells} cells are computed.`,
        column,
      );
    }
    this.spend(cells * each, column);
    return { rows, columns, values: new Float64Array(cells) };
  }
}
