/** Where a number comes from: the terms that it is made of, and the cells behind each of them. */
import type { CellReference } from './tensors';

export type ExplanationResult =
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Explanation {
  readonly cell: CellReference;
  /** `dW2[3, 7] = 1/m Σⱼ dZ2[3, j] · A1[7, j]` */
  readonly formula: string;
  /** Value of the cell, then for each term its value, then the value of the terms left out: in `values`. */
  readonly terms: readonly ExplanationTerm[];
  /** Terms that are not listed (the smallest ones). */
  readonly omittedTerms: number;
  /** [value of the cell, value of each term…, sum of the omitted terms] */
  readonly values: Float64Array;
  /** What was read: the rectangle of each input, for highlighting. */
  readonly regions: readonly TensorRegion[];
}

export interface ExplanationTerm {
  /** `dZ2[3, 21] · A1[7, 21]` with numbers: `-0.412 · 0.913`. */
  readonly label: string;
  readonly text: string;
  /** The cells that make the term, to follow further. */
  readonly sources: readonly CellReference[];
}

export interface TensorRegion {
  readonly tensor: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
  readonly columns: number;
}
