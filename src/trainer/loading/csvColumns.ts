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

interface FirstRecord {
  readonly reader: CsvReader;
  /** Absent for a table without a header. */
  readonly names: readonly string[] | undefined;
}

/** Refuses columns that do not exist, and a column that would be given away by being an input as well. */
export function chooseColumns(choice: ColumnChoice, first: FirstRecord): ChosenColumns {
  const targets = choice.targets.map((column) => findColumn(column, first));
  const others = Array.from({ length: first.reader.cells }, (_, cell) => cell);
  const features =
    choice.features?.map((column) => findColumn(column, first)) ??
    others.filter((cell) => !targets.includes(cell));
  const shared = features.find((cell) => targets.includes(cell));
  if (shared !== undefined) {
    throw new DataError(
      `Column ${shared} is among both "features" and "targets".`,
      first.reader.placeOf(shared),
    );
  }
  if (features.length === 0) {
    throw new DataError(
      'Every column is a target, and none is left to predict from.',
      first.reader.placeOf(0),
    );
  }
  return { features, targets };
}

function findColumn(column: string | number, { reader, names }: FirstRecord): number {
  if (typeof column === 'number') {
    if (column < reader.cells) return column;
    const message = `There is no column ${column}; the columns are 0 to ${reader.cells - 1}.`;
    throw new DataError(message, reader.placeOf(0));
  }
  if (names === undefined) {
    const message = `There is no column "${column}", because "header" is false. Count the columns from 0.`;
    throw new DataError(message, reader.placeOf(0));
  }
  const cell = names.indexOf(column);
  if (0 <= cell) return cell;
  const known = names.slice(0, 20).map((name) => `"${name}"`);
  const more = 20 < names.length ? ` and ${names.length - 20} more` : '';
  throw new DataError(
    `There is no column "${column}". The header names ${known.join(', ')}${more}.`,
    reader.placeOf(0),
  );
}
