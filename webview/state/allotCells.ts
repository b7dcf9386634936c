/** Divides one answer's budget of numbers among the tensors that are wanted. */
import type { TensorDescription } from '../../src/protocol/run';
import type { SliceRequest } from '../../src/protocol/tensors';

/** 64 KB hold 8192 float64 numbers; a little is left for the envelope. */
export const cellsPerAnswer = 8000;

/** Small tensors come whole; large ones share what is left, all with the same limit. */
export function allotCells(
  wanted: readonly { readonly tensor: TensorDescription; readonly cells: number }[],
): SliceRequest[] {
  const limit = commonLimit(wanted.map(({ cells }) => cells));
  return wanted.map(({ tensor, cells }) => ({
    tensor: tensor.name,
    firstRow: 0,
    firstColumn: 0,
    rows: tensor.rows,
    columns: tensor.columns,
    maximumCells: Math.max(1, Math.min(cells, limit)),
  }));
}

/** The largest limit with which the sum stays in the budget: fill the smallest first. */
function commonLimit(cells: readonly number[]): number {
  let left = cellsPerAnswer;
  const ascending = [...cells].sort((first, second) => first - second);
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return share;
    left -= size;
  }
  return cellsPerAnswer;
}
