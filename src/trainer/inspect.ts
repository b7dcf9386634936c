/** Looking at the numbers of the current position: summaries, windows, single values and their origin. */
import {
  cellReader,
  numberText,
  sliceMatrix,
  summarize,
  summaryFields,
  type Cell,
  type Explanation,
} from '../core';
import type {
  CellReference,
  EvaluationResult,
  ExplanationResult,
  MatrixSlice,
  SliceRequest,
  Summaries,
} from '../protocol/trainer';
import type { Run } from './run';

// 64 KB of float64: one frame in a remote window (measured), shared by all windows of a request.
const mostNumbersPerAnswer = 8192;
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

export function readSlices(
  { timeline }: Run,
  requests: readonly SliceRequest[],
): readonly MatrixSlice[] {
  const share = Math.floor(mostNumbersPerAnswer / Math.max(1, requests.length));
  return requests.map((request): MatrixSlice => {
    const view = timeline.read(request.tensor);
    if (view === undefined) {
      const { tensor, firstRow, firstColumn, rows, columns } = request;
      return { tensor, firstRow, firstColumn, rows, columns, rowsPerCell: 1, columnsPerCell: 1 };
    }
    const maximumCells = Math.min(request.maximumCells, Math.max(1, share));
    return { tensor: request.tensor, ...sliceMatrix(view, { ...request, maximumCells }) };
  });
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
  if (timeline.position.instruction <= index) {
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

/** `W1`, `A1[3, 17]`, `b1[2]`, `J`, `iteration`, `epoch`. */
export function evaluate(run: Run, expression: string): EvaluationResult {
  const { machine, timeline, ground } = run;
  const { iteration } = timeline.position;
  const number = (value: number, cell?: Cell): EvaluationResult => ({
    kind: 'number',
    value: Float64Array.of(value),
    text: numberText(value),
    ...(cell === undefined ? {} : { cell }),
  });
  const error = (message: string): EvaluationResult => ({ kind: 'error', message });
  const text = expression.trim();
  if (text === 'iteration') return number(iteration);
  if (text === 'epoch') return number(Math.floor(iteration / ground.iterationsPerEpoch));
  const [, name, row, column] =
    /^(\w+)\s*(?:\[\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?\])?$/.exec(text) ?? [];
  if (name === undefined) {
    return error(`"${text}" is not the name of a tensor or an element such as A1[3, 17].`);
  }
  const spec = machine.program.tensors.find((tensor) => tensor.name === name);
  if (spec === undefined) return error(`This run has no tensor named "${name}".`);
  const view = timeline.read(name);
  const isScalar = spec.shape.every((length) => length === 1);
  if (row === undefined && !isScalar) {
    return { kind: 'tensor', tensor: name, available: view !== undefined };
  }
  if (view === undefined) return error(`${name} has not been computed yet in this iteration.`);
  const cell = { tensor: name, row: Number(row ?? 0), column: Number(column ?? 0) };
  if (!isInside(cell, view)) {
    return error(`${name} has ${view.rows} rows and ${view.columns} columns, counted from 0.`);
  }
  return number(view.values[cell.row * view.columns + cell.column]!, cell);
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
