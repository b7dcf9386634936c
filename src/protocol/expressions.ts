/** What expressions are made of, what they are worth, and where their values are saved. */
import type { CellReference } from './tensors';

export type EvaluationResult =
  | { readonly kind: 'tensor'; readonly tensor: string; readonly available: boolean }
  /** One number, in a typed array because it may not be finite. */
  | {
      readonly kind: 'number';
      readonly value: Float64Array;
      /** The cell that the expression names, when it does nothing else. */
      readonly cell?: CellReference;
    }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A matrix that is no tensor; its numbers come as slices of the same expression. */
  | {
      readonly kind: 'matrix';
      readonly rows: number;
      readonly columns: number;
      /** The numbers of a summary. */
      readonly summary: Float64Array;
    }
  | { readonly kind: 'error'; readonly message: string };

export interface Vocabulary {
  /** Of tensors and single numbers. */
  readonly names: readonly string[];
  readonly functions: readonly string[];
}

export interface SaveParams {
  readonly expression: string;
  /** Absolute path; its ending chooses the format. */
  readonly file: string;
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly bytes: number }
  | { readonly kind: 'error'; readonly message: string };
