/** Elements and slices of a matrix, counted as in Python: from 0, from the end when negative, ends excluded. */
import { ExpressionFault } from './fault';
import { workFor, type Meter } from './meter';
import { matrixOrNumber, type ExpressionValue, type MatrixValue } from './value';

/** Subscripts whose expressions have been evaluated. */
export type Selection =
  | { readonly kind: 'at'; readonly index: number; readonly column: number }
  | {
      readonly kind: 'range';
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
      readonly column: number;
    };

interface Picked {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

export const everything: Selection = {
  kind: 'range',
  start: undefined,
  end: undefined,
  step: 1,
  column: 1,
};

export function select(
  matrix: MatrixValue,
  [row, column]: readonly [Selection, Selection],
  { meter, column: place }: { readonly meter: Meter; readonly column: number },
): ExpressionValue {
  const rows = pick(row, matrix.rows, 'row');
  const columns = pick(column, matrix.columns, 'column');
  const result = meter.matrix(
    { rows: rows.count, columns: columns.count },
    { column: place, each: workFor.copied },
  );
  for (let i = 0; i < rows.count; i++) {
    const source = (rows.first + i * rows.step) * matrix.columns + columns.first;
    for (let j = 0; j < columns.count; j++) {
      result.values[i * columns.count + j] = matrix.values[source + j * columns.step]!;
    }
  }
  return matrixOrNumber(result);
}

function pick(selection: Selection, length: number, what: 'row' | 'column'): Picked {
  const { column } = selection;
  if (selection.kind === 'at') {
    const { index } = selection;
    if (index < -length || length <= index) {
      throw new ExpressionFault(
        `Found ${what} ${index}, expected one of ${-length} … ${length - 1}.`,
        column,
      );
    }
    return { first: index < 0 ? index + length : index, step: 1, count: 1 };
  }
  const { step } = selection;
  if (step === 0) throw new ExpressionFault('Found a slice that steps by 0.', column);
  // Where Python stops a slice that goes backward: one before the first.
  const [lowest, highest] = 0 < step ? [0, length] : [-1, length - 1];
  const bound = (value: number | undefined, missing: number): number => {
    if (value === undefined) return missing;
    const counted = value < 0 ? value + length : value;
    return Math.max(lowest, Math.min(highest, counted));
  };
  const first = bound(selection.start, 0 < step ? lowest : highest);
  const end = bound(selection.end, 0 < step ? highest : lowest);
  const count = Math.max(0, Math.ceil((end - first) / step));
  if (count === 0) {
    throw new ExpressionFault(`This slice selects none of the ${length} ${what}s.`, column);
  }
  return { first, step, count };
}
