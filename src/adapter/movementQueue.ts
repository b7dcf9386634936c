/**
 * Movements wait here until the one before them has ended.
 *
 * Equal steps that wait behind each other become one with a larger count, so a key held down is counted,
 * not dropped, and the run stands exactly where the presses lead. A movement that comes while the run is
 * running freely pauses it first.
 */
import type { LastChangeParams, LastWriteParams } from '../protocol/breakpoints';
import type { SeekParams, StopReport } from '../protocol/movement';
import type { Direction, Granularity } from '../protocol/position';

export type Movement =
  | {
      readonly kind: 'step';
      readonly granularity: Granularity;
      readonly direction: Direction;
      readonly count: number;
    }
  | { readonly kind: 'finishIteration' }
  | ({ readonly kind: 'seek' } & SeekParams)
  | { readonly kind: 'switchBranch'; readonly branch: number }
  | {
      readonly kind: 'resume';
      readonly direction: Direction;
      /** Instructions that are a stop this time. */
      readonly until?: readonly number[];
    }
  | ({ readonly kind: 'lastWrite' } & LastWriteParams)
  | ({ readonly kind: 'lastChange' } & LastChangeParams);

/** Whether it goes on for who knows how long. */
export function isFree({ kind }: Movement): boolean {
  return kind === 'resume' || kind === 'lastWrite' || kind === 'lastChange';
}

export interface Mover {
  move(movement: Movement): Promise<StopReport>;
  pause(): void;
}

interface Waiting {
  movement: Movement;
  readonly report: Promise<StopReport>;
  settle(report: Promise<StopReport>): void;
}

export class MovementQueue {
  private readonly waiting: Waiting[] = [];
  private current: Movement | undefined;

  constructor(private readonly mover: Mover) {}

  /** True from the moment a movement is added until the last one has ended. */
  get isMoving(): boolean {
    return this.current !== undefined;
  }

  /** The report of where the movement ended; when it was joined with others, of where all of them ended. */
  add(movement: Movement): Promise<StopReport> {
    const last = this.waiting.at(-1);
    const joined = last && joinSteps(last.movement, movement);
    if (last && joined) {
      last.movement = joined;
      return last.report;
    }
    const added = createWaiting(movement);
    this.waiting.push(added);
    if (this.current === undefined) void this.moveOn();
    else if (isFree(this.current)) this.mover.pause();
    return added.report;
  }

  private async moveOn(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      this.current = next.movement;
      const report = this.mover.move(next.movement);
      next.settle(report);
      // Whoever added the movement hears of a failure; those behind it still have their turn.
      await report.catch(() => undefined);
    }
    this.current = undefined;
  }
}

function joinSteps(earlier: Movement, later: Movement): Movement | undefined {
  if (earlier.kind !== 'step' || later.kind !== 'step') return undefined;
  if (earlier.granularity !== later.granularity) return undefined;
  if (earlier.direction !== later.direction) return undefined;
  return { ...earlier, count: earlier.count + later.count };
}

function createWaiting(movement: Movement): Waiting {
  let settle!: (report: Promise<StopReport>) => void;
  const report = new Promise<StopReport>((resolve) => (settle = resolve));
  return { movement, report, settle };
}
