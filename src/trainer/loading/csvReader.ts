/**
 * Comma-separated values, record by record, straight from the bytes.
 *
 * RFC 4180, strictly: a quote opens a cell or is doubled within one. Lines may end in CRLF, LF or CR. What a
 * lenient reader would repair by guessing is a `DataError` with line and column.
 */
import { isUtf8 } from 'node:buffer';

import { DataError, type Place } from './dataError';
import type { DataBytes } from './dataFiles';
import { parseDecimal } from './decimal';

export class CsvReader {
  /** Number of cells of the current record. */
  cells = 0;
  /** Line on which the current record starts; its cells may lie on later lines. */
  line = 0;

  private readonly file: string;
  private readonly bytes: Buffer;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private nextLine = 1;
  private recordStart = 0;
  private place: number;

  /** Refuses what is not UTF-8 text. */
  constructor({ file, bytes }: DataBytes) {
    this.file = file;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    refuseOtherEncodings(file, this.bytes);
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.place = hasMark ? 3 : 0;
  }

  /** Goes to the next record and says whether there is one. Empty lines at the end are none. */
  next(): boolean {
    if (this.onlyLineBreaksLeft()) return false;
    this.cells = 0;
    this.line = this.nextLine;
    this.recordStart = this.place;
    while (this.readCell());
    return true;
  }

  /** NaN for what is no decimal number. */
  decimal(cell: number): number {
    return parseDecimal(this.bytes, this.starts[cell]!, this.ends[cell]!);
  }

  text(cell: number): string {
    const text = this.bytes.toString('utf8', this.starts[cell], this.ends[cell]);
    return this.isQuoted(cell) ? text.replaceAll('""', '"') : text;
  }

  /** Where a cell of the current record begins. */
  placeOf(cell: number): Place {
    return this.placeAt(this.starts[cell]! - (this.isQuoted(cell) ? 1 : 0));
  }

  private isQuoted(cell: number): boolean {
    const start = this.starts[cell]!;
    return this.recordStart < start && this.bytes[start - 1] === character.quote;
  }

  /** Reads a cell and what separates it from the next; false when it was the last of the record. */
  private readCell(): boolean {
    if (this.cells === maximumCells) {
      throw new DataError(`A row has more than ${maximumCells} cells.`, this.placeAt(this.place));
    }
    if (this.bytes[this.place] === character.quote) this.readQuoted();
    else this.readPlain();
    this.cells++;
    const separator = this.bytes[this.place++];
    if (separator === character.comma) return true;
    if (separator === character.carriageReturn && this.bytes[this.place] === character.lineFeed)
      this.place++;
    this.nextLine++;
    return false;
  }

  private readPlain(): void {
    const { bytes } = this;
    this.starts[this.cells] = this.place;
    for (; this.place < bytes.length; this.place++) {
      const byte = bytes[this.place]!;
      if (isSeparator(byte)) break;
      if (byte === character.quote) {
        const reason =
          'A quote stands inside a cell that does not begin with one. Quote the whole cell, and double the quotes in it.';
        throw new DataError(reason, this.placeAt(this.place));
      }
    }
    this.ends[this.cells] = this.place;
  }

  private readQuoted(): void {
    const { bytes } = this;
    const opening = this.place;
    this.starts[this.cells] = opening + 1;
    for (;;) {
      const quote = bytes.indexOf(character.quote, this.place + 1);
      if (quote < 0) throw new DataError('This quote is never closed.', this.placeAt(opening));
      this.place = quote + 1;
      if (bytes[this.place] !== character.quote) break;
    }
    this.ends[this.cells] = this.place - 1;
    this.nextLine += countLineBreaks(bytes.subarray(opening, this.place));
    if (this.place < bytes.length && !isSeparator(bytes[this.place]!)) {
      throw new DataError(
        'After a closing quote, a comma or the end of the line is expected.',
        this.placeAt(this.place),
      );
    }
  }

  private onlyLineBreaksLeft(): boolean {
    for (let place = this.place; place < this.bytes.length; place++) {
      if (!isLineBreak(this.bytes[place]!)) return false;
    }
    return true;
  }

  /** Columns are counted in UTF-16 units, as editors do. */
  private placeAt(offset: number): Place {
    const lines = this.bytes.toString('utf8', this.recordStart, offset).split(/\r\n|\n|\r/);
    return {
      file: this.file,
      line: this.line + lines.length - 1,
      column: lines.at(-1)!.length + 1,
    };
  }
}

const character = { lineFeed: 0x0a, carriageReturn: 0x0d, quote: 0x22, comma: 0x2c } as const;
const maximumCells = 1_000_000;

function isLineBreak(byte: number): boolean {
  return byte === character.lineFeed || byte === character.carriageReturn;
}

function isSeparator(byte: number): boolean {
  return byte === character.comma || isLineBreak(byte);
}

/** CRLF counts once. */
export function countLineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place]!;
    const endsLine = byte === character.carriageReturn && bytes[place + 1] !== character.lineFeed;
    if (byte === character.lineFeed || endsLine) count++;
  }
  return count;
}

function refuseOtherEncodings(file: string, bytes: Buffer): void {
  const advice = 'Save it as UTF-8.';
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe || mark === 0xfeff)
    throw new DataError(`${file} is UTF-16 text. ${advice}`, { file });
  const nul = bytes.indexOf(0);
  if (0 <= nul) {
    const line = 1 + countLineBreaks(bytes.subarray(0, nul));
    throw new DataError(`${file} contains a NUL byte, so it is no text. ${advice}`, { file, line });
  }
  if (isUtf8(bytes)) return;
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(character.lineFeed, start) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  throw new DataError(`${file} is not UTF-8 text, first in this line. ${advice}`, { file, line });
}
