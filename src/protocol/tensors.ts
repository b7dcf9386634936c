/** What is shown of tensors at one position: their statistics, windows of their numbers, their bytes. */

export interface Summaries {
  /** Tensors that have a value at this position, in the order of the program. */
  readonly tensors: readonly string[];
  /** Per tensor `summaryFields.length` numbers, in that order. */
  readonly values: Float64Array;
}

/** The numbers of a summary; NaN and infinities are counted apart and left out of the rest. */
export type SummaryField =
  'min' | 'max' | 'mean' | 'standardDeviation' | 'norm' | 'zeros' | 'notFinite';

export interface SliceRequest {
  /** Its name, or an expression. */
  readonly tensor: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
  readonly columns: number;
  /** Most cells wanted; a larger window is reduced to this many by taking each block's value of largest magnitude. */
  readonly maximumCells: number;
}

export interface MatrixSlice {
  readonly tensor: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  /** The window in cells of the tensor. */
  readonly rows: number;
  readonly columns: number;
  /** Cells of the tensor per value, in each direction; 1 and 1 means exact. */
  readonly rowsPerCell: number;
  readonly columnsPerCell: number;
  /** Row-major, ⌈rows / rowsPerCell⌉ by ⌈columns / columnsPerCell⌉; absent when the tensor has no value here. */
  readonly values?: Float64Array;
}

export interface CellReference {
  readonly tensor: string;
  readonly row: number;
  readonly column: number;
}

export interface MemoryParams {
  readonly tensor: string;
  /** In bytes. */
  readonly offset: number;
  readonly count: number;
}

export interface MemoryResult {
  readonly bytes: Uint8Array;
  /** Of the bytes wanted, those that do not exist. */
  readonly unreadable: number;
}
