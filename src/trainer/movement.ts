/**
 * Movements through a run, one at a time, in the order in which they are asked for.
 *
 * A movement works in slices of at most 40 ms. One that has been interrupted ends with its first slice: so a
 * step is taken even when a seek follows at once, and nothing that a pause is meant for runs on.
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

export class Mover {
  private breakpoints: BreakpointParams = { instructions: [], alertRules: [] };
  private queue: Promise<unknown> = Promise.resolve();
  // Movements are numbered as they are asked for.
  private latest = 0;
  private current = 0;
  private lastInterrupted = 0;

  constructor(
    private readonly run: Pick<Run, 'timeline' | 'ground' | 'alerts'>,
    private readonly listener: MovementListener,
  ) {}

  setBreakpoints(breakpoints: BreakpointParams): void {
    this.breakpoints = breakpoints;
  }

  /** Ends what has been asked for so far; a movement that takes longer than a slice stops on its way. */
  interrupt(): void {
    this.lastInterrupted = this.latest;
  }

  step({ granularity, direction, count }: StepParams): Promise<Stop> {
    return this.enqueue(async () => {
      const { timeline, ground } = this.run;
      const step = { granularity, direction, count };
      const { position, complete } = stepsFrom(timeline.position, step, ground);
      if ((await this.travel(position)) !== 'arrived') return paused;
      if (complete) return { reason: 'step' };
      return direction === 'forward' ? ended : started;
    });
  }

  seek(position: Position): Promise<Stop> {
    this.interrupt();
    return this.enqueue(async () =>
      (await this.travel(position)) === 'arrived' ? { reason: 'goto' } : paused,
    );
  }

  resume(direction: Direction): Promise<Stop> {
    this.interrupt();
    return this.enqueue(() => (direction === 'forward' ? this.goOn() : this.goBack()));
  }

  private enqueue(movement: () => Promise<Stop>): Promise<Stop> {
    const number = ++this.latest;
    const done = this.queue.then(() => {
      this.current = number;
      return movement();
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private get isInterrupted(): boolean {
    return this.current <= this.lastInterrupted;
  }

  private async goOn(): Promise<Stop> {
    const { timeline, alerts } = this.run;
    const from = timeline.position;
    if (comparePositions(from, timeline.end) === 0) return ended;
    const { alertRules } = this.breakpoints;
    const breakpoint = this.nearestBreakpoint('forward');
    const target = breakpoint ?? timeline.end;
    const hasEnded = from.instruction === timeline.end.instruction;
    const known = alerts.nearestBirth(from.iteration - (hasEnded ? 0 : 1), alertRules, 'forward');
    if (known !== undefined && comparePositions(this.birthOf(known), target) <= 0) {
      return this.stopAtBirth(known);
    }
    const arrival = await this.travel(target, this.breakpoints);
    if (arrival === 'breakpointsChanged') return this.goOn();
    if (arrival === 'interrupted') return paused;
    if (arrival !== 'arrived') return this.stopAtBirth(arrival);
    return breakpoint === undefined ? ended : this.breakpointStop(breakpoint);
  }

  private async goBack(): Promise<Stop> {
    const { timeline, alerts } = this.run;
    const from = timeline.position;
    if (comparePositions(from, timeline.start) === 0) return started;
    const breakpoint = this.nearestBreakpoint('backward');
    const target = breakpoint ?? timeline.start;
    const alert = alerts.nearestBirth(from.iteration, this.breakpoints.alertRules, 'backward');
    if (alert !== undefined && comparePositions(target, this.birthOf(alert)) < 0) {
      return this.stopAtBirth(alert);
    }
    const arrival = await this.travel(target, this.breakpoints);
    if (arrival === 'breakpointsChanged') return this.goBack();
    if (arrival !== 'arrived') return paused;
    return breakpoint === undefined ? started : this.breakpointStop(breakpoint);
  }

  private async stopAtBirth(alert: RaisedAlert): Promise<Stop> {
    const arrival = await this.travel(this.birthOf(alert));
    return arrival === 'arrived' ? { reason: 'alert', alert } : paused;
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

  /** `breakpoints` are those that may end it, and from which its target was chosen; none for a step. */
  private async travel(target: Position, breakpoints?: BreakpointParams): Promise<Arrival> {
    const { timeline, alerts } = this.run;
    const journey = timeline.journeyTo(target);
    const breaking: RaisedAlert[] = [];
    const onRaised = (alert: RaisedAlert): void => {
      this.listener.alertRaised(alert);
      if (breakpoints?.alertRules.includes(alert.rule) === true) breaking.push(alert);
    };
    for (;;) {
      const sliceEnd = performance.now() + sliceMs;
      const arrived = journey.advance(() => {
        alerts.catchUp(onRaised);
        return breaking.length === 0 && performance.now() < sliceEnd;
      });
      alerts.catchUp(onRaised);
      const [alert] = breaking;
      if (alert !== undefined) return alert;
      if (arrived) return 'arrived';
      this.listener.underWay();
      await new Promise(setImmediate);
      if (this.isInterrupted) return 'interrupted';
      if (breakpoints !== undefined && breakpoints !== this.breakpoints)
        return 'breakpointsChanged';
    }
  }
}

/** How a journey ended; an alert is one that breaks. */
type Arrival = 'arrived' | 'interrupted' | 'breakpointsChanged' | RaisedAlert;

const paused: Stop = { reason: 'pause' };
const started: Stop = { reason: 'start', notice: 'This is the start of the run.' };
const ended: Stop = { reason: 'end', notice: 'This is the end of the run.' };
