/**
 * Movements that may take long, as progress that a client shows and lets its user cancel.
 *
 * Each that is begun is ended, whatever becomes of it. Clients wait a moment before they show it, so what is quick is
 * not seen. Only how far a search has come is told, not where the run stands: that may be anywhere meanwhile.
 */
import type { Position } from '../protocol/position';
import type { RunDescription } from '../protocol/run';
import type { ClientAbilities } from './clientAbilities';
import type { DapEvents } from './dapRequests';
import type { Movement } from './movementQueue';

export interface MovementProgressOptions {
  readonly run: Pick<RunDescription, 'tensors'>;
  readonly client: Pick<ClientAbilities, 'progress'>;
  emit<E extends 'progressStart' | 'progressUpdate' | 'progressEnd'>(
    event: E,
    body: DapEvents[E],
  ): void;
}

interface Shown {
  readonly progressId: string;
  readonly movement: Movement;
  readonly from: Position;
}

export class MovementProgress {
  private shown: Shown | undefined;
  private count = 0;

  constructor(private readonly options: MovementProgressOptions) {}

  /** `sequence` is the number of the last stop, which a session never gives twice. */
  begin(
    movement: Movement,
    { position, sequence }: { position: Position; sequence: number },
  ): void {
    const { run, client, emit } = this.options;
    const title = titleOf(movement, run);
    if (title === undefined || !client.progress) return;
    const progressId = `${sequence}.${++this.count}`;
    this.shown = { progressId, movement, from: position };
    emit('progressStart', { progressId, title, cancellable: true });
  }

  update(at: Position): void {
    if (this.shown === undefined) return;
    const { progressId, movement, from } = this.shown;
    const percentage = percentageOf(movement, from.iteration, at.iteration);
    this.options.emit('progressUpdate', {
      progressId,
      message: `at iteration ${at.iteration.toLocaleString('en')}`,
      ...(percentage !== undefined && { percentage }),
    });
  }

  end(): void {
    if (this.shown === undefined) return;
    const { progressId } = this.shown;
    this.shown = undefined;
    this.options.emit('progressEnd', { progressId });
  }

  isOf(progressId: string | undefined): boolean {
    return this.shown !== undefined && this.shown.progressId === progressId;
  }
}

/** Absent for what is quick, and for a run forward: clients show that it is running. */
function titleOf(
  movement: Movement,
  { tensors }: Pick<RunDescription, 'tensors'>,
): string | undefined {
  switch (movement.kind) {
    case 'resume': {
      const { direction, until } = movement;
      if (until !== undefined) return `Running ${direction} to the line`;
      return direction === 'backward' ? 'Running backward' : undefined;
    }
    case 'lastWrite':
      return `Going to the last write of ${movement.tensor}`;
    case 'lastChange': {
      const { tensor, row, column } = movement;
      const described = tensors.find(({ name }) => name === tensor);
      const isSingle = described?.rows === 1 && described.columns === 1;
      return `Looking for the last change of ${isSingle ? tensor : `${tensor}[${row}, ${column}]`}`;
    }
    case 'seek':
      return `Going to iteration ${movement.position.iteration.toLocaleString('en')}`;
    case 'switchBranch':
      return `Going to branch ${movement.branch}`;
    case 'step': {
      const { granularity, direction, count } = movement;
      if (granularity !== 'epoch') return undefined;
      return `Stepping ${count === 1 ? 'one epoch' : `${count} epochs`} ${direction}`;
    }
    case 'finishIteration':
      return undefined;
    default:
      return movement satisfies never;
  }
}

/** Absent where nobody knows how far it is. */
function percentageOf(movement: Movement, from: number, at: number): number | undefined {
  const target = targetOf(movement, from);
  if (target === undefined || target === from) return undefined;
  const share = (at - from) / (target - from);
  return Math.round(100 * Math.min(1, Math.max(0, share)));
}

/** The iteration up to which a movement goes step by step from iteration `from` on. */
function targetOf(movement: Movement, from: number): number | undefined {
  switch (movement.kind) {
    case 'lastChange':
      return 0;
    case 'resume':
      return movement.direction === 'backward' ? 0 : undefined;
    case 'seek': {
      // To an earlier place the run comes from a keyframe that lies before it.
      const { iteration } = movement.position;
      return from < iteration ? iteration : undefined;
    }
    default:
      return undefined;
  }
}
