/**
 * The run of one debug session, as the panel and the status bar see it: where it stands, and how it ended.
 *
 * Nothing here is told before the run has been loaded. After `ended` nothing changes any more.
 */
import type { TrainerConnection } from '../adapter/trainerConnection';
import type { StopReport } from '../protocol/movement';
import type { RunDescription } from '../protocol/run';

export type RunState =
  | { readonly kind: 'stopped' | 'running' }
  | { readonly kind: 'ended'; readonly reason: string; readonly crashed: boolean };

export class FollowedRun {
  private readonly listeners = new Set<() => void>();
  private currentState: RunState = { kind: 'stopped' };
  private isClosing = false;

  constructor(
    readonly connection: TrainerConnection,
    readonly description: RunDescription,
    private currentReport: StopReport,
  ) {
    const { trainer } = connection;
    trainer.on('stopped', (report) => {
      if (report.sequence <= this.currentReport.sequence) return;
      this.currentReport = report;
      this.enter({ kind: 'stopped' });
    });
    trainer.on('continued', () => this.enter({ kind: 'running' }));
    trainer.onClose((reason) => {
      this.enter({
        kind: 'ended',
        crashed: !this.isClosing,
        reason: this.isClosing
          ? 'The session has ended.'
          : `The trainer process ${reason}. The run stood at ${this.place}; a restart goes on from there.`,
      });
    });
  }

  get state(): RunState {
    return this.currentState;
  }

  /** The latest stop. */
  get report(): StopReport {
    return this.currentReport;
  }

  /** `12:dW2` */
  get place(): string {
    const { iteration, instruction } = this.currentReport.position;
    return `${iteration}:${this.description.instructions[instruction]?.name ?? 'end'}`;
  }

  /** Called when the session is about to end the trainer, so that its end is not taken for a crash. */
  expectEnd(): void {
    this.isClosing = true;
  }

  /** `listener` is called after each change of `state` or `report`. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private enter(state: RunState): void {
    if (this.currentState.kind === 'ended') return;
    this.currentState = state;
    for (const listener of this.listeners) listener();
  }
}
