/** Arrays of numbers as files hold them. */
import type { NumericArray } from '../../core/data/table';

export interface NumericTensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: NumericArray;
}

/** Arrays by name, whatever the format of the file. */
export interface TensorArchive {
  /** In the order of the file. */
  readonly names: readonly string[];
  /** Undefined for a name that the archive does not have; throws a `DataError` where it cannot be read. */
  read(name: string): NumericTensor | undefined;
}
