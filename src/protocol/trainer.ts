/**
 * The conversation with the trainer process.
 *
 * The trainer holds the run and is the only one that knows where it stands. Every movement, whoever asked
 * for it, is answered with a `StopReport` and announced to all by the `stopped` event, so that the adapter
 * and the panel always agree. Numbers that may be NaN or infinite travel in typed arrays, never as JSON.
 */
import type { Alert } from './alert';
import type {
  BranchDescription,
  CompareParams,
  ComparisonResult,
  EditParams,
  EditResult,
} from './branches';
import type {
  BreakpointParams,
  BreakpointVerdict,
  LastChangeParams,
  LastWriteParams,
  LoggedMessages,
  ResumeParams,
} from './breakpoints';
import type { ExplanationResult } from './explanation';
import type { EvaluationResult, SaveParams, SaveResult, Vocabulary } from './expressions';
import type { GradientCheckParams, GradientCheckReport, GradientCheckRow } from './gradientCheck';
import type { AttachParams, AttachResult, InterruptedRun, LoadParams, LoadResult } from './loading';
import type { MetricsReport } from './metrics';
import type { ProgressReport, SeekParams, StepParams, StopReport } from './movement';
import type { SeriesParams, SeriesResult } from './series';
import type {
  CellReference,
  MatrixSlice,
  MemoryParams,
  MemoryResult,
  SliceRequest,
  Summaries,
} from './tensors';

/** What may be asked of the trainer. */
export interface TrainerRequests {
  /** What dead processes have left in a folder of journals, the latest first; waits a moment for those that are ending. */
  interruptedRuns(params: { readonly folder: string }): {
    readonly runs: readonly InterruptedRun[];
  };
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
  seek(params: SeekParams): StopReport;
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
  /** The first of all: the trainer can be asked. */
  started: Record<string, never>;
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
