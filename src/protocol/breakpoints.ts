/** Where and when a run is to stop, as the trainer is told. */
import type { Direction } from './position';

export interface BreakpointParams {
  readonly instructions: readonly InstructionBreakpoint[];
  readonly data: readonly DataBreakpoint[];
  readonly alertRules: readonly AlertBreakpoint[];
}

/** Stops before each of its instructions. */
export interface InstructionBreakpoint {
  readonly id: number;
  /** Indexes into the program; several for a line that training visits several times. */
  readonly instructions: readonly number[];
  /** In the expression language; visits at which it does not hold are not hits. */
  readonly condition?: string;
  /** `10`, `> 10`, `% 5`: which hits count, counted from iteration 0 of the run. */
  readonly hitCondition?: string;
  /** Written instead of stopping; `{J}` is the value of an expression. */
  readonly logMessage?: string;
}

/** Stops behind an instruction that has changed a tensor or one element of it. */
export interface DataBreakpoint {
  readonly id: number;
  readonly tensor: string;
  /** Both for one element, neither for the whole tensor. */
  readonly row?: number;
  readonly column?: number;
  /** `changes` (the default), `changes by 0.1`, `changes sign`, `crosses 0.5`. */
  readonly condition?: string;
  readonly hitCondition?: string;
}

/** Stops at the end of the iteration that raises the alert. */
export interface AlertBreakpoint {
  readonly id: number;
  readonly rule: string;
  /** A limit of one's own: `1e-6` or `ratio < 1e-6`. */
  readonly condition?: string;
}

/** What became of each breakpoint that was set. */
export interface BreakpointVerdict {
  readonly id: number;
  /** False when it will never stop. */
  readonly verified: boolean;
  /** Why it does not stop, or on which of its visits it does not. */
  readonly message?: string;
}

/** Messages of logpoints. */
export interface LoggedMessages {
  readonly messages: readonly {
    readonly text: string;
    /** The breakpoint that says so; absent for a count of messages that were left out. */
    readonly id?: number;
  }[];
}

export interface ResumeParams {
  readonly direction: Direction;
  /** Instructions that are a stop this time, besides all breakpoints. */
  readonly until?: readonly number[];
}

export interface LastWriteParams {
  readonly tensor: string;
}

export interface LastChangeParams {
  readonly tensor: string;
  readonly row: number;
  readonly column: number;
  /** Smaller changes are passed over. */
  readonly moreThan: number;
}
