/**
 * How matrices are read: samples as columns, as they lie in memory, or as rows, as NumPy has them.
 *
 * Cells are always named by their place in memory inside the panel and in the protocol; only what is shown
 * (pictures, shapes, indices, the order of a product's factors) follows the reading.
 */
import type { PanelSettings } from '../../src/protocol/panel';
import type { FormulaToken, TensorDescription } from '../../src/protocol/run';

export type Layout = PanelSettings['layout'];

export interface Shown {
  readonly rows: number;
  readonly columns: number;
}

/** A place or a size in memory as it is shown, and the other way round: the mapping is its own inverse. */
export function shown({ rows, columns }: Shown, layout: Layout): Shown {
  return layout === 'columns' ? { rows, columns } : { rows: columns, columns: rows };
}

/** `(16, 32)`; shapes of other than two dimensions are shown as they are. */
export function shapeText(tensor: TensorDescription, layout: Layout): string {
  const [rows, columns] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || columns === undefined) {
    return `(${tensor.shape.join(', ')})`;
  }
  const size = shown({ rows, columns }, layout);
  return `(${size.rows}, ${size.columns})`;
}

/** Transposing a product turns its factors round: `W1 · A0` is read as `A0 · W1` when samples are rows. */
export function readFormula(formula: readonly FormulaToken[], layout: Layout): FormulaToken[] {
  const tokens = [...formula];
  if (layout === 'columns') return tokens;
  for (let middle = 1; middle < tokens.length - 1; middle++) {
    const left = tokens[middle - 1];
    const right = tokens[middle + 1];
    if (tokens[middle] !== ' · ' || typeof left !== 'object' || typeof right !== 'object') continue;
    tokens[middle - 1] = right;
    tokens[middle + 1] = left;
    middle++;
  }
  return tokens;
}
