/**
 * Travelling through a run in slices of at most 40 ms, so that a pause is heard.
 *
 * Whatever the journey is for, alerts are told as the iterations come to their end. One that fails on its way, as
 * kernels do that fall into a trap, leaves nothing half done.
 */
import {
  ComputationError,
  ReplayMismatchError,
  type Advance,
  type Journey,
  type Position,
  type RaisedAlert,
  type Visits,
} from '../core';
import type { Run } from './run';

export interface TravelListener {
  alertRaised(alert: RaisedAlert): void;
  /** Between two slices; `at` is how far the movement has come. */
  underWay(at: Position): void;
}

/** Why a journey is given up. */
export type Interruption = 'interrupted' | 'breakpointsChanged';

export type Arrival = 'arrived' | 'ended' | Interruption;

export function isInterruption(arrival: Arrival): arrival is Interruption {
  return arrival === 'interrupted' || arrival === 'breakpointsChanged';
}

export interface Travel {
  readonly visits?: Visits;
  /** Asked between iterations, once their alerts are known; yes ends the journey. */
  readonly endsHere?: () => boolean;
  /** Asked between slices. */
  readonly interruption?: () => Interruption | undefined;
  /** How far the whole movement has come, when that is not where the run stands. */
  readonly progress?: () => Position;
}

const sliceMs = 40;

export class Traveller {
  private sliceEnd = 0;

  constructor(
    private readonly run: Pick<Run, 'timeline' | 'alerts'>,
    private readonly listener: TravelListener,
  ) {}

  /** A movement has its first slice before anything can interrupt it. */
  begin(): void {
    this.sliceEnd = performance.now() + sliceMs;
  }

  /** `ended` when a visit or `endsHere` has ended the journey. */
  async go(target: Position, travel: Travel = {}): Promise<Arrival> {
    const { timeline, alerts } = this.run;
    const { visits, endsHere } = travel;
    const state = { hasEnded: false };
    const journey = timeline.journeyTo(
      target,
      visits && {
        instructions: visits.instructions,
        mayPass: () => {
          state.hasEnded = !visits.mayPass();
          return !state.hasEnded;
        },
      },
    );
    const onRaised = (alert: RaisedAlert): void => {
      this.listener.alertRaised(alert);
    };
    for (;;) {
      const isInTime = (): boolean => performance.now() < this.sliceEnd;
      const mayContinue = (): boolean => {
        alerts.catchUp(onRaised);
        state.hasEnded = endsHere?.() ?? false;
        return !state.hasEnded && isInTime();
      };
      const hasArrived = this.advance(journey, mayContinue, isInTime);
      alerts.catchUp(onRaised);
      if (state.hasEnded) return 'ended';
      if (hasArrived) return 'arrived';
      const interruption = await this.breathe(travel);
      if (interruption !== undefined) return interruption;
    }
  }

  private advance(journey: Journey, ...may: Advance): boolean {
    const { timeline } = this.run;
    try {
      return journey.advance(...may);
    } catch (error) {
      // What differs from before stays, to be looked at.
      if (error instanceof ReplayMismatchError) throw error;
      const { iteration } = timeline.position;
      timeline.discard();
      throw new ComputationError(iteration, timeline.position, error);
    }
  }

  /** Lets others have their turn when the slice is over. */
  async breathe({
    interruption,
    progress,
  }: Pick<Travel, 'interruption' | 'progress'>): Promise<Interruption | undefined> {
    if (performance.now() < this.sliceEnd) return undefined;
    this.listener.underWay(progress?.() ?? this.run.timeline.position);
    await new Promise(setImmediate);
    this.begin();
    return interruption?.();
  }
}
