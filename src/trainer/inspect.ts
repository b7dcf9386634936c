/** Looking at the numbers of the current position: summaries, windows, single values and their origin. */
import {
  cellReader,
  formatPosition,
  sliceMatrix,
  summarize,
  summaryFields,
  type Cell,
  type Explanation,
  type MatrixValue,
} from '../core';
import type { ExplanationResult } from '../protocol/explanation';
import type { CellReference, MatrixSlice, SliceRequest, Summaries } from '../protocol/tensors';
import { valueOf } from './evaluate';
import type { Run } from './run';

/** 64 KB of float64: one frame in a remote window (measured), shared by all windows of a request. */
export const mostNumbersPerAnswer = 8192;
const mostTerms = 64;

/** Statistics of every tensor that has a value here, in the order of the program. */
export function summarizeTensors({ machine, timeline }: Run): Summaries {
  const views = machine.program.tensors.flatMap(({ name }) => timeline.read(name) ?? []);
  const values = new Float64Array(views.length * summaryFields.length);
  views.forEach((view, index) => {
    summarize(view.values, values, index * summaryFields.length);
  });
  return { tensors: views.map(({ spec }) => spec.name), values };
}

export function readSlices(run: Run, requests: readonly SliceRequest[]): readonly MatrixSlice[] {
  const share = Math.floor(mostNumbersPerAnswer / Math.max(1, requests.length));
  return requests.map((request): MatrixSlice => {
    const view = matrixOf(run, request.tensor);
    if (view === undefined) {
      const { tensor, firstRow, firstColumn, rows, columns } = request;
      return { tensor, firstRow, firstColumn, rows, columns, rowsPerCell: 1, columnsPerCell: 1 };
    }
    const maximumCells = Math.min(request.maximumCells, Math.max(1, share));
    return { tensor: request.tensor, ...sliceMatrix(view, { ...request, maximumCells }) };
  });
}

/** The numbers of a tensor, or of the matrix that an expression makes; absent where there are none. */
function matrixOf(run: Run, expression: string): MatrixValue | undefined {
  const view = run.timeline.read(expression);
  if (view !== undefined) return view;
  const result = valueOf(run, expression);
  return result.kind === 'value' && typeof result.value === 'object' ? result.value : undefined;
}

/** Why the number in this cell is what it is, once the instruction that writes it has run. */
export function explainCell(run: Run, cell: CellReference): ExplanationResult {
  const { machine, timeline } = run;
  const program = machine.programOf(timeline.position.iteration);
  const index = program.instructions.findIndex(({ writes }) => writes.includes(cell.tensor));
  const instruction = program.instructions[index];
  const view = timeline.read(cell.tensor);
  if (instruction === undefined) {
    return { kind: 'unavailable', reason: `${cell.tensor} is not written by the program.` };
  }
  if (view === undefined) {
    return {
      kind: 'unavailable',
      reason: `${cell.tensor} has not been computed yet in this iteration.`,
    };
  }
  if (!isInside(cell, view)) {
    return {
      kind: 'unavailable',
      reason: `${cell.tensor} has ${view.rows} rows and ${view.columns} columns.`,
    };
  }
  const isToCome = timeline.position.instruction <= index;
  const edit = timeline.replaced.findLast(
    ({ cell: { tensor, row, column }, position }) =>
      tensor === cell.tensor &&
      row === cell.row &&
      column === cell.column &&
      (isToCome || index < position.instruction),
  );
  if (edit !== undefined) {
    return {
      kind: 'unavailable',
      reason: `${cell.tensor}[${cell.row}, ${cell.column}] was set by hand at ${formatPosition(edit.position, program)}.`,
    };
  }
  if (isToCome) {
    return {
      kind: 'unavailable',
      reason: `${cell.tensor} still has the value from before this iteration; the instruction ${instruction.name} will change it.`,
    };
  }
  const reader = cellReader(index, run);
  return {
    kind: 'explained',
    explanation: pack(cell, reader.value(cell), instruction.explain(cell, reader)),
  };
}

/** The largest terms; the rest as one sum. */
function pack(
  cell: Cell,
  value: number,
  explanation: Explanation,
): Extract<ExplanationResult, { kind: 'explained' }>['explanation'] {
  const terms = explanation.terms.toSorted((a, b) => sizeOf(b.value) - sizeOf(a.value));
  const shown = terms.slice(0, mostTerms);
  const omitted = terms.slice(mostTerms);
  return {
    cell,
    formula: explanation.formula,
    terms: shown.map(({ label, text, sources }) => ({ label, text, sources })),
    omittedTerms: omitted.length,
    values: Float64Array.of(
      value,
      ...shown.map((term) => term.value),
      omitted.reduce((sum, term) => sum + term.value, 0),
    ),
    regions: explanation.regions,
  };
}

/** What is not a number outweighs all that is, so that it is shown. */
function sizeOf(value: number): number {
  return Number.isNaN(value) ? Number.MAX_VALUE : Math.min(Math.abs(value), Number.MAX_VALUE);
}

function isInside(
  { row, column }: Cell,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): boolean {
  return 0 <= row && row < rows && 0 <= column && column < columns;
}
