/** An array of numbers as a file holds it. */
import type { NumericArray } from '../../core/data/table';

export interface NumericTensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: NumericArray;
}
