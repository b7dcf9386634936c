/**
 * A run as it moves: where it stands, what it is told to do, and what the client hears of that.
 *
 * `stopped` events of the trainer are numbered; each is told to the client once, in order, and an outdated
 * one not at all. After each movement that the client asked for, a `stopped` event follows in any case, so
 * that the client never waits for one.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReport } from '../protocol/movement';
import type { RunDescription } from '../protocol/run';
import type { TrainerEvents, TrainerRequests } from '../protocol/trainer';
import { ChannelClosedError, type Requester } from '../rpc/peer';
import type { Breakpoints } from './breakpoints';
import type { ClientAbilities } from './clientAbilities';
import type { DapEvents } from './dapRequests';
import type { DebugConsole } from './debugConsole';
import { errors, UserError } from './errors';
import { MovementProgress } from './movementProgress';
import { isFree, type Movement, MovementQueue } from './movementQueue';
import { askForMovement } from './movementRequests';
import { stoppedEvent } from './stoppedEvent';
import { StoppedRun } from './stoppedRun';

export interface MovingRunOptions {
  readonly run: RunDescription;
  readonly report: StopReport;
  readonly client: ClientAbilities;
  readonly trainer: Requester<TrainerRequests, TrainerEvents>;
  readonly console: DebugConsole;
  readonly breakpoints: Pick<Breakpoints, 'isNamed'>;
  emit<E extends keyof DapEvents>(event: E, body: DapEvents[E]): void;
  /** What was seen at an earlier stop holds no more. */
  forget(): void;
  /** The client has been told of a stop. */
  told(): void;
}

export class MovingRun {
  private readonly queue: MovementQueue;
  private readonly progress: MovementProgress;
  private readonly subscriptions: readonly (() => void)[];
  private latest: StopReport;
  /** Absent while the run moves freely. */
  private stopped: StoppedRun | undefined;
  private stopsTold = 0;
  private isReplaced = false;

  constructor(private readonly options: MovingRunOptions) {
    const { report, trainer } = options;
    this.latest = report;
    this.progress = new MovementProgress(options);
    this.queue = new MovementQueue({
      move: (movement) => this.carryOut(movement),
      pause: () => this.pause(),
    });
    this.subscriptions = [
      trainer.on('stopped', (stop) => this.follow(stop)),
      trainer.on('continued', () => this.followContinued()),
      trainer.on('progress', ({ position }) => this.progress.update(position)),
    ];
  }

  /** Of the last stop. */
  get report(): StopReport {
    return this.latest;
  }

  get isMoving(): boolean {
    return this.queue.isMoving;
  }

  /** The run where it stands; an error while it moves freely. */
  place(): StoppedRun {
    if (this.stopped === undefined) throw new UserError(errors.running());
    return this.stopped;
  }

  /** Another run takes its place: nothing more is told of this one. */
  dispose(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.isReplaced = true;
  }

  /** Called when the client has set its breakpoints. */
  stopOnEntry(): void {
    this.tell(this.latest);
  }

  /** Sets a movement going; where it ends, or why it does not, is told by events. */
  move(movement: Movement): void {
    this.moved(movement).catch((error: unknown) => this.options.console.printFailure(error));
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
    const { trainer, console } = this.options;
    trainer.request('pause', {}).catch((error: unknown) => console.printFailure(error));
  }

  /** Gives up the movement whose progress is shown under this name. */
  cancel({ progressId }: Dap.CancelArguments): void {
    if (this.progress.isOf(progressId)) this.pause();
  }

  /** The run stands there now. */
  follow(report: StopReport): void {
    if (report.sequence <= this.latest.sequence) return;
    this.latest = report;
    this.tell(report);
  }

  private async carryOut(movement: Movement): Promise<StopReport> {
    const before = this.stopsTold;
    if (isFree(movement)) this.stopped = undefined;
    this.progress.begin(movement, this.latest);
    try {
      this.follow(await askForMovement(this.options, movement, this.latest.position));
      return this.latest;
    } catch (error) {
      // A movement that failed has no stop of its own, but the client waits for one.
      const isAlive = !(error instanceof ChannelClosedError);
      if (isAlive && this.stopsTold === before) this.tell(this.latest);
      throw error;
    } finally {
      this.progress.end();
    }
  }

  private tell(report: StopReport): void {
    if (this.isReplaced) return;
    const { run, client, trainer, console, breakpoints, emit } = this.options;
    this.stopsTold++;
    this.options.forget();
    this.stopped = new StoppedRun(run, report, trainer);
    if (report.notice !== undefined) console.print(report.notice);
    // Nothing has moved, and nobody waits for a stop: the client asks again for what it shows.
    if (report.reason === 'edit' && client.invalidatedEvents)
      emit('invalidated', { areas: ['all'] });
    else
      emit(
        'stopped',
        stoppedEvent(report, (id) => breakpoints.isNamed(id)),
      );
    this.options.told();
  }

  private followContinued(): void {
    this.stopped = undefined;
    // A client that asked for the movement itself knows, and must not be told.
    if (!this.isMoving) {
      this.options.emit('continued', { threadId: 1, allThreadsContinued: true });
    }
  }
}
