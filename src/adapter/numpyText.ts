/**
 * Numbers as Python reads them with `import numpy as np`: `np.array([[1.5, -2.0]])`.
 *
 * Every number has the digits that give it back in the run's precision, and every array its shape.
 */
import { errors, UserError } from './errors';
import { exactNumber } from './numberText';
import type { ShownMatrix, StoppedRun } from './stoppedRun';
import { blocksOf, cellsPerAnswer, valuesOf } from './tensorElements';

// Some 20 MB of text.
const mostNumbers = 1_048_576;

/** Fetches all numbers of the matrix, as many at a time as one answer holds. */
export async function numpyText(stopped: StoppedRun, matrix: ShownMatrix): Promise<string> {
  const { name, shape, rows, columns, precision } = matrix;
  if ((await stopped.summary(name)) === undefined) {
    throw new UserError(errors.notComputed(name));
  }
  if (mostNumbers < rows * columns) {
    throw new UserError(errors.tooLongToCopy(name, { found: rows * columns, most: mostNumbers }));
  }
  const numbers: string[] = [];
  for (const across of blocksOf({ start: 0, end: rows, omitted: 0 }, rowsPerAnswer(columns))) {
    for (const along of blocksOf({ start: 0, end: columns, omitted: 0 }, cellsPerAnswer)) {
      const window = {
        tensor: name,
        firstRow: across.first,
        firstColumn: along.first,
        rows: across.count,
        columns: along.count,
      };
      const values = valuesOf((await stopped.windows([window]))[0]);
      for (const value of values) numbers.push(pythonNumber(value, precision));
    }
  }
  const type = precision === 'float32' ? ', dtype=np.float32' : '';
  return `np.array(${nested(numbers, shape)}${type})`;
}

export function pythonNumber(value: number, precision: ShownMatrix['precision']): string {
  if (Number.isNaN(value)) return 'np.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '-np.inf';
  const text = exactNumber(value, precision);
  // A dot or an exponent makes it a float.
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

export function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

/** Whole rows where more than one of them fits. */
function rowsPerAnswer(columns: number): number {
  return Math.max(1, Math.floor(cellsPerAnswer / columns));
}

/** The innermost dimension first, then each around it. */
function nested(numbers: readonly string[], shape: readonly number[]): string {
  const parts = shape.toReversed().reduce<readonly string[]>((inner, length) => {
    const lists: string[] = [];
    for (let first = 0; first < inner.length; first += length) {
      lists.push(`[${inner.slice(first, first + length).join(', ')}]`);
    }
    return lists;
  }, numbers);
  return parts[0] ?? '[]';
}
