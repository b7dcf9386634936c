/**
 * The run at one stop: what is asked about it is asked of the trainer once and kept until the next stop.
 *
 * References that clients hold (scopes, tensors, rows) are numbered through the whole session, so one from an
 * earlier stop is never mistaken for one of this stop.
 */
import type { EvaluationResult } from '../protocol/expressions';
import type { StopReport } from '../protocol/movement';
import type { RunDescription, TensorDescription } from '../protocol/run';
import type { MatrixSlice, SummaryField } from '../protocol/tensors';
import type { TrainerRequests } from '../protocol/trainer';
import type { Requester } from '../rpc/peer';

/** The order of the numbers in `Summaries.values`, as the protocol lists them. */
export const summaryFields: readonly SummaryField[] = [
  'min',
  'max',
  'mean',
  'standardDeviation',
  'norm',
  'zeros',
  'notFinite',
];

export type TensorSummary = Readonly<Record<SummaryField, number>>;

/** What opens like a tensor: a tensor, or the matrix that an expression makes. */
export interface ShownMatrix {
  /** A name or an expression in brackets, so that an index may follow. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly precision: 'float64' | 'float32';
  /** Whether its bytes lie in memory. */
  readonly isTensor: boolean;
}

export interface Window {
  readonly tensor: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly rows: number;
  readonly columns: number;
}

type AskTrainer = Pick<Requester<TrainerRequests, unknown>, 'request'>;

export class StoppedRun {
  private readonly tensors: ReadonlyMap<string, TensorDescription>;
  private readonly evaluations = new Map<string, Promise<EvaluationResult>>();
  private summaries: Promise<ReadonlyMap<string, TensorSummary>> | undefined;

  constructor(
    readonly run: RunDescription,
    readonly report: StopReport,
    private readonly trainer: AskTrainer,
  ) {
    this.tensors = new Map(run.tensors.map((tensor) => [tensor.name, tensor]));
  }

  /** Throws when the program has no tensor of this name. */
  tensor(name: string): ShownMatrix {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new RangeError(`The program has no tensor "${name}".`);
    return { ...tensor, precision: this.run.precision, isTensor: true };
  }

  /** The summary of a tensor or a matrix, or undefined when it has no value at this position. */
  async summary(name: string): Promise<TensorSummary | undefined> {
    if (!this.tensors.has(name)) {
      const result = await this.evaluate(name);
      return result.kind === 'matrix' ? summaryAt(result.summary, 0) : undefined;
    }
    this.summaries ??= this.fetchSummaries();
    return (await this.summaries).get(name);
  }

  /** Exact numbers of windows, each no larger than what one message may hold. */
  async windows(windows: readonly Window[]): Promise<readonly MatrixSlice[]> {
    if (windows.length === 0) return [];
    const requests = windows.map((window) => ({
      ...window,
      maximumCells: window.rows * window.columns,
    }));
    const { slices } = await this.trainer.request('slices', { requests });
    for (const { tensor, rowsPerCell, columnsPerCell } of slices) {
      if (rowsPerCell !== 1 || columnsPerCell !== 1) {
        throw new RangeError(
          `The trainer reduced a window of ${tensor} that was asked for exactly.`,
        );
      }
    }
    return slices;
  }

  /** Editors ask for the same watch several times at one stop. */
  evaluate(expression: string): Promise<EvaluationResult> {
    const known = this.evaluations.get(expression);
    if (known !== undefined) return known;
    const result = this.trainer.request('evaluate', { expression });
    this.evaluations.set(expression, result);
    return result;
  }

  private async fetchSummaries(): Promise<ReadonlyMap<string, TensorSummary>> {
    const { tensors, values } = await this.trainer.request('summaries', {});
    return new Map(
      tensors.map((name, index) => [name, summaryAt(values, index * summaryFields.length)]),
    );
  }
}

function summaryAt(values: Float64Array, start: number): TensorSummary {
  const entries = summaryFields.map((field, index) => [field, values[start + index] ?? NaN]);
  return Object.fromEntries(entries) as TensorSummary;
}
