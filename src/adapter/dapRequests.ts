/**
 * What Backstep answers over the Debug Adapter Protocol: each request with its arguments and its body.
 *
 * The names under `backstep/` are our own; they give other tools what the protocol has no word for.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { BranchDescription } from '../protocol/branches';
import type { SaveParams } from '../protocol/expressions';
import type { GradientCheckParams } from '../protocol/gradientCheck';
import type { StepParams, StopReport } from '../protocol/movement';
import type { Direction, Position } from '../protocol/position';
import type { RunDescription } from '../protocol/run';
import type { GradientCheckText } from './gradientCheckText';
import type { InlineValues } from './inlineValues';

export interface LaunchArguments extends Dap.LaunchRequestArguments {
  /** Path of the network file. */
  readonly program?: string;
  /** Default true: stop before the first instruction. */
  readonly stopOnEntry?: boolean;
  /** Go there before the first stop: after a crash, to where the run stood. */
  readonly startAt?: Position;
  /** Text of the network file, when it is not what the file on disk says. */
  readonly text?: string;
  /** After a crash: the session that this one goes on from. */
  readonly resume?: string;
}

export interface AttachArguments extends Dap.AttachRequestArguments {
  /** Path of a saved trace. */
  readonly trace?: string;
  /** After a crash: the session that this one goes on from. */
  readonly resume?: string;
  /** Default true: stop where the trace stands. */
  readonly stopOnEntry?: boolean;
}

export interface DapRequests {
  initialize(args: Dap.InitializeRequestArguments): Dap.Capabilities;
  launch(args: LaunchArguments): void;
  attach(args: AttachArguments): void;
  restart(args: Dap.RestartArguments): void;
  configurationDone(args: Dap.ConfigurationDoneArguments): void;
  cancel(args: Dap.CancelArguments): void;
  disconnect(args: Dap.DisconnectArguments): void;
  terminate(args: Dap.TerminateArguments): void;

  threads(args: Record<string, never>): Dap.ThreadsResponse['body'];
  stackTrace(args: Dap.StackTraceArguments): Dap.StackTraceResponse['body'];
  scopes(args: Dap.ScopesArguments): Dap.ScopesResponse['body'];
  variables(args: Dap.VariablesArguments): Dap.VariablesResponse['body'];
  setVariable(args: Dap.SetVariableArguments): Dap.SetVariableResponse['body'];
  setExpression(args: Dap.SetExpressionArguments): Dap.SetExpressionResponse['body'];
  evaluate(args: Dap.EvaluateArguments): Dap.EvaluateResponse['body'];
  completions(args: Dap.CompletionsArguments): Dap.CompletionsResponse['body'];
  readMemory(args: Dap.ReadMemoryArguments): Dap.ReadMemoryResponse['body'];
  exceptionInfo(args: Dap.ExceptionInfoArguments): Dap.ExceptionInfoResponse['body'];
  source(args: Dap.SourceArguments): Dap.SourceResponse['body'];
  loadedSources(args: Dap.LoadedSourcesArguments): Dap.LoadedSourcesResponse['body'];

  setBreakpoints(args: Dap.SetBreakpointsArguments): Dap.SetBreakpointsResponse['body'];
  setFunctionBreakpoints(
    args: Dap.SetFunctionBreakpointsArguments,
  ): Dap.SetFunctionBreakpointsResponse['body'];
  setDataBreakpoints(args: Dap.SetDataBreakpointsArguments): Dap.SetDataBreakpointsResponse['body'];
  setExceptionBreakpoints(
    args: Dap.SetExceptionBreakpointsArguments,
  ): Dap.SetExceptionBreakpointsResponse['body'];
  dataBreakpointInfo(args: Dap.DataBreakpointInfoArguments): Dap.DataBreakpointInfoResponse['body'];
  breakpointLocations(
    args: Dap.BreakpointLocationsArguments,
  ): Dap.BreakpointLocationsResponse['body'];
  gotoTargets(args: Dap.GotoTargetsArguments): Dap.GotoTargetsResponse['body'];

  next(args: Dap.NextArguments): void;
  stepIn(args: Dap.StepInArguments): void;
  stepOut(args: Dap.StepOutArguments): void;
  stepBack(args: Dap.StepBackArguments): void;
  continue(args: Dap.ContinueArguments): Dap.ContinueResponse['body'];
  reverseContinue(args: Dap.ReverseContinueArguments): void;
  pause(args: Dap.PauseArguments): void;
  goto(args: Dap.GotoArguments): void;
  restartFrame(args: Dap.RestartFrameArguments): void;

  /** Writes the value of an expression to a .npy or .csv file. */
  'backstep/save'(args: SaveParams): { readonly bytes: number };
  /** What may stand at the ends of lines at this stop. */
  'backstep/inlineValues'(args: Record<string, never>): InlineValues;
  /** Answers when the step has been made. */
  'backstep/step'(args: StepParams): StopReport;
  'backstep/seek'(args: { readonly position: Position }): StopReport;
  /** To the instruction that wrote the tensor last, before it runs. Answers when the run stands again. */
  'backstep/lastWrite'(args: LastWriteArguments): StopReport;
  /** Behind the write that last changed a number by more than so much. */
  'backstep/lastChange'(args: LastChangeArguments): StopReport;
  /** To the nearest execution of a line; breakpoints on the way stop too. */
  'backstep/runTo'(args: RunToArguments): StopReport;
  'backstep/branches'(args: Record<string, never>): {
    readonly branches: readonly BranchDescription[];
  };
  /** To the same position of another branch, or to the last one that it knows. */
  'backstep/switchBranch'(args: { readonly branch: number }): StopReport;
  'backstep/state'(args: Record<string, never>): SessionState;
  /** Writes the run down as a file that `attach` opens. */
  'backstep/saveTrace'(args: { readonly file: string }): Record<string, never>;
  /** Rows also appear in the debug console as they come. */
  'backstep/checkGradients'(args: GradientCheckParams): GradientCheckText;
}

export interface LastWriteArguments {
  /** A tensor or an element of it: `W1`, `W1[0, 2]`. */
  readonly expression: string;
}

export interface LastChangeArguments {
  /** An element: `W1[0, 2]`, `J`. */
  readonly expression: string;
  /** Default 0: any change. */
  readonly moreThan?: number;
}

export interface RunToArguments {
  readonly source: Dap.Source;
  /** As the client counts. */
  readonly line: number;
  readonly direction: Direction;
}

export interface SessionState {
  readonly run: RunDescription;
  readonly report: StopReport;
  readonly moving: boolean;
}

/** The events that Backstep sends, with their bodies. */
export interface DapEvents {
  initialized: undefined;
  stopped: Dap.StoppedEvent['body'];
  continued: Dap.ContinuedEvent['body'];
  output: Dap.OutputEvent['body'];
  memory: Dap.MemoryEvent['body'];
  invalidated: Dap.InvalidatedEvent['body'];
  progressStart: Dap.ProgressStartEvent['body'];
  progressUpdate: Dap.ProgressUpdateEvent['body'];
  progressEnd: Dap.ProgressEndEvent['body'];
  terminated: Dap.TerminatedEvent['body'];
}
