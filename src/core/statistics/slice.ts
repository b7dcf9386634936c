/**
 * Windows of a matrix, reduced where they hold more cells than can be shown.
 *
 * A reduced value is the one of largest magnitude in its block, sign included, so that an exploding or NaN
 * entry shows however small it is drawn; averages would hide it.
 */
import type { Numbers } from './summary';

/** Row-major. */
export interface MatrixView {
  readonly values: Numbers;
  readonly rows: number;
  readonly columns: number;
}

export interface SliceWindow {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
  readonly columns: number;
  /** Most values wanted; at least 1. */
  readonly maximumCells: number;
}

export interface MatrixWindow {
  readonly firstRow: number;
  readonly firstColumn: number;
  /** The part of the window that lies in the matrix. */
  readonly rows: number;
  readonly columns: number;
  /** Cells of the matrix per value, in each direction; 1 and 1 means exact. */
  readonly rowsPerCell: number;
  readonly columnsPerCell: number;
  /** Row-major, ⌈rows / rowsPerCell⌉ by ⌈columns / columnsPerCell⌉. */
  readonly values: Float64Array<ArrayBuffer>;
}

export function sliceMatrix(matrix: MatrixView, window: SliceWindow): MatrixWindow {
  const firstRow = clamp(window.firstRow, matrix.rows);
  const firstColumn = clamp(window.firstColumn, matrix.columns);
  const rows = clamp(window.rows, matrix.rows - firstRow);
  const columns = clamp(window.columns, matrix.columns - firstColumn);
  const blocks = chooseBlocks(rows, columns, Math.max(1, Math.floor(window.maximumCells) || 1));
  const area = { firstRow, firstColumn, rows, columns, ...blocks };
  return { ...area, values: reduce(matrix, area) };
}

type Area = Omit<MatrixWindow, 'values'>;
type Blocks = Pick<MatrixWindow, 'rowsPerCell' | 'columnsPerCell'>;

/** A whole number of 0 … limit; anything else a caller says is brought there. */
function clamp(wanted: number, limit: number): number {
  return Math.max(0, Math.min(limit, Math.floor(wanted) || 0));
}

/** The short side stays exact where it can; otherwise both sides are reduced to the root of the limit. */
function chooseBlocks(rows: number, columns: number, maximumCells: number): Blocks {
  if (rows * columns <= maximumCells) return { rowsPerCell: 1, columnsPerCell: 1 };
  const side = Math.floor(Math.sqrt(maximumCells));
  const shownRows = rows <= side ? rows : Math.max(side, Math.floor(maximumCells / columns));
  const rowsPerCell = Math.ceil(rows / shownRows);
  const columnsPerCell = Math.ceil(
    columns / Math.floor(maximumCells / Math.ceil(rows / rowsPerCell)),
  );
  return { rowsPerCell, columnsPerCell };
}

function reduce(matrix: MatrixView, area: Area): Float64Array<ArrayBuffer> {
  const { rows, columns, rowsPerCell, columnsPerCell } = area;
  const reducedColumns = Math.ceil(columns / columnsPerCell);
  const reduced = new Float64Array(Math.ceil(rows / rowsPerCell) * reducedColumns);
  for (let row = 0; row < rows; row++) {
    const source = (area.firstRow + row) * matrix.columns + area.firstColumn;
    const cells = matrix.values.subarray(source, source + columns);
    const target = Math.floor(row / rowsPerCell) * reducedColumns;
    if (rowsPerCell === 1 && columnsPerCell === 1) {
      reduced.set(cells, target);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      const cell = target + Math.floor(column / columnsPerCell);
      if (outweighs(cells[column]!, reduced[cell]!)) reduced[cell] = cells[column]!;
    }
  }
  return reduced;
}

/** A NaN outweighs every number, and nothing outweighs a NaN. */
function outweighs(value: number, other: number): boolean {
  return Math.abs(other) < Math.abs(value) || (Number.isNaN(value) && !Number.isNaN(other));
}
