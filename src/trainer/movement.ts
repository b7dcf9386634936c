/**
 * Movements through a run, one at a time.
 *
 * A movement works in slices of at most 40 ms, so that a pause is heard. Steps that are asked for while
 * another movement is under way wait their turn and are all taken; a seek or a resume first interrupts what
 * is running.
 */
import {
  comparePositions,
  nearestInstruction,
  stepsFrom,
  type Direction,
  type Position,
  type RaisedAlert,
} from '../core';
import type { BreakpointParams, StepParams, StopReason } from '../protocol/trainer';
import type { Run } from './run';

export interface Stop {
  readonly reason: StopReason;
  readonly notice?: string;
  readonly alert?: RaisedAlert;
  readonly hitBreakpoints?: readonly number[];
}

export interface MovementListener {
  alertRaised(alert: RaisedAlert): void;
  /** Between two slices. */
  underWay(): void;
}

const sliceMs = 40;
const atStart = 'This is the start of the run.';
const atEnd = 'This is the end of the run.';

export class Mover {
  private breakpoints: BreakpointParams = { instructions: [], alertRules: [] };
  private queue: Promise<unknown> = Promise.resolve();
  private isInterrupted = false;

  constructor(
    private readonly run: Run,
    private readonly listener: MovementListener,
  ) {}

  setBreakpoints(breakpoints: BreakpointParams): void {
    this.breakpoints = breakpoints;
  }

  /** Ends the movement that is under way, at the start of an iteration. */
  interrupt(): void {
    this.isInterrupted = true;
  }

  step({ granularity, direction, count }: StepParams): Promise<Stop> {
    return this.enqueue(async () => {
      const { timeline, ground } = this.run;
      const step = { granularity, direction, count };
      const { position, complete } = stepsFrom(timeline.position, step, ground);
      if (!(await this.travel(position))) return { reason: 'pause' };
      if (complete) return { reason: 'step' };
      return direction === 'forward'
        ? { reason: 'end', notice: atEnd }
        : { reason: 'start', notice: atStart };
    });
  }

  seek(position: Position): Promise<Stop> {
    this.interrupt();
    return this.enqueue(async () => ({
      reason: (await this.travel(position)) ? 'goto' : 'pause',
    }));
  }

  resume(direction: Direction): Promise<Stop> {
    this.interrupt();
    return this.enqueue(() => (direction === 'forward' ? this.goOn() : this.goBack()));
  }

  private enqueue(movement: () => Promise<Stop>): Promise<Stop> {
    const done = this.queue.then(() => {
      this.isInterrupted = false;
      return movement();
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async goOn(): Promise<Stop> {
    const { timeline, alerts } = this.run;
    const from = timeline.position;
    if (comparePositions(from, timeline.end) === 0) return { reason: 'end', notice: atEnd };
    const breakpoint = this.nearestBreakpoint('forward');
    const target = breakpoint ?? timeline.end;
    const rules = this.breakpoints.alertRules;
    const hasEnded = from.instruction === timeline.end.instruction;
    const known = alerts.nearestBirth(from.iteration - (hasEnded ? 0 : 1), rules, 'forward');
    let raised = known !== undefined && this.isWithin(known, target) ? known : undefined;
    const arrived = await this.travel(raised === undefined ? target : this.birthOf(raised), {
      onAlert: (alert) => {
        if (rules.includes(alert.rule)) raised ??= alert;
        return raised === undefined;
      },
    });
    if (raised !== undefined && !this.isInterrupted && this.isWithin(raised, target)) {
      await this.travel(this.birthOf(raised));
      return { reason: 'alert', alert: raised };
    }
    if (!arrived) return { reason: 'pause' };
    return breakpoint === undefined
      ? { reason: 'end', notice: atEnd }
      : this.breakpointStop(target);
  }

  private async goBack(): Promise<Stop> {
    const { timeline, alerts } = this.run;
    const from = timeline.position;
    if (comparePositions(from, timeline.start) === 0) return { reason: 'start', notice: atStart };
    const breakpoint = this.nearestBreakpoint('backward');
    const isAtEnd = from.instruction === timeline.end.instruction;
    const birth = alerts.nearestBirth(from.iteration, this.breakpoints.alertRules, 'backward');
    const alert = birth ?? undefined;
    if (
      alert !== undefined &&
      (!isAtEnd || alert.since < from.iteration) &&
      (breakpoint === undefined || comparePositions(breakpoint, this.birthOf(alert)) < 0)
    ) {
      if (!(await this.travel(this.birthOf(alert)))) return { reason: 'pause' };
      return { reason: 'alert', alert };
    }
    if (!(await this.travel(breakpoint ?? timeline.start))) return { reason: 'pause' };
    return breakpoint === undefined
      ? { reason: 'start', notice: atStart }
      : this.breakpointStop(breakpoint);
  }

  private nearestBreakpoint(direction: Direction): Position | undefined {
    const instructions = this.breakpoints.instructions.map(({ instruction }) => instruction);
    const { timeline } = this.run;
    return nearestInstruction(timeline.position, instructions, {
      direction,
      iterations: timeline.iterations,
    });
  }

  private breakpointStop({ instruction }: Position): Stop {
    const hits = this.breakpoints.instructions.filter((point) => point.instruction === instruction);
    return { reason: 'breakpoint', hitBreakpoints: hits.map(({ id }) => id) };
  }

  /** Alerts are raised at the end of an iteration, where all the evidence can be seen. */
  private birthOf({ since }: RaisedAlert): Position {
    return { iteration: since, instruction: this.run.timeline.end.instruction };
  }

  private isWithin(alert: RaisedAlert, target: Position): boolean {
    return comparePositions(this.birthOf(alert), target) <= 0;
  }

  /** True when it arrived; false when it was interrupted or `onAlert` said stop. */
  private async travel(
    target: Position,
    { onAlert }: { readonly onAlert?: (alert: RaisedAlert) => boolean } = {},
  ): Promise<boolean> {
    const { timeline, alerts } = this.run;
    const journey = timeline.journeyTo(target);
    let goesOn = true;
    const onRaised = (alert: RaisedAlert): void => {
      this.listener.alertRaised(alert);
      goesOn = (onAlert?.(alert) ?? true) && goesOn;
    };
    for (;;) {
      const sliceEnd = performance.now() + sliceMs;
      const arrived = journey.advance(() => {
        alerts.catchUp(onRaised);
        return goesOn && performance.now() < sliceEnd;
      });
      alerts.catchUp(onRaised);
      if (arrived) return true;
      if (!goesOn) return false;
      this.listener.underWay();
      await new Promise(setImmediate);
      if (this.isInterrupted) return false;
    }
  }
}
