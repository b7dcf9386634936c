/**
 * The conversation with the trainer process.
 *
 * The trainer holds the run and is the only one that knows where it stands. Every movement, whoever asked
 * for it, is answered with a `StopReport` and announced to all by the `stopped` event, so that the adapter
 * and the panel always agree. Numbers that may be NaN or infinite travel in typed arrays, never as JSON.
 */
import type {
  BreakpointParams,
  BreakpointVerdict,
  LastChangeParams,
  LastWriteParams,
  LoggedMessages,
  ResumeParams,
} from './breakpoints';
import type { GradientCheckParams, GradientCheckReport, GradientCheckRow } from './gradientCheck';
import type { MetricsReport } from './metrics';
import type { Direction, Granularity, Position } from './position';
import type { FormulaToken, RunDescription } from './run';

export type {
  GradientCheckParams,
  GradientCheckReport,
  GradientCheckRow,
  GradientVerdict,
} from './gradientCheck';

/** What may be asked of the trainer. */
export interface TrainerRequests {
  /** Reads the file's text and its data; a run that cannot start answers with problems and changes nothing. */
  load(params: LoadParams): LoadResult;
  /** Opens the run of a saved trace, which then goes on as if it had never been away. */
  attach(params: AttachParams): AttachResult;
  /** Writes the run down as a file that `attach` opens; whole or not at all. `file` is absolute. */
  saveTrace(params: { readonly file: string }): Record<string, never>;
  /** The session is over: what was kept for a restart is dropped. */
  end(params: Record<string, never>): Record<string, never>;
  /** `count` steps as one movement; at either end of the run the step stops there, with a notice. */
  step(params: StepParams): StopReport;
  /** Runs until a breakpoint, an alert that breaks, `pause`, or the end (backward: the start). */
  resume(params: ResumeParams): StopReport;
  /** To the last instruction before this place that has written the tensor; stays, with a notice, where there is none. */
  lastWrite(params: LastWriteParams): StopReport;
  /** Behind the last write before this place that has changed the number enough; stays, with a notice, where there is none. */
  lastChange(params: LastChangeParams): StopReport;
  /** Ends a `resume`, `seek` or gradient check; does nothing when none is under way. */
  pause(params: Record<string, never>): Record<string, never>;
  /** To any position of the run; iterations not computed yet are computed. */
  seek(params: { readonly position: Position }): StopReport;
  /** Replaces all breakpoints. */
  setBreakpoints(params: BreakpointParams): { readonly verdicts: readonly BreakpointVerdict[] };
  /** Statistics of every tensor that has a value at this position. */
  summaries(params: Record<string, never>): Summaries;
  /**
   * Windows of tensors, or of the matrices that expressions make; the answer holds at most 64 KB of numbers,
   * so a large window comes back reduced.
   */
  slices(params: { readonly requests: readonly SliceRequest[] }): {
    readonly slices: readonly MatrixSlice[];
  };
  /** Where the number at (row, column) of an instruction's output comes from. */
  explain(params: CellReference): ExplanationResult;
  /** What an expression is worth: `W1`, `A1[3, 17]`, `norm(dW1) < 1e-6`. */
  evaluate(params: { readonly expression: string }): EvaluationResult;
  /** The words of which expressions are made. */
  vocabulary(params: Record<string, never>): Vocabulary;
  /** Bytes of a tensor as they lie in memory, little endian; at most 1 MB at once. */
  memory(params: MemoryParams): MemoryResult;
  /** Writes the value of an expression to a .npy or .csv file, whole or not at all. */
  save(params: SaveParams): SaveResult;
  /** Series over all computed iterations, reduced to at most `buckets` points. */
  series(params: SeriesParams): SeriesResult;
  /** How good the network is over whole splits, as they were last evaluated up to this position. */
  metrics(params: Record<string, never>): MetricsReport;
  /** Rows arrive as `gradientCheckRow` events; `pause` cancels. */
  checkGradients(params: GradientCheckParams): GradientCheckReport;
  /** Changes one number, or a hyper-parameter, where the run stands; what was computed is kept as another branch. */
  edit(params: EditParams): EditResult;
  /** All branches of the run, in the order in which they were made. */
  branches(params: Record<string, never>): { readonly branches: readonly BranchDescription[] };
  /** To the same position of another branch, or to the last one that it knows. */
  switchBranch(params: { readonly branch: number }): StopReport;
  /** A tensor here less the same tensor at the same position of another branch. */
  compare(params: CompareParams): ComparisonResult;
  /** Gives back one credit for a `progress` event that has been shown (or dropped). */
  acknowledgeProgress(params: Record<string, never>): Record<string, never>;
}

/** What the trainer tells without being asked. */
export interface TrainerEvents {
  stopped: StopReport;
  /** A movement has begun that may take a while; a `stopped` follows. */
  continued: Record<string, never>;
  /** While running, at most 20 a second and never more than two unacknowledged. */
  progress: ProgressReport;
  /** A rule began to fire for a layer. */
  alertRaised: Alert;
  /** What logpoints say, at most 50 messages a second. */
  logged: LoggedMessages;
  gradientCheckRow: GradientCheckRow;
}

export interface LoadParams {
  readonly file: string;
  readonly text: string;
  /** Folders from which data may be read, beside the file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
  readonly keyframeBudgetBytes: number;
  /** Without it the run ends with its process. */
  readonly journal?: JournalParams;
}

/** Where a run is written down as it goes on, so that it survives its process. */
export interface JournalParams {
  /** Absolute; made if it is missing. */
  readonly folder: string;
  /** Names the journal: letters, digits and dashes. */
  readonly session: string;
  /** A session that has died; this one goes on from where it stood. */
  readonly resume?: string;
}

export interface AttachParams extends Omit<LoadParams, 'file' | 'text'> {
  /** Absolute path of the trace. */
  readonly trace: string;
}

export type AttachResult =
  | Extract<LoadResult, { kind: 'refused' }>
  | (Extract<LoadResult, { kind: 'loaded' }> & {
      /** As the trace has it, and the path of the file beside the trace that says the same, if there is one. */
      readonly network: { readonly text: string; readonly program?: string };
    });

export type LoadResult =
  | { readonly kind: 'loaded'; readonly run: RunDescription; readonly report: StopReport }
  | { readonly kind: 'refused'; readonly problems: readonly LoadProblem[] };

/** One-based line and column, as editors and terminals count. */
export interface LoadProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface StepParams {
  readonly granularity: Granularity;
  readonly direction: Direction;
  readonly count: number;
}

export type StopReason =
  | 'entry'
  | 'step'
  | 'pause'
  | 'breakpoint'
  | 'dataBreakpoint'
  /** The condition of a breakpoint has no answer here; the notice says why. */
  | 'conditionFailed'
  | 'alert'
  | 'goto'
  | 'start'
  | 'end'
  | 'edit';

export interface StopReport {
  readonly position: Position;
  readonly reason: StopReason;
  /** Counts the stops of this run; a report with a lower number is out of date. */
  readonly sequence: number;
  readonly epoch: number;
  /** Iterations whose numbers are known, so that the timeline can be dragged up to here. */
  readonly computedIterations: number;
  /** Iterations of the run, where early stopping has made them fewer. */
  readonly iterations?: number;
  /** The branch in use; absent in the first, the run as its network file says it. */
  readonly branch?: number;
  /** Instructions whose formula has other numbers here than the run's description, after changes by hand. */
  readonly formulas?: readonly {
    readonly instruction: number;
    readonly formula: readonly FormulaToken[];
  }[];
  /** A sentence for the user, such as `This is the start of the run.` */
  readonly notice?: string;
  /** The alert that stopped the run, with reason `alert`. */
  readonly alert?: Alert;
  /** Ids of the breakpoints that were hit. */
  readonly hitBreakpoints?: readonly number[];
  /** All alerts that are raised at this position. */
  readonly alerts: readonly Alert[];
}

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

export type EvaluationResult =
  | { readonly kind: 'tensor'; readonly tensor: string; readonly available: boolean }
  /** One number, in a typed array because it may not be finite. */
  | {
      readonly kind: 'number';
      readonly value: Float64Array;
      /** The cell that the expression names, when it does nothing else. */
      readonly cell?: CellReference;
    }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A matrix that is no tensor; its numbers come as slices of the same expression. */
  | {
      readonly kind: 'matrix';
      readonly rows: number;
      readonly columns: number;
      /** The numbers of a summary. */
      readonly summary: Float64Array;
    }
  | { readonly kind: 'error'; readonly message: string };

export interface Vocabulary {
  /** Of tensors and single numbers. */
  readonly names: readonly string[];
  readonly functions: readonly string[];
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

export interface SaveParams {
  readonly expression: string;
  /** Absolute path; its ending chooses the format. */
  readonly file: string;
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly bytes: number }
  | { readonly kind: 'error'; readonly message: string };

export interface SeriesParams {
  /** Another one than the branch in use. */
  readonly branch?: number;
  /** `J`, `norm(dW1)`, `validation accuracy` and the like, as `seriesNames` of the result lists them. */
  readonly names: readonly string[];
  readonly firstIteration: number;
  readonly iterations: number;
  readonly buckets: number;
}

export interface SeriesResult {
  readonly firstIteration: number;
  readonly iterationsPerBucket: number;
  /** Per name, per bucket: minimum, then maximum. NaN for a bucket with no finite value. */
  readonly series: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly seriesNames: readonly string[];
}

export interface ProgressReport {
  readonly position: Position;
  readonly epoch: number;
  readonly computedIterations: number;
  readonly cost: Float64Array;
  readonly alerts: readonly Alert[];
}

export interface Alert {
  /** The rule: `vanishingGradient`. */
  readonly rule: string;
  readonly layer?: number;
  /** First iteration of this alert. */
  readonly since: number;
  /** `Vanishing gradient, layer 1` */
  readonly title: string;
  /** The numbers that prove it: `‖dW1‖ 3.1e-7, ‖dW10‖ 2.4e-2`. */
  readonly evidence: string;
  /** One sentence of why. */
  readonly reason: string;
  /** What to try: `Try ReLU with He initialization.` */
  readonly advice: string;
}

export interface EditParams {
  /** An element of a tensor or a hyper-parameter: `W1[0, 3]`, `b1[2]`, `learningRate`. */
  readonly target: string;
  /** One number as text: `0.5`, `-3e-4`, `NaN`, `-Inf`. */
  readonly value: string;
}

export type EditResult =
  | { readonly kind: 'edited'; readonly report: StopReport }
  /** Nothing has changed; the message is for the user. */
  | { readonly kind: 'refused'; readonly message: string };

export interface BranchDescription {
  /** Counted from 1; the first is the run as its network file says it. */
  readonly id: number;
  readonly isInUse: boolean;
  readonly computedIterations: number;
  /** Where it left another branch; absent in the first. */
  readonly origin?: { readonly branch: number; readonly position: Position };
  /** What was changed there: `W1[0, 3] = 0.5`, `learningRate = 0.001`. */
  readonly edits: readonly string[];
  /** Hyper-parameters that can be changed in this branch, as they are now. */
  readonly hyperparameters: readonly { readonly name: string; readonly value: number }[];
}

export interface CompareParams {
  readonly branch: number;
  readonly request: SliceRequest;
}

export type ComparisonResult =
  | {
      readonly kind: 'compared';
      /** This branch less the other one. */
      readonly difference: MatrixSlice;
      /** [largest absolute difference, norm of the difference, norm here, norm there] of the whole tensor */
      readonly values: Float64Array;
      /** Numbers whose bits are not the same. */
      readonly different: number;
    }
  | { readonly kind: 'unavailable'; readonly reason: string };
