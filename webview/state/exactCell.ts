/** In a reduced picture a cell stands for a block of numbers: which of them it shows. */
import type { CellReference, MatrixSlice, SliceRequest } from '../../src/protocol/tensors';
import type { Cell } from '../run/cellText';

/** Asks for all numbers of the block under `cell`; undefined when the picture is exact already. */
export function blockRequest(slice: MatrixSlice, { row, column }: Cell): SliceRequest | undefined {
  const { tensor, rowsPerCell, columnsPerCell } = slice;
  if (rowsPerCell === 1 && columnsPerCell === 1) return undefined;
  const firstRow = row - ((row - slice.firstRow) % rowsPerCell);
  const firstColumn = column - ((column - slice.firstColumn) % columnsPerCell);
  const rows = Math.min(rowsPerCell, slice.firstRow + slice.rows - firstRow);
  const columns = Math.min(columnsPerCell, slice.firstColumn + slice.columns - firstColumn);
  return { tensor, firstRow, firstColumn, rows, columns, maximumCells: rows * columns };
}

/** The number of largest magnitude, a NaN before all others. */
export function largestCell({
  tensor,
  firstRow,
  firstColumn,
  columns,
  values,
}: MatrixSlice): CellReference {
  let found = 0;
  values?.forEach((value, index) => {
    const largest = values[found]!;
    const isLarger = Number.isNaN(value) || Math.abs(value) > Math.abs(largest);
    if (isLarger && !Number.isNaN(largest)) found = index;
  });
  return {
    tensor,
    row: firstRow + Math.floor(found / columns),
    column: firstColumn + (found % columns),
  };
}
