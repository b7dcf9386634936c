/** What is wrong with a file that the user chose, where, and what to do about it. */
import type { LoadProblem } from '../../protocol/loading';

/** One-based, as editors and terminals count. A file without lines is wrong at 1:1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export class DataError extends Error {
  override readonly name = 'UserError';
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(message: string, { file, line = 1, column = 1 }: Place) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  get problem(): LoadProblem {
    const { file, line, column, message } = this;
    return { file, line, column, message };
  }
}
