/**
 * A debug session: the Debug Adapter Protocol on one side, a trainer process on the other.
 *
 * The trainer alone knows where the run stands. The session follows its `stopped` and `continued` events,
 * whoever caused them, so a step in the panel moves the editor as a step in the editor does. The session ends
 * when the client ends it or the trainer process dies; reaching the end of training only stops it.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { JournalParams, LoadParams, LoadProblem, LoadResult } from '../protocol/loading';
import type { StopReport } from '../protocol/movement';
import type { RunDescription } from '../protocol/run';
import type { Handlers } from '../rpc/peer';
import { capabilities } from './capabilities';
import { type ClientAbilities, clientAbilitiesOf } from './clientAbilities';
import type { AttachArguments, DapEvents, DapRequests, LaunchArguments } from './dapRequests';
import { createDapResponder, type DapResponder } from './dapResponder';
import { DebuggedRun } from './debuggedRun';
import { errors, UserError } from './errors';
import { type LineBase, lineBaseOf } from './lineBase';
import type { Movement } from './movementQueue';
import { runRequests } from './runRequests';
import { fileName, type NetworkSource } from './sources';
import { checkedPosition } from './stepArguments';
import type { TrainerConnection } from './trainerConnection';

export interface SessionOptions {
  startTrainer(): Promise<TrainerConnection> | TrainerConnection;
  /** The text of a network file. */
  readFile(path: string): Promise<string>;
  /** Folders from which data may be read, beside the network file's own. */
  readonly roots: readonly string[];
  readonly memoryBudgetBytes: number;
  readonly keyframeBudgetBytes: number;
  /** Where the run is written down, so that a crash of the trainer loses nothing; absent: nowhere. */
  readonly journal?: Omit<JournalParams, 'resume'>;
  /** Told when the network has been loaded, and again after a restart. */
  onLoaded?(run: RunDescription, report: StopReport): void;
}

export class BackstepDebugSession {
  private readonly messageListeners: ((message: Dap.ProtocolMessage) => void)[] = [];
  private readonly dap: DapResponder;
  private base: LineBase = lineBaseOf({});
  private client: ClientAbilities = clientAbilitiesOf({});
  private connection: TrainerConnection | undefined;
  private debugged: DebuggedRun | undefined;
  private begin: Movement | 'stopOnEntry' = 'stopOnEntry';
  /** Opens the run that is debugged once more, from its start. */
  private openAgain: ((text?: string) => Promise<OpenedNetwork>) | undefined;
  private state: 'new' | 'launched' | 'ended' = 'new';
  /** The run of which the user knows that its network file has changed. */
  private changeTold: DebuggedRun | undefined;

  constructor(private readonly options: SessionOptions) {
    this.dap = createDapResponder(this.handlers(), (message) => {
      for (const listener of this.messageListeners) listener(message);
    });
  }

  /** Where the messages to the client go. */
  onMessage(listener: (message: Dap.ProtocolMessage) => void): void {
    this.messageListeners.push(listener);
  }

  /** Takes a message from the client. */
  receive(message: unknown): void {
    this.dap.receive(message);
  }

  /** Ends the trainer; the session is of no use after that. */
  dispose(): void {
    this.state = 'ended';
    this.connection?.close();
    this.connection = undefined;
  }

  private handlers(): Handlers<DapRequests> {
    return {
      initialize: (client) => {
        this.base = lineBaseOf(client);
        this.client = clientAbilitiesOf(client);
        return capabilities;
      },
      launch: (args) => this.launch(args),
      attach: (args) => this.attach(args),
      restart: (args) => this.restart(args),
      configurationDone: () => {
        const { run, begin } = this;
        if (begin === 'stopOnEntry') afterTheAnswer(() => run.stopOnEntry());
        else run.move(begin);
      },
      // A window that is closed or loaded anew says nothing of the run, which can then be gone on with.
      disconnect: ({ terminateDebuggee }) =>
        terminateDebuggee === undefined ? this.dispose() : this.leave(),
      terminate: () => {
        this.leave();
        afterTheAnswer(() => this.emit('terminated', {}));
      },

      ...runRequests(() => this.run),
      setBreakpoints: (args) => {
        if (args.sourceModified === true) this.tellOfChange(args.source);
        return this.run.breakpoints.setLines(args);
      },
      'backstep/saveTrace': (args) => this.saveTrace(args),
    };
  }

  private async launch(args: LaunchArguments): Promise<void> {
    const { program, resume } = args;
    if (this.state !== 'new') throw new UserError(errors.launchedTwice());
    if (typeof program !== 'string') throw new UserError(errors.noProgram());
    if (resume !== undefined && !isSessionName(resume)) throw new UserError(errors.badSession());
    this.state = 'launched';
    this.begin = beginningOf(args);
    const text = args.text ?? (await this.read(program));
    const connection = await this.connect();
    if (connection === undefined) return;
    const { trainer } = connection;
    const params = { file: program, text, ...this.resources(resume) };
    this.openAgain = async (given) => {
      const now = given ?? (await this.read(program));
      const again = { file: program, text: now, ...this.resources() };
      const result = await trainer.request('load', again);
      return { result, network: { program, text: now } };
    };
    this.debug(connection, await trainer.request('load', params), { program, text });
  }

  private async attach(args: AttachArguments): Promise<void> {
    const { trace, resume } = args;
    if (this.state !== 'new') throw new UserError(errors.launchedTwice());
    if (typeof trace !== 'string') throw new UserError(errors.noTrace());
    if (resume !== undefined && !isSessionName(resume)) throw new UserError(errors.badSession());
    this.state = 'launched';
    this.begin = beginningOf(args);
    const connection = await this.connect();
    if (connection === undefined) return;
    const open = async (from?: string): Promise<OpenedNetwork> => {
      const params = { trace, ...this.resources(from) };
      const result = await connection.trainer.request('attach', params);
      return { result, network: result.kind === 'refused' ? { text: '' } : result.network };
    };
    this.openAgain = () => open();
    const { result, network } = await open(resume);
    this.debug(connection, result, network);
  }

  /**
   * The network as its file is now, from the start, in the same trainer. A file that cannot be trained leaves
   * the run as it is. The client then configures the session anew, so that breakpoints are looked at again.
   */
  private async restart({ arguments: given }: Dap.RestartArguments): Promise<void> {
    const { connection, openAgain } = this;
    if (connection === undefined || openAgain === undefined)
      throw new UserError(errors.notLoaded());
    const { stopOnEntry, noDebug, text: unsaved } = (given ?? {}) as LaunchArguments;
    const { result, network } = await openAgain(unsaved);
    if (result.kind === 'refused') throw this.refusal(result.problems);
    this.begin = beginningOf({
      ...(stopOnEntry !== undefined && { stopOnEntry }),
      ...(noDebug !== undefined && { noDebug }),
    });
    this.debugged?.dispose();
    this.debug(connection, result, network);
  }

  /** A trainer of its own; undefined when the session has ended meanwhile. */
  private async connect(): Promise<TrainerConnection | undefined> {
    const connection = await this.options.startTrainer();
    if (this.hasEnded()) {
      connection.close();
      return undefined;
    }
    this.connection = connection;
    connection.trainer.onClose((reason) => this.trainerClosed(connection, reason));
    return connection;
  }

  private resources(resume?: string): Omit<LoadParams, 'file' | 'text'> {
    const { roots, memoryBudgetBytes, keyframeBudgetBytes, journal } = this.options;
    const kept = journal && { ...journal, ...(resume !== undefined && { resume }) };
    const budgets = { memoryBudgetBytes, keyframeBudgetBytes };
    return { roots, ...budgets, ...(kept && { journal: kept }) };
  }

  private debug(connection: TrainerConnection, result: LoadResult, network: NetworkSource): void {
    if (result.kind === 'refused') {
      this.dispose();
      throw this.refusal(result.problems);
    }
    const { run, report } = result;
    this.debugged = new DebuggedRun({
      run,
      network,
      report,
      base: this.base,
      client: this.client,
      trainer: connection.trainer,
      emit: (event, body) => this.emit(event, body),
    });
    this.options.onLoaded?.(run, report);
    // Only now are the lines known on which a breakpoint can stop.
    afterTheAnswer(() => this.emit('initialized', undefined));
  }

  /** All problems are printed; the first of them is the error. */
  private refusal(problems: readonly LoadProblem[]): UserError {
    for (const problem of problems) this.print('stderr', errors.problem(problem));
    const short = problems.map((problem) => ({ ...problem, file: fileName(problem.file) }));
    return new UserError(errors.refused(short));
  }

  /** Once for each run: it goes on as it was compiled, and breakpoints are verified against that. */
  private tellOfChange({ path }: Dap.Source): void {
    const { run } = this;
    if (this.changeTold === run || path === undefined || !run.isOf(path)) return;
    this.changeTold = run;
    this.print('important', errors.sourceChanged(fileName(path)));
  }

  private async saveTrace({ file }: { readonly file: string }): Promise<Record<string, never>> {
    if (typeof file !== 'string') throw new UserError(errors.badFile());
    if (this.connection === undefined) throw new UserError(errors.notLoaded());
    return this.connection.trainer.request('saveTrace', { file });
  }

  /** The client wants the session to end: nothing is kept for a restart. */
  private leave(): void {
    // Behind a trainer that is gone there is nothing to end.
    this.connection?.trainer.request('end', {}).catch(() => undefined);
    this.dispose();
  }

  private async read(program: string): Promise<string> {
    try {
      return await this.options.readFile(program);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(errors.unreadable(program, reason));
    }
  }

  private trainerClosed(connection: TrainerConnection, reason: string): void {
    if (this.state === 'ended') return;
    this.dispose();
    const output = connection.recentOutput().trim();
    if (output !== '') this.print('stderr', output);
    this.print('important', errors.trainerEnded(reason));
    this.emit('terminated', {});
  }

  private get run(): DebuggedRun {
    if (this.debugged === undefined) throw new UserError(errors.notLoaded());
    return this.debugged;
  }

  // A method, because the compiler would believe that the state cannot change across an await.
  private hasEnded(): boolean {
    return this.state === 'ended';
  }

  private print(category: string, text: string): void {
    this.emit('output', { category, output: `${text}\n` });
  }

  private emit<E extends keyof DapEvents>(event: E, body: DapEvents[E]): void {
    this.dap.emit(event, body);
  }
}

interface OpenedNetwork {
  readonly result: LoadResult;
  readonly network: NetworkSource;
}

function isSessionName(name: unknown): boolean {
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name);
}

function beginningOf({
  startAt,
  stopOnEntry,
  noDebug,
}: Pick<LaunchArguments, 'startAt' | 'stopOnEntry' | 'noDebug'>): Movement | 'stopOnEntry' {
  if (startAt !== undefined) {
    return { kind: 'seek', position: checkedPosition({ position: startAt }) };
  }
  const runs = stopOnEntry === false || noDebug === true;
  return runs ? { kind: 'resume', direction: 'forward' } : 'stopOnEntry';
}

/** Answers are sent in the same turn of the event loop; this runs in the next one. */
function afterTheAnswer(action: () => void): void {
  setTimeout(action, 0);
}
