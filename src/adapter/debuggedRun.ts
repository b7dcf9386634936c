/**
 * A loaded run under the debugger: what is seen of it at a stop, and where it can be sent from there.
 *
 * Everything that is asked about its numbers is asked of the place where it stands, and fails while it moves.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { BranchDescription } from '../protocol/branches';
import type { SaveParams } from '../protocol/expressions';
import type { GradientCheckParams } from '../protocol/gradientCheck';
import type { StopReport } from '../protocol/movement';
import type { Direction, Granularity } from '../protocol/position';
import type { RunDescription } from '../protocol/run';
import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import type { Requester } from '../rpc/peer';
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
import type { Movement } from './movementQueue';
import { MovingRun } from './movingRun';
import { scopesOf } from './scopes';
import { createSources, type NetworkSource, type SessionSources } from './sources';
import { frameKindOf, type StackSetting, stackFrames } from './stackFrames';
import type { StoppedRun } from './stoppedRun';
import { styledText, withoutStyles } from './styledText';
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
  private readonly moving: MovingRun;
  private readonly subscriptions: readonly (() => void)[];

  constructor(private readonly options: DebuggedRunOptions) {
    const { run, network, base, trainer, client } = options;
    this.sources = createSources(run, network);
    this.setting = { run, sources: this.sources, base };
    this.console = new DebugConsole(this.setting, options);
    this.breakpoints = new Breakpoints({ ...this.setting, trainer });
    this.memory = new TensorMemory(new Set(run.tensors.map(({ name }) => name)), trainer);
    this.variables = new Variables(client);
    this.targets = new GotoTargets(run, base);
    this.moving = new MovingRun({
      ...options,
      console: this.console,
      breakpoints: this.breakpoints,
      forget: () => this.variables.forget(),
      told: () => this.tellMemory(),
    });
    this.subscriptions = [
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
    this.moving.dispose();
  }

  /** Called when the client has set its breakpoints. */
  stopOnEntry(): void {
    this.moving.stopOnEntry();
  }

  step(granularity: Granularity, direction: Direction): void {
    this.move({ kind: 'step', granularity, direction, count: 1 });
  }

  /** Sets a movement going; where it ends, or why it does not, is told by events. */
  move(movement: Movement): void {
    this.moving.move(movement);
  }

  moved(movement: Movement): Promise<StopReport> {
    return this.moving.moved(movement);
  }

  search(movementOf: (stopped: StoppedRun) => Promise<Movement> | Movement): Promise<StopReport> {
    return this.moving.search(movementOf);
  }

  pause(): void {
    this.moving.pause();
  }

  cancel(args: Dap.CancelArguments): void {
    this.moving.cancel(args);
  }

  goto(target: number): void {
    const position = {
      ...this.moving.report.position,
      instruction: this.targets.instruction(target),
    };
    this.move({ kind: 'seek', position });
  }

  gotoTargets(args: Dap.GotoTargetsArguments): Dap.GotoTargetsResponse['body'] {
    return {
      targets: this.targets.onLine(this.sources.which(args.source), args.line),
    };
  }

  stackTrace(): Dap.StackTraceResponse['body'] {
    const frames = stackFrames(this.setting, this.moving.place().report);
    return { stackFrames: frames, totalFrames: frames.length };
  }

  scopes(frameId: number): Dap.ScopesResponse['body'] {
    const stopped = this.moving.place();
    const scopes = scopesOf(stopped.run, stopped.report, frameKindOf(frameId));
    return { scopes: this.variables.scopes(stopped, scopes) };
  }

  async children(args: Dap.VariablesArguments): Promise<Dap.VariablesResponse['body']> {
    const variables = await this.variables.children(args);
    return { variables: variables.map((each) => ({ ...each, value: this.styled(each.value) })) };
  }

  async evaluate(args: Dap.EvaluateArguments): Promise<Dap.EvaluateResponse['body']> {
    const body = await evaluated({ stopped: this.moving.place(), variables: this.variables }, args);
    return args.context === 'clipboard' ? body : { ...body, result: this.styled(body.result) };
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

  async setExpression({
    expression,
    value,
  }: Pick<Dap.SetExpressionArguments, 'expression' | 'value'>): Promise<
    Dap.SetVariableResponse['body'] & Dap.SetExpressionResponse['body']
  > {
    this.moving.place();
    const change = { expression, value: withoutStyles(value) };
    this.moving.follow(await edited(this.options.trainer, change));
    const { result, ...shown } = await this.evaluate({ expression });
    return { value: result, ...shown };
  }

  restartFrame(frameId: number): void {
    const { run, report } = this.moving.place();
    const position = frameStart(run, report, frameKindOf(frameId));
    this.move({ kind: 'seek', position, reason: 'restart' });
  }

  async completions(args: Dap.CompletionsArguments): Promise<Dap.CompletionsResponse['body']> {
    const vocabulary = await this.options.trainer.request('vocabulary', {});
    return { targets: completionsAt(args, vocabulary, this.options.base) };
  }

  branches(): Promise<{ readonly branches: readonly BranchDescription[] }> {
    return this.options.trainer.request('branches', {});
  }

  inlineValues(): Promise<InlineValues> {
    return inlineValues(this.moving.place());
  }

  async save(params: SaveParams): Promise<{ readonly bytes: number }> {
    this.moving.place();
    const result = await this.options.trainer.request('save', params);
    if (result.kind === 'error') throw new UserError(result.message);
    return { bytes: result.bytes };
  }

  exceptionInfo(): Dap.ExceptionInfoResponse['body'] {
    return exceptionInfo(this.moving.place().report);
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
        ? await dataOf(this.moving.place(), name)
        : this.variables.dataOf(variablesReference, name);
    return dataBreakpointInfo(this.options.run, name, data);
  }

  async checkGradients(params: GradientCheckParams): Promise<GradientCheckText> {
    return gradientCheckText(await this.options.trainer.request('checkGradients', params));
  }

  state(): SessionState {
    const { report, isMoving } = this.moving;
    return { run: this.options.run, report, moving: isMoving };
  }

  private styled(text: string): string {
    return styledText(text, this.options.client);
  }

  private tellMemory(): void {
    if (!this.options.client.memoryEvents) return;
    for (const change of this.memory.changes()) this.options.emit('memory', change);
  }
}
