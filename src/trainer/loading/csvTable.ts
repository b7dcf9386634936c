/** The columns of a CSV file that a network learns from, as numbers. */
import path from 'node:path';

import { chooseColumns, type ColumnChoice } from './csvColumns';
import { countLines } from './csvLines';
import { CsvReader } from './csvReader';
import { DataError } from './dataError';
import { changed, type DataStream } from './dataStream';
import type { MemoryBudget } from './memoryBudget';

export interface CsvTable {
  /** Absolute path. */
  readonly file: string;
  readonly count: number;
  readonly features: number;
  readonly outputs: number;
  /** (count, features), row-major. */
  readonly inputs: Float64Array;
  /** (count, outputs), row-major. */
  readonly targets: Float64Array;
  /** The line on which each sample starts, from 1. */
  readonly lines: Uint32Array;
}

export interface CsvOptions extends ColumnChoice {
  readonly header: boolean;
}

/** Columns that are not chosen may hold anything; every row must have the same number of cells. */
export function parseCsv(source: DataStream, options: CsvOptions, memory: MemoryBudget): CsvTable {
  const { file } = source;
  const reader = new CsvReader(source, memory);
  if (!reader.next()) throw new DataError(`${file} is empty.`, { file });
  refuseOtherSeparators(reader);
  const width = reader.cells;
  const names = options.header ? readNames(reader) : undefined;
  const { features, targets } = chooseColumns(options, reader, names);
  if (options.header && !reader.next()) {
    throw new DataError(`${file} has a header and no rows.`, { file });
  }
  const bytesPerRow = 8 * (features.length + targets.length) + 4;
  const most = claimRows({ source, firstLine: reader.line, bytesPerRow }, memory);
  const inputs = new Float64Array(most * features.length);
  const outputs = new Float64Array(most * targets.length);
  const lines = new Uint32Array(most);
  let count = 0;
  do {
    if (reader.cells !== width) throw raggedRow(reader, width);
    // There cannot be more rows than lines, unless the file has been written since they were counted.
    if (count === most) throw changed(file);
    lines[count] = reader.line;
    for (let i = 0; i < features.length; i++) {
      inputs[count * features.length + i] = readNumber(reader, features[i]!, names);
    }
    for (let i = 0; i < targets.length; i++) {
      outputs[count * targets.length + i] = readNumber(reader, targets[i]!, names);
    }
    count++;
  } while (reader.next());
  return {
    file,
    count,
    features: features.length,
    outputs: targets.length,
    inputs: inputs.subarray(0, count * features.length),
    targets: outputs.subarray(0, count * targets.length),
    lines: lines.subarray(0, count),
  };
}

interface RowClaim {
  readonly source: DataStream;
  /** Where the first row of numbers stands. */
  readonly firstLine: number;
  readonly bytesPerRow: number;
}

/** How many rows there are at most. Refuses the first that does not fit, and reads no further to find it. */
function claimRows({ source, firstLine, bytesPerRow }: RowClaim, memory: MemoryBudget): number {
  const { file } = source;
  const limit = firstLine - 1 + Math.floor(memory.left() / bytesPerRow);
  const line = Math.min(countLines(source, limit), limit + 1);
  const rows = line - (firstLine - 1);
  const purpose = `Reading ${path.basename(file)} up to line ${line}`;
  memory.claim(bytesPerRow * rows, purpose, { file, line });
  return rows;
}

function readNames(reader: CsvReader): readonly string[] {
  const names = Array.from({ length: reader.cells }, (_, cell) => reader.text(cell).trim());
  const seen = new Map<string, number>();
  names.forEach((name, cell) => {
    const first = seen.get(name);
    seen.set(name, cell);
    if (name === '' || first === undefined) return;
    const message = `Columns ${first} and ${cell} are both named "${name}" (counted from 0). Rename one of them.`;
    throw new DataError(message, reader.placeOf(cell));
  });
  return names;
}

function readNumber(reader: CsvReader, cell: number, names: readonly string[] | undefined): number {
  const value = reader.decimal(cell);
  if (Number.isFinite(value)) return value;
  const text = reader.text(cell).trim();
  const column = names?.[cell] ? `Column "${names[cell]}"` : `Column ${cell} (counted from 0)`;
  const found = text === '' ? 'is empty here' : `holds ${JSON.stringify(text.slice(0, 40))}`;
  const message = `${column} ${found}; expected a number such as -1.5 or 2e3. ${advise(text)}`;
  throw new DataError(message, reader.placeOf(cell));
}

/** Detected and explained, never guessed: 1,234 is a different number in different countries. */
function advise(text: string): string {
  if (text === '') return 'Fill it in, or remove the row.';
  if (text.includes(';')) return semicolons;
  if (text.includes('\t')) return tabs;
  if (/^[+-]?[\d.]*\d,\d+$/.test(text)) return 'This looks like a decimal comma: write a point.';
  return 'Correct it, remove the row, or leave the column out with "features".';
}

const semicolons = 'The cells seem to be separated by semicolons: save the table with commas.';
const tabs = 'The cells seem to be separated by tabs: save the table with commas.';

/** In the first record, where the names stand. */
function refuseOtherSeparators(reader: CsvReader): void {
  if (reader.cells !== 1) return;
  const text = reader.text(0);
  const place = reader.placeOf(0);
  if (text.includes(';')) throw new DataError(semicolons, place);
  if (text.includes('\t')) throw new DataError(tabs, place);
}

function raggedRow(reader: CsvReader, width: number): DataError {
  const texts = Array.from({ length: Math.min(reader.cells, 100) }, (_, cell) => reader.text(cell));
  const isEmpty = reader.cells === 1 && texts[0] === '';
  const found = isEmpty ? 'This line is empty' : `This row has ${reader.cells} cells`;
  const hint = texts.some((text) => text.includes(';')) ? ` ${semicolons}` : '';
  return new DataError(
    `${found}; expected ${width} cells as in the first row.${hint}`,
    reader.placeOf(0),
  );
}
