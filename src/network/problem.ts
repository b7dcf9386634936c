/** A problem of a network file: what was found where, and what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'information';
  /** A stable name such as `unknown-key`, for tests and for the quick fix. */
  readonly code: string;
  /** What was found, what was expected, what to do; one or two sentences of plain text. */
  readonly message: string;
  readonly range: TextRange;
  readonly fix?: ProblemFix;
}

/** Half open, in UTF-16 code units from the start of the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface ProblemFix {
  /** Imperative: `Change to "relu"`. */
  readonly title: string;
  readonly range: TextRange;
  readonly newText: string;
}
