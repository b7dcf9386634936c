/**
 * How much an evaluation may do, and how large a result may be.
 *
 * Counted in work and not in time, so that the same expression is refused everywhere or nowhere. A unit of work
 * is some one to two nanoseconds (measured), so a million of them is a millisecond or two.
 */
import { ExpressionFault } from './fault';
import type { MatrixValue } from './value';

/** Some tenths of a second: what somebody waits for who has asked. */
export const watchBudget = 200_000_000;

/** Some ten milliseconds: what a condition may take each time. */
export const conditionBudget = 8_000_000;

/** The work for each number of a result, or of what is reduced; of a matrix product for each of its terms. */
export const workFor = { element: 8, copied: 4, reduced: 2, term: 2 } as const;

export const mostCells = 4_194_304;

export class Meter {
  private spent = 0;

  constructor(private readonly budget: number) {}

  /** Throws an `ExpressionFault` before more is done than allowed. */
  spend(work: number, column: number): void {
    this.spent += work;
    if (this.spent <= this.budget) return;
    throw new ExpressionFault(
      'This expression takes too long to compute; take less of a tensor, such as W1[0, :].',
      column,
    );
  }

  /** Room for a result whose every number is so much work. */
  matrix(
    { rows, columns }: Omit<MatrixValue, 'values'>,
    { column, each = workFor.element }: { readonly column: number; readonly each?: number },
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
