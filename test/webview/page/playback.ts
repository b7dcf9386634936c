/** What the scripted trainer does to recorded numbers before it answers with them. */
import type { RunDescription } from '../../../src/protocol/run';
import type { MatrixSlice } from '../../../src/protocol/tensors';

/** Each block of cells as its number of largest magnitude. */
export function reducedMatrix(
  values: Float64Array,
  size: { readonly rows: number; readonly columns: number; readonly maximumCells: number },
): Pick<MatrixSlice, 'rowsPerCell' | 'columnsPerCell' | 'values'> {
  const { rows, columns, maximumCells } = size;
  const factor = Math.ceil(Math.sqrt(values.length / maximumCells));
  const small: number[] = [];
  for (let row = 0; row < rows; row += factor) {
    for (let column = 0; column < columns; column += factor) {
      small.push(largest(values, { row, column, rows, columns, factor }));
    }
  }
  return { rowsPerCell: factor, columnsPerCell: factor, values: Float64Array.from(small) };
}

export function renamed(
  run: RunDescription,
  rename: { readonly from: string; readonly to: string } | undefined,
): RunDescription {
  if (!rename) return run;
  return JSON.parse(JSON.stringify(run).replaceAll(rename.from, rename.to)) as RunDescription;
}

function largest(
  values: Float64Array,
  block: {
    readonly row: number;
    readonly column: number;
    readonly rows: number;
    readonly columns: number;
    readonly factor: number;
  },
): number {
  let found = 0;
  for (let row = block.row; row < Math.min(block.rows, block.row + block.factor); row++) {
    const end = Math.min(block.columns, block.column + block.factor);
    for (let column = block.column; column < end; column++) {
      const value = values[row * block.columns + column]!;
      if (Math.abs(value) > Math.abs(found) || Number.isNaN(value)) found = value;
    }
  }
  return found;
}

export function reducedSeries(values: Float64Array, perBucket: number): Float64Array {
  const result: number[] = [];
  for (let start = 0; start < values.length; start += 2 * perBucket) {
    const bucket = values.subarray(start, start + 2 * perBucket);
    result.push(Math.min(...bucket), Math.max(...bucket));
  }
  return Float64Array.from(result);
}

export function summaryOf(values: Float64Array): number[] {
  const finite = values.filter((value) => Number.isFinite(value));
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  const norm = Math.sqrt(finite.reduce((sum, value) => sum + value * value, 0));
  return [
    Math.min(...finite),
    Math.max(...finite),
    mean,
    Math.sqrt(variance),
    norm,
    finite.filter((value) => value === 0).length,
    values.length - finite.length,
  ];
}
