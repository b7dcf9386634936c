/**
 * A loaded run under the debugger: where it stands, how it moves, what is seen of it.
 *
 * `stopped` events of the trainer are numbered; each is told to the client once, in order, and an outdated
 * one not at all. After each movement that the client asked for, a `stopped` event follows in any case, so
 * that the client never waits for one.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { BranchDescription } from '../protocol/branches';
import type { SaveParams } from '../protocol/expressions';
import type { GradientCheckParams } from '../protocol/gradientCheck';
import type { StopReport } from '../protocol/movement';
import type { Direction, Granularity } from '../protocol/position';
import type { RunDescription } from '../protocol/run';
import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import { ChannelClosedError, type Requester } from '../rpc/peer';
import { Breakpoints } from './breakpoints';
import type { ClientAbilities } from './clientAbilities';
import { completionsAt } from './completions';
import type { DapEvents, SessionState } from './dapRequests';
import { dataBreakpointInfo } from './dataBreakpoints';
import { DebugConsole } from './debugConsole';
import { edited, frameStart, targetText } from './edits';
import { errors, UserError } from './errors';
import { dataOf, evaluated } from './evaluation';
import { exceptionInfo } from './exceptionInfo';
import {
  describeGradientCheckRow,
  type GradientCheckText,
  gradientCheckText,
} from './gradientCheckText';
import { GotoTargets } from './gotoTargets';
import { type InlineValues, inlineValues } from './inlineValues';
import type { LineBase } from './lineBase';
import { isFree, type Movement, MovementQueue } from './movementQueue';
import { askForMovement } from './movementRequests';
import { scopesOf } from './scopes';
import { createSources, type NetworkSource, type SessionSources } from './sources';
import { frameKindOf, type StackSetting, stackFrames } from './stackFrames';
import { stoppedEvent } from './stoppedEvent';
import { StoppedRun } from './stoppedRun';
import { TensorMemory } from './tensorMemory';
import { Variables } from './variables';

export interface DebuggedRunOptions {
  readonly run: RunDescription;
  readonly network: NetworkSource;
  readonly report: StopReport;
  readonly base: LineBase;
  readonly client: ClientAbilities;
  readonly trainer: Requester<TrainerRequests, TrainerEvents>;
  emit<E extends keyof DapEvents>(event: E, body: DapEvents[E]): void;
}

export class DebuggedRun {
  readonly breakpoints: Breakpoints;
  readonly memory: TensorMemory;
  private readonly console: DebugConsole;
  private readonly sources: SessionSources;
  private readonly setting: StackSetting;
  private readonly targets: GotoTargets;
  private readonly variables: Variables;
  private readonly queue: MovementQueue;
  private report: StopReport;
  /** Absent while the run moves freely. */
  private stopped: StoppedRun | undefined;
  private stopsTold = 0;
  private readonly subscriptions: readonly (() => void)[];
  private isReplaced = false;

  constructor(private readonly options: DebuggedRunOptions) {
    const { run, network, base, report, trainer } = options;
    this.report = report;
    this.sources = createSources(run, network);
    this.setting = { run, sources: this.sources, base };
    this.console = new DebugConsole(this.setting, options);
    this.breakpoints = new Breakpoints({ ...this.setting, trainer });
    this.memory = new TensorMemory(new Set(run.tensors.map(({ name }) => name)), trainer);
    this.variables = new Variables(options.client);
    this.targets = new GotoTargets(run, base);
    this.queue = new MovementQueue({
      move: (movement) => this.carryOut(movement),
      pause: () => this.pause(),
    });
    this.subscriptions = [
      trainer.on('stopped', (stop) => this.follow(stop)),
      trainer.on('continued', () => this.followContinued()),
      trainer.on('alertRaised', (alert) => this.console.printAlert(alert)),
      trainer.on('logged', ({ messages }) => {
        for (const { id, text } of messages) this.console.print(text, this.breakpoints.placeOf(id));
      }),
      trainer.on('gradientCheckRow', (row) => {
        if (row.complete) this.console.print(describeGradientCheckRow(row));
      }),
    ];
  }

  /** Whether this is its network file. */
  isOf(path: string): boolean {
    return this.sources.which({ path }) === 'network';
  }

  /** Another run takes its place: nothing more is told of this one. */
  dispose(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.isReplaced = true;
  }

  /** Called when the client has set its breakpoints. */
  stopOnEntry(): void {
    this.tell(this.report);
  }

  step(granularity: Granularity, direction: Direction): void {
    this.move({ kind: 'step', granularity, direction, count: 1 });
  }

  /** Sets a movement going; where it ends, or why it does not, is told by events. */
  move(movement: Movement): void {
    this.moved(movement).catch((error: unknown) => this.console.printFailure(error));
  }

  moved(movement: Movement): Promise<StopReport> {
    return this.queue.add(movement);
  }

  /** A movement that the client has no word of its own for: it is told that the run goes on. */
  async search(
    movementOf: (stopped: StoppedRun) => Promise<Movement> | Movement,
  ): Promise<StopReport> {
    const movement = await movementOf(this.place());
    this.options.emit('continued', { threadId: 1, allThreadsContinued: true });
    return this.moved(movement);
  }

  pause(): void {
    this.options.trainer
      .request('pause', {})
      .catch((error: unknown) => this.console.printFailure(error));
  }

  goto(target: number): void {
    const position = { ...this.report.position, instruction: this.targets.instruction(target) };
    this.move({ kind: 'seek', position });
  }

  gotoTargets(args: Dap.GotoTargetsArguments): Dap.GotoTargetsResponse['body'] {
    return {
      targets: this.targets.onLine(this.sources.which(args.source), args.line),
    };
  }

  stackTrace(): Dap.StackTraceResponse['body'] {
    const frames = stackFrames(this.setting, this.place().report);
    return { stackFrames: frames, totalFrames: frames.length };
  }

  scopes(frameId: number): Dap.ScopesResponse['body'] {
    const stopped = this.place();
    const scopes = scopesOf(stopped.run, stopped.report, frameKindOf(frameId));
    return { scopes: this.variables.scopes(stopped, scopes) };
  }

  async children(args: Dap.VariablesArguments): Promise<Dap.VariablesResponse['body']> {
    return { variables: await this.variables.children(args) };
  }

  async evaluate(args: Dap.EvaluateArguments): Promise<Dap.EvaluateResponse['body']> {
    const body = await evaluated({ stopped: this.place(), variables: this.variables }, args);
    // Elsewhere the text is edited or copied.
    return args.context === 'repl' ? { ...body, result: this.console.styled(body.result) } : body;
  }

  async setVariable({
    variablesReference,
    name,
    value,
  }: Dap.SetVariableArguments): Promise<Dap.SetVariableResponse['body']> {
    const data = this.variables.dataOf(variablesReference, name);
    if (data === undefined) throw new UserError(errors.notChangeable(name));
    return this.setExpression({ expression: targetText(data), value });
  }

  async setExpression(
    args: Pick<Dap.SetExpressionArguments, 'expression' | 'value'>,
  ): Promise<Dap.SetVariableResponse['body'] & Dap.SetExpressionResponse['body']> {
    this.place();
    this.follow(await edited(this.options.trainer, args));
    const { result, ...shown } = await this.evaluate({ expression: args.expression });
    return { value: result, ...shown };
  }

  restartFrame(frameId: number): void {
    const { run, report } = this.place();
    this.move({ kind: 'seek', position: frameStart(run, report, frameKindOf(frameId)) });
  }

  async completions(args: Dap.CompletionsArguments): Promise<Dap.CompletionsResponse['body']> {
    const vocabulary = await this.options.trainer.request('vocabulary', {});
    return { targets: completionsAt(args, vocabulary, this.options.base) };
  }

  branches(): Promise<{ readonly branches: readonly BranchDescription[] }> {
    return this.options.trainer.request('branches', {});
  }

  inlineValues(): Promise<InlineValues> {
    return inlineValues(this.place());
  }

  async save(params: SaveParams): Promise<{ readonly bytes: number }> {
    this.place();
    const result = await this.options.trainer.request('save', params);
    if (result.kind === 'error') throw new UserError(result.message);
    return { bytes: result.bytes };
  }

  exceptionInfo(): Dap.ExceptionInfoResponse['body'] {
    return exceptionInfo(this.place().report);
  }

  listing({ source, sourceReference }: Dap.SourceArguments): Dap.SourceResponse['body'] {
    const content = this.sources.content(source?.sourceReference ?? sourceReference);
    if (content === undefined) throw new UserError(errors.unknownSource());
    return content;
  }

  loadedSources(): Dap.LoadedSourcesResponse['body'] {
    return { sources: [this.sources.network, this.sources.listing] };
  }

  async dataBreakpointInfo({
    variablesReference,
    name,
  }: Dap.DataBreakpointInfoArguments): Promise<Dap.DataBreakpointInfoResponse['body']> {
    const data =
      variablesReference === undefined
        ? await dataOf(this.place(), name)
        : this.variables.dataOf(variablesReference, name);
    return dataBreakpointInfo(this.options.run, name, data);
  }

  async checkGradients(params: GradientCheckParams): Promise<GradientCheckText> {
    return gradientCheckText(await this.options.trainer.request('checkGradients', params));
  }

  state(): SessionState {
    return { run: this.options.run, report: this.report, moving: this.queue.isMoving };
  }

  private async carryOut(movement: Movement): Promise<StopReport> {
    const before = this.stopsTold;
    if (isFree(movement)) this.stopped = undefined;
    try {
      this.follow(await askForMovement(this.options, movement, this.report.position));
      return this.report;
    } catch (error) {
      // A movement that failed has no stop of its own, but the client waits for one.
      const isAlive = !(error instanceof ChannelClosedError);
      if (isAlive && this.stopsTold === before) this.tell(this.report);
      throw error;
    }
  }

  private follow(report: StopReport): void {
    if (report.sequence <= this.report.sequence) return;
    this.report = report;
    this.tell(report);
  }

  private tell(report: StopReport): void {
    if (this.isReplaced) return;
    this.stopsTold++;
    this.variables.forget();
    this.stopped = new StoppedRun(this.options.run, report, this.options.trainer);
    if (report.notice !== undefined) this.console.print(report.notice);
    // Nothing has moved, and nobody waits for a stop: the client asks again for what it shows.
    if (report.reason === 'edit' && this.options.client.invalidatedEvents) {
      this.options.emit('invalidated', { areas: ['all'] });
    } else {
      this.options.emit('stopped', stoppedEvent(report));
    }
    if (!this.options.client.memoryEvents) return;
    for (const change of this.memory.changes()) this.options.emit('memory', change);
  }

  private followContinued(): void {
    this.stopped = undefined;
    // A client that asked for the movement itself knows, and must not be told.
    if (!this.queue.isMoving) {
      this.options.emit('continued', { threadId: 1, allThreadsContinued: true });
    }
  }

  private place(): StoppedRun {
    if (this.stopped === undefined) throw new UserError(errors.running());
    return this.stopped;
  }
}
