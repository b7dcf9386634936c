/** The numbers of a row, of a column, or of a matrix with only one of them, as variables. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { MatrixSlice } from '../protocol/tensors';
import { type ChildRange, withRest } from './childRange';
import { errors, UserError } from './errors';
import { exactNumber } from './numberText';
import type { ShownMatrix, StoppedRun, Window } from './stoppedRun';

// One answer of the trainer holds this many numbers.
export const cellsPerAnswer = 8192;

/** Cells in a row or a column: where the nth of them lies. */
export interface CellLine {
  readonly tensor: ShownMatrix;
  window(first: number, count: number): Window;
  cell(index: number): readonly [row: number, column: number];
}

export function rowCells({ tensor, row }: { tensor: ShownMatrix; row: number }): CellLine {
  return {
    tensor,
    window: (first, count) => ({
      tensor: tensor.name,
      firstRow: row,
      firstColumn: first,
      rows: 1,
      columns: count,
    }),
    cell: (index) => [row, index],
  };
}

/** The cells of a matrix with a single row or a single column. */
export function lineCells(tensor: ShownMatrix): CellLine {
  if (tensor.rows === 1) return rowCells({ tensor, row: 0 });
  return {
    tensor,
    window: (first, count) => ({
      tensor: tensor.name,
      firstRow: first,
      firstColumn: 0,
      rows: count,
      columns: 1,
    }),
    cell: (index) => [index, 0],
  };
}

export async function elements(
  stopped: StoppedRun,
  line: CellLine,
  range: ChildRange,
): Promise<Dap.Variable[]> {
  const { precision } = line.tensor;
  const variables: Dap.Variable[] = [];
  for (const { first, count } of blocksOf(range, cellsPerAnswer)) {
    const values = valuesOf((await stopped.windows([line.window(first, count)]))[0]);
    values.forEach((value, index) => {
      const [row, column] = line.cell(first + index);
      variables.push({
        name: `[${first + index}]`,
        value: exactNumber(value, precision),
        type: precision,
        evaluateName: `${line.tensor.name}[${row}, ${column}]`,
        variablesReference: 0,
      });
    });
  }
  return withRest(variables, range);
}

/** The range in pieces of at most `size`, in order. */
export function blocksOf(
  { start, end }: ChildRange,
  size: number,
): { readonly first: number; readonly count: number }[] {
  const blocks = [];
  for (let first = start; first < end; first += size) {
    blocks.push({ first, count: Math.min(size, end - first) });
  }
  return blocks;
}

/** A tensor that has no value has no reference to open, so its numbers are there. */
export function valuesOf(slice: MatrixSlice | undefined): Float64Array {
  if (slice?.values === undefined) throw new UserError(errors.earlierStop());
  return slice.values;
}
