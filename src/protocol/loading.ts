/** How a run is opened, from a network file or from a trace, or why it is not. */
import type { StopReport } from './movement';
import type { Position } from './position';
import type { RunDescription } from './run';

export interface LoadParams {
  readonly file: string;
  readonly text: string;
  /** Folders from which data may be read, beside the file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
  readonly keyframeBudgetBytes: number;
  /** Without it the run ends with its process. */
  readonly journal?: JournalParams;
}

/** Where a run is written down as it goes on, so that it survives its process. */
export interface JournalParams {
  /** Absolute; made if it is missing. */
  readonly folder: string;
  /** Names the journal: letters, digits and dashes. */
  readonly session: string;
  /** A session that has died; this one goes on from where it stood. */
  readonly resume?: string;
}

/** A run whose process has ended while it was being debugged. */
export interface InterruptedRun {
  readonly session: string;
  /** Absolute path of its journal. */
  readonly journal: string;
  /** Absolute path of its network file, or of the trace where there is none. */
  readonly file: string;
  /** Where it stood. */
  readonly position: Position;
  /** Why it cannot go on from there; a sentence, absent when it can. */
  readonly obstacle?: string;
  /** When it was last written down, in milliseconds since 1970. */
  readonly lastWritten: number;
}

export interface AttachParams extends Omit<LoadParams, 'file' | 'text'> {
  /** Absolute path of the trace. */
  readonly trace: string;
}

export type AttachResult =
  | Extract<LoadResult, { kind: 'refused' }>
  | (Extract<LoadResult, { kind: 'loaded' }> & {
      /** As the trace has it, and the path of the file beside the trace that says the same, if there is one. */
      readonly network: { readonly text: string; readonly program?: string };
    });

export type LoadResult =
  | { readonly kind: 'loaded'; readonly run: RunDescription; readonly report: StopReport }
  | { readonly kind: 'refused'; readonly problems: readonly LoadProblem[] };

/** One-based line and column, as editors and terminals count. */
export interface LoadProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
