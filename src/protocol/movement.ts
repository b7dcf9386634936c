/** How the trainer is moved, and what it tells of the place where it stands and of the way there. */
import type { Alert } from './alert';
import type { Direction, Granularity, Position } from './position';
import type { FormulaToken } from './run';

export interface StepParams {
  readonly granularity: Granularity;
  readonly direction: Direction;
  readonly count: number;
}

export interface SeekParams {
  readonly position: Position;
  /** What the stop is to be told as; `goto` unless given. */
  readonly reason?: 'goto' | 'restart';
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
  /** As `goto`, because a frame of the call stack begins again. */
  | 'restart'
  /** Another branch is in use now. */
  | 'branch'
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

export interface ProgressReport {
  readonly position: Position;
  readonly epoch: number;
  readonly computedIterations: number;
  readonly cost: Float64Array;
  readonly alerts: readonly Alert[];
}
