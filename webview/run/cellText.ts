/** One number in words, as hovering shows it. */
import type { TensorDescription } from '../../src/protocol/run';
import type { MatrixSlice } from '../../src/protocol/tensors';
import { formatNumber } from '../text/formatNumber';

import { shapeText, shown } from './reading';
import type { Layout } from './reading';

/** A cell in memory order, both counted from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** `A1[3, 17]`, in the order the layout shows. */
export function cellName(tensor: string, cell: Cell, layout: Layout): string {
  const place = shown({ rows: cell.row, columns: cell.column }, layout);
  return `${tensor}[${place.rows}, ${place.columns}]`;
}

/** `A1[3, 17] = 0.5312, unit 3, sample 17, shape (16, 32)`; says so when a cell stands for several numbers. */
export function cellText(
  tensor: TensorDescription,
  cell: Cell,
  { slice, layout }: { readonly slice: MatrixSlice | undefined; readonly layout: Layout },
): string {
  const shape = `shape ${shapeText(tensor, layout)}`;
  const value = valueAt(slice, cell);
  if (slice === undefined || value === undefined) {
    return [
      `${cellName(tensor.name, cell, layout)} has no value yet`,
      ...meaning(tensor, cell),
      shape,
    ].join(', ');
  }
  if (slice.rowsPerCell === 1 && slice.columnsPerCell === 1) {
    const equation = `${cellName(tensor.name, cell, layout)} = ${formatNumber(value)}`;
    return [equation, ...meaning(tensor, cell), shape].join(', ');
  }
  const block = shown({ rows: slice.rowsPerCell, columns: slice.columnsPerCell }, layout);
  return `${tensor.name} near ${cellName('', cell, layout)}: ${formatNumber(value)}, the largest of ${block.rows} × ${block.columns} numbers, ${shape}`;
}

/** The number a slice shows for a cell; undefined outside of the slice and where there is none. */
export function valueAt(slice: MatrixSlice | undefined, { row, column }: Cell): number | undefined {
  if (slice?.values === undefined) return undefined;
  const down = Math.floor((row - slice.firstRow) / slice.rowsPerCell);
  const across = Math.floor((column - slice.firstColumn) / slice.columnsPerCell);
  const width = Math.ceil(slice.columns / slice.columnsPerCell);
  if (down < 0 || across < 0 || across >= width) return undefined;
  return slice.values[down * width + across];
}

function meaning(tensor: TensorDescription, { row, column }: Cell): string[] {
  if (tensor.rows * tensor.columns === 1 || tensor.shape.length !== 2) return [];
  if (/^[dvsh]?W\d+$/.test(tensor.name)) return [`unit ${row}`, `input ${column}`];
  if (tensor.columns === 1 && tensor.layer !== undefined) return [`unit ${row}`];
  if (tensor.role === 'data')
    return [`${tensor.name === 'Y' ? 'output' : 'feature'} ${row}`, `sample ${column}`];
  if (tensor.role === 'activation' || tensor.role === 'gradient') {
    return [`unit ${row}`, `sample ${column}`];
  }
  return [];
}
