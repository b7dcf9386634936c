/**
 * Comma-separated values, record by record, straight from the bytes. No more of the file is held than a window
 * of it, which grows with the longest record.
 *
 * RFC 4180, strictly: a quote opens a cell or is doubled within one. Lines may end in CRLF, LF or CR. What a
 * lenient reader would repair by guessing is a `DataError` with line and column.
 */
import { isUtf8 } from 'node:buffer';
import path from 'node:path';

import { countLineBreaks } from './csvLines';
import { DataError, type Place } from './dataError';
import type { DataStream } from './dataStream';
import { parseDecimal } from './decimal';
import type { MemoryBudget } from './memoryBudget';

export class CsvReader {
  /** Number of cells of the current record. */
  cells = 0;
  /** Line on which the current record starts; its cells may lie on later lines. */
  line = 1;

  private readonly source: DataStream;
  private readonly memory: MemoryBudget;
  private window: Buffer = Buffer.alloc(0);
  /** What of the window is filled; all places below count from its start. */
  private bytes = this.window;
  /** How much of the file has been read. */
  private read = 0;
  /** The end of what is known to be UTF-8. */
  private checked = 0;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private nextLine = 1;
  private recordStart = 0;
  private place = 0;

  /** Refuses what is not UTF-8 text, here and as it is read. */
  constructor(source: DataStream, memory: MemoryBudget) {
    this.source = source;
    this.memory = memory;
    this.readOn();
    const { bytes } = this;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.place = 3;
  }

  /** Goes to the next record and says whether there is one. Empty lines at the end are none. */
  next(): boolean {
    this.line = this.nextLine;
    this.recordStart = this.place;
    this.readRecord();
    // A record at the end of the window may go on behind it.
    while (this.hasMore() && (this.cells === 0 || this.bytes.length <= this.place)) {
      this.readOn();
      this.place = this.recordStart;
      this.nextLine = this.line;
      this.readRecord();
    }
    return 0 < this.cells;
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

  private readRecord(): void {
    this.cells = 0;
    if (this.onlyLineBreaksLeft()) return;
    while (this.readCell());
  }

  private hasMore(): boolean {
    return this.read < this.source.size;
  }

  /** Brings more of the file behind the current record. */
  private readOn(): void {
    const { source, recordStart } = this;
    const kept = this.bytes.length - recordStart;
    const left = source.size - this.read;
    const room = Math.min(Math.max(smallestWindow, 2 * kept), kept + left);
    const old = this.window;
    if (old.length < room) {
      const purpose = `Reading ${path.basename(source.file)}`;
      this.memory.claim(room, purpose, { file: source.file, line: this.line });
      this.window = Buffer.alloc(room);
    }
    old.copy(this.window, 0, recordStart, recordStart + kept);
    this.bytes = this.window.subarray(0, Math.min(this.window.length, kept + left));
    source.read(this.bytes.subarray(kept), this.read);
    this.read += this.bytes.length - kept;
    this.recordStart = 0;
    this.checked = Math.max(0, this.checked - recordStart);
    this.refuseOtherEncodings();
  }

  private refuseOtherEncodings(): void {
    const { bytes, checked } = this;
    const { file } = this.source;
    if (checked === 0) refuseUtf16(file, bytes);
    const nul = bytes.indexOf(0, checked);
    if (0 <= nul) {
      const line = this.line + countLineBreaks(bytes.subarray(0, nul));
      const message = `${file} contains a NUL byte, so it is no text. ${adviceOnEncodings}`;
      throw new DataError(message, { file, line });
    }
    const end = this.hasMore() ? startOfLastCharacter(bytes) : bytes.length;
    if (!isUtf8(bytes.subarray(checked, end)))
      throw notUtf8(file, bytes.subarray(0, end), this.line);
    this.checked = end;
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
      if (quote < 0 && !this.hasMore()) {
        throw new DataError('This quote is never closed.', this.placeAt(opening));
      }
      this.place = quote < 0 ? bytes.length : quote + 1;
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
      file: this.source.file,
      line: this.line + lines.length - 1,
      column: lines.at(-1)!.length + 1,
    };
  }
}

const character = { lineFeed: 0x0a, carriageReturn: 0x0d, quote: 0x22, comma: 0x2c } as const;
const maximumCells = 1_000_000;
const smallestWindow = 2 ** 20;

function isLineBreak(byte: number): boolean {
  return byte === character.lineFeed || byte === character.carriageReturn;
}

function isSeparator(byte: number): boolean {
  return byte === character.comma || isLineBreak(byte);
}

const adviceOnEncodings = 'Save it as UTF-8.';

function refuseUtf16(file: string, bytes: Buffer): void {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark !== 0xfffe && mark !== 0xfeff) return;
  throw new DataError(`${file} is UTF-16 text. ${adviceOnEncodings}`, { file });
}

/** `firstLine` is that with which the bytes begin. */
function notUtf8(file: string, bytes: Buffer, firstLine: number): DataError {
  let line = firstLine;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(character.lineFeed, start) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  const message = `${file} is not UTF-8 text, first in this line. ${adviceOnEncodings}`;
  return new DataError(message, { file, line });
}

/** What stands before it is whole. */
function startOfLastCharacter(bytes: Buffer): number {
  let start = bytes.length - 1;
  while (bytes.length - 4 < start && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}
