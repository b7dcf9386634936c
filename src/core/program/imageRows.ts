/**
 * Tensors whose first dimension is a unit or a channel, read as rows: (rows, everything else).
 *
 * The matrix reading of images (all leading dimensions by the batch) has a row for every pixel of a channel;
 * these functions translate between the two.
 */
import { matrixShape, type Shape } from '../tensor/shape';
import type { Cell, Region } from './explanation';

export interface RowsOf {
  readonly shape: Shape;
  /** Units, or channels. */
  readonly rows: number;
}

/** The cell, in the matrix reading, of a place in row-by-everything-else. */
export function rowCell(
  { shape, rows }: RowsOf,
  tensor: string,
  { row, column }: { readonly row: number; readonly column: number },
): Cell {
  const matrix = matrixShape(shape);
  const rowsPerChannel = matrix.rows / rows;
  return {
    tensor,
    row: row * rowsPerChannel + Math.floor(column / matrix.columns),
    column: column % matrix.columns,
  };
}

/** The unit or channel that a cell of the matrix reading belongs to. */
export function rowOf({ shape, rows }: RowsOf, { row }: Cell): number {
  return Math.floor(row / (matrixShape(shape).rows / rows));
}

/** All cells of a unit or channel, in the matrix reading. */
export function rowsRegion({ shape, rows }: RowsOf, tensor: string, row: number): Region {
  const matrix = matrixShape(shape);
  const count = matrix.rows / rows;
  return { tensor, firstRow: row * count, firstColumn: 0, rows: count, columns: matrix.columns };
}
