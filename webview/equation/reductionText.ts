/** What a reduced picture's cells stand for. */
import type { MatrixSlice } from '../../src/protocol/tensors';
import { shown } from '../run/reading';
import type { Layout } from '../run/reading';

/** `each cell is 4 × 2 numbers, the one of largest magnitude`; empty for an exact picture. */
export function reductionText(
  { rowsPerCell, columnsPerCell }: MatrixSlice,
  layout: Layout,
): string {
  if (rowsPerCell === 1 && columnsPerCell === 1) return '';
  const { rows, columns } = shown({ rows: rowsPerCell, columns: columnsPerCell }, layout);
  return `each cell is ${rows} × ${columns} numbers, the one of largest magnitude`;
}
