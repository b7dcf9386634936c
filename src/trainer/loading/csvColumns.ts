/** Which columns of a table are inputs and which are targets. */
import type { CsvReader } from './csvReader';
import { DataError } from './dataError';

/** Names of the header, or numbers counted from 0. */
export interface ColumnChoice {
  readonly targets: readonly (string | number)[];
  /** Absent: every column that is not a target. */
  readonly features?: readonly (string | number)[];
}

export interface ChosenColumns {
  readonly features: readonly number[];
  readonly targets: readonly number[];
}

/**
 * The reader stands on the first record; `names` is absent for a table without a header. Refuses columns that
 * do not exist, and a column that would give itself away by being an input as well as a target.
 */
export function chooseColumns(
  choice: ColumnChoice,
  reader: CsvReader,
  names: readonly string[] | undefined,
): ChosenColumns {
  const cells = new Map(names?.map((name, cell) => [name, cell]));
  const find = (column: string | number): number => {
    const cell = typeof column === 'string' ? cells.get(column) : column;
    if (cell !== undefined && cell < reader.cells) return cell;
    const reason = explainMissing(column, reader.cells, names);
    throw new DataError(reason, reader.placeOf(0));
  };
  const targets = choice.targets.map(find);
  const isTarget = new Set(targets);
  const others = Array.from({ length: reader.cells }, (_, cell) => cell);
  const features = choice.features?.map(find) ?? others.filter((cell) => !isTarget.has(cell));
  const shared = features.find((cell) => isTarget.has(cell));
  if (shared !== undefined) {
    const reason = `Column ${shared} is among both "features" and "targets".`;
    throw new DataError(reason, reader.placeOf(shared));
  }
  if (features.length === 0) {
    const reason = 'Every column is a target, and none is left to predict from.';
    throw new DataError(reason, reader.placeOf(0));
  }
  return { features, targets };
}

function explainMissing(
  column: string | number,
  cells: number,
  names: readonly string[] | undefined,
): string {
  if (typeof column === 'number') {
    return `There is no column ${column}; the columns are 0 to ${cells - 1}.`;
  }
  if (names === undefined) {
    return `There is no column "${column}", because "header" is false. Count the columns from 0.`;
  }
  const known = names.slice(0, 20).map((name) => `"${name}"`);
  const more = 20 < names.length ? ` and ${names.length - 20} more` : '';
  return `There is no column "${column}". The header names ${known.join(', ')}${more}.`;
}
