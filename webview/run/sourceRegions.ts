/**
 * Which cells of its inputs a cell of an instruction's output is made of, read from the formula alone.
 *
 * It answers while the pointer moves, before the instruction has run and without asking the trainer; the
 * trainer's `explain` has the last word where the formula says less (sums, whole-column functions).
 */
import type { TensorRegion } from '../../src/protocol/explanation';
import type { FormulaToken, InstructionDescription, RunDescription } from '../../src/protocol/run';

import type { Cell } from './cellText';

type Operand = Exclude<FormulaToken, string>;

interface Size {
  readonly rows: number;
  readonly columns: number;
}

export function sourceRegions(
  run: RunDescription,
  { writes, formula }: InstructionDescription,
  cell: Cell,
): TensorRegion[] {
  const output = sizeOf(run, writes[0]);
  return formula.flatMap((token, index) => {
    if (typeof token === 'string') return [];
    const size = sizeOf(run, token.tensor);
    if (isProduct(formula, index + 1)) return [line(token, 'row', { cell, size })];
    if (isProduct(formula, index - 1)) return [line(token, 'column', { cell, size })];
    return elementwise(token, output, { cell, size });
  });
}

/** Whether the token at `index` multiplies the matrices on both of its sides. */
function isProduct(formula: readonly FormulaToken[], index: number): boolean {
  return (
    formula[index] === ' · ' &&
    typeof formula[index - 1] === 'object' &&
    typeof formula[index + 1] === 'object'
  );
}

/** The whole row (of a left factor) or column (of a right one) that a cell of the product is made of. */
function line(
  { tensor, transposed }: Operand,
  direction: 'row' | 'column',
  { cell, size }: { readonly cell: Cell; readonly size: Size },
): TensorRegion {
  const index = direction === 'row' ? cell.row : cell.column;
  const isRowInMemory = (direction === 'row') !== (transposed === true);
  return isRowInMemory
    ? { tensor, firstRow: index, rows: 1, firstColumn: 0, columns: size.columns }
    : { tensor, firstRow: 0, rows: size.rows, firstColumn: index, columns: 1 };
}

/** The same cell, or the one that is broadcast over it; nothing where the sizes do not fit. */
function elementwise(
  { tensor }: Operand,
  output: Size,
  { cell, size }: { readonly cell: Cell; readonly size: Size },
): TensorRegion[] {
  if (output.rows === 1 && output.columns === 1) {
    return [{ tensor, firstRow: 0, firstColumn: 0, ...size }];
  }
  const fits = (own: number, other: number): boolean => own === other || own === 1;
  if (output.columns === 1 && size.columns > 1 && size.rows === output.rows) {
    return [{ tensor, firstRow: cell.row, rows: 1, firstColumn: 0, columns: size.columns }];
  }
  if (!fits(size.rows, output.rows) || !fits(size.columns, output.columns)) return [];
  const firstRow = size.rows === 1 ? 0 : cell.row;
  const firstColumn = size.columns === 1 ? 0 : cell.column;
  return [{ tensor, firstRow, rows: 1, firstColumn, columns: 1 }];
}

function sizeOf(run: RunDescription, name: string | undefined): Size {
  const { rows, columns } = run.tensors.find((tensor) => tensor.name === name) ?? {
    rows: 1,
    columns: 1,
  };
  return { rows, columns };
}
