/** Where one number came from: the terms of its formula, with the cells they were read from. */
import type { ScalarMath } from '../kernels/scalarMath';

export interface Cell {
  readonly tensor: string;
  readonly row: number;
  readonly column: number;
}

export interface ExplanationTerm {
  /** The term in names: `dZ2[3, 21] · A1[7, 21]`. */
  readonly label: string;
  /** The term in numbers: `-0.412 · 0.913`. */
  readonly text: string;
  readonly value: number;
  readonly sources: readonly Cell[];
}

/** A rectangle of a tensor that was read. */
export interface Region {
  readonly tensor: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
  readonly columns: number;
}

/** The terms add up to the number, but for rounding. */
export interface Explanation {
  /** `dW2[3, 7] = 1/m Σⱼ dZ2[3, j] · A1[7, j]` */
  readonly formula: string;
  readonly terms: readonly ExplanationTerm[];
  readonly regions: readonly Region[];
}

/** The numbers an explanation may look at. */
export interface CellReader {
  /** As the explained instruction left or found it, whatever has been overwritten since. */
  value(cell: Cell): number;
  /** The number a persistent tensor had when this iteration began. */
  valueBefore(cell: Cell): number;
  /** Which sample of the training split stands in this column of the minibatch. */
  sampleIndex(column: number): number;
  readonly math: ScalarMath;
}

/** `W1[3, 7]` */
export function cellName({ tensor, row, column }: Cell): string {
  return `${tensor}[${row}, ${column}]`;
}

/** Four significant digits, a proper minus sign, and words for what is not finite. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '−Inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size < 1e-4 || size >= 1e6 ? size.toExponential(3) : size.toPrecision(4);
  return (value < 0 ? '−' : '') + text;
}

/** One term that is a product of cells. */
export function productTerm(
  cells: readonly Cell[],
  reader: CellReader,
  scale = 1,
): ExplanationTerm {
  const values = cells.map((cell) => reader.value(cell));
  return {
    label: cells.map(cellName).join(' · '),
    text: values.map(numberText).join(' · '),
    value: values.reduce((product, value) => product * value, scale),
    sources: cells,
  };
}

/** A whole row of a matrix with `columns` columns. */
export function rowRegion(tensor: string, row: number, columns: number): Region {
  return { tensor, firstRow: row, firstColumn: 0, rows: 1, columns };
}

/** A whole column of a matrix with `rows` rows. */
export function columnRegion(tensor: string, column: number, rows: number): Region {
  return { tensor, firstRow: 0, firstColumn: column, rows, columns: 1 };
}

export function cellRegion({ tensor, row, column }: Cell): Region {
  return { tensor, firstRow: row, firstColumn: column, rows: 1, columns: 1 };
}

/** The indexes of a formula's sum: 0 … count - 1. */
export function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** What stands before a sum over samples: the 1/m of the mean cost, where the gradients do not have it already. */
export function meanText(scale: number): string {
  return scale === 1 ? '' : '1/m · ';
}
