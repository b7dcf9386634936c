/** What is wrong with a file that the user chose, where, and what to do about it. */

/** Where a property stands in the network file: `['data', 'images']`. */
export type OptionPath = readonly (string | number)[];

/** One-based, as editors and terminals count. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Set when `file` is the network file: the property that is at fault. */
  readonly option?: OptionPath;
}

/** A file without lines is wrong at 1:1; a place in the network file is found by `option`. */
export class DataError extends Error {
  override readonly name = 'UserError';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly option: OptionPath | undefined;

  constructor(message: string, place: Place) {
    super(message);
    this.file = place.file;
    this.line = place.line ?? 1;
    this.column = place.column ?? 1;
    this.option = place.option;
  }
}
