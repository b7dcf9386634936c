/**
 * Movements through a run, one at a time, in the order in which they are asked for.
 *
 * A movement works in slices. One that has been interrupted ends with its first slice: so a step is taken even
 * when a seek follows at once, and nothing that a pause is meant for runs on.
 */
import {
  comparePositions,
  stepsFrom,
  type Direction,
  type ExpressionScope,
  type Position,
} from '../core';
import type {
  BreakpointParams,
  BreakpointVerdict,
  LastChangeParams,
  LastWriteParams,
  LoggedMessages,
} from '../protocol/breakpoints';
import type { StepParams } from '../protocol/movement';
import { AlertBreaks } from './breakpoints/alertBreaks';
import { areOf, compileBreaks, type Breaks } from './breakpoints/breaks';
import { cursorWatch } from './breakpoints/compile';
import { canChange, changesOf, noChangeNotice, placeOfLastWrite } from './breakpoints/lastChange';
import { LogBook } from './breakpoints/logBook';
import { lookBackward, lookForward } from './breakpoints/lookup';
import { replayBackward, replayForward } from './breakpoints/replay';
import { movingSight, type SearchSetting } from './breakpoints/search';
import type { Run } from './run';
import { endOf, isAt, noticeOf, paused, started, stopAt, type Stop } from './stop';
import { isInterruption, Traveller, type Interruption, type TravelListener } from './traveller';

export type { Stop } from './stop';

export interface MovementListener extends TravelListener {
  logged(messages: LoggedMessages): void;
}

/** Goes to a position; false when it was interrupted on the way. */
export type Go = (position: Position) => Promise<boolean>;

type MovingRun = Pick<Run, 'timeline' | 'ground' | 'alerts' | 'machine'>;

const noBreakpoints: BreakpointParams = { instructions: [], data: [], alertRules: [] };

export class Mover {
  private params = noBreakpoints;
  private compiled: Breaks | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  // Movements are numbered as they are asked for.
  private latest = 0;
  private current = 0;
  private lastInterrupted = 0;
  private interruptions = 0;
  private readonly traveller: Traveller;
  private readonly log: LogBook;

  constructor(
    private readonly run: MovingRun,
    private readonly scope: ExpressionScope,
    listener: MovementListener,
  ) {
    this.traveller = new Traveller(run, listener);
    this.log = new LogBook({
      write: (messages) => listener.logged(messages),
      now: () => performance.now(),
    });
  }

  /** Replaces all breakpoints, also those that a run under way stops at. */
  setBreakpoints(params: BreakpointParams): readonly BreakpointVerdict[] {
    this.params = params;
    this.compiled = undefined;
    return this.breaks.verdicts;
  }

  /** Ends what has been asked for so far; a movement that takes longer than a slice stops on its way. */
  interrupt(): void {
    this.interruptions++;
    this.lastInterrupted = this.latest;
  }

  step({ granularity, direction, count }: StepParams): Promise<Stop> {
    return this.enqueue(async () => {
      const { timeline, ground } = this.run;
      const step = { granularity, direction, count };
      const { position, complete } = stepsFrom(timeline.position, step, ground);
      if (isInterruption(await this.travel(position))) return paused;
      if (complete && isAt(timeline, position)) return { reason: 'step' };
      return direction === 'forward' ? endOf(timeline) : started;
    });
  }

  seek(position: Position, reason: 'goto' | 'restart' = 'goto'): Promise<Stop> {
    this.interrupt();
    return this.enqueue(async () => {
      if (isInterruption(await this.travel(position))) return paused;
      const { timeline } = this.run;
      return isAt(timeline, position) ? { reason } : endOf(timeline);
    });
  }

  /** To the next stop; `until` are instructions that are one this time. */
  resume(direction: Direction, until: readonly number[] = []): Promise<Stop> {
    this.interrupt();
    return this.enqueue(() => this.goOn(direction, until));
  }

  lastWrite(params: LastWriteParams): Promise<Stop> {
    this.interrupt();
    return this.enqueue(async () => {
      const write = placeOfLastWrite(this.run, params);
      if (write.kind === 'none') return { reason: 'goto', notice: write.notice };
      return isInterruption(await this.travel(write.position)) ? paused : { reason: 'goto' };
    });
  }

  lastChange(params: LastChangeParams): Promise<Stop> {
    this.interrupt();
    return this.enqueue(async () => {
      const { run } = this;
      const from = run.timeline.position;
      if (!canChange(params, run)) return { reason: 'goto', notice: noChangeNotice(params) };
      const looked = { watches: changesOf(params, run), alerts: new AlertBreaks(run, []) };
      const search = this.searchFor(looked, () => this.interruption(undefined));
      const result = await replayBackward(search);
      if (result.kind === 'found') return { reason: 'goto', ...noticeOf(result.finding) };
      if (result.kind !== 'nothing') return paused;
      await this.traveller.go(from);
      return { reason: 'goto', notice: noChangeNotice(params) };
    });
  }

  private async goOn(direction: Direction, until: readonly number[]): Promise<Stop> {
    const { breaks } = this;
    const { timeline } = breaks;
    const limit = direction === 'forward' ? timeline.end : timeline.start;
    const nothing = (): Stop => (direction === 'forward' ? endOf(timeline) : started);
    if (comparePositions(timeline.position, limit) === 0) return nothing();
    const interruption = (): Interruption | undefined => this.interruption(breaks);
    const watches = until.length === 0 ? breaks.watches : breaks.watches.with(cursorWatch(until));
    const setting = this.searchFor({ ...breaks, watches }, interruption);
    const result =
      await searches[watches.need === 'numbers' ? 'replay' : 'lookup'][direction](setting);
    switch (result.kind) {
      case 'found':
        return stopAt(result, breaks.alerts);
      case 'nothing':
        return nothing();
      case 'interrupted':
        return paused;
      case 'breakpointsChanged':
        return this.goOn(direction, until);
      default:
        return result satisfies never;
    }
  }

  private searchFor(
    { watches, alerts }: Pick<Breaks, 'watches' | 'alerts'>,
    interruption: () => Interruption | undefined,
  ): SearchSetting {
    const { run, scope, traveller, log } = this;
    return { run, watches, alerts, traveller, log, interruption, sight: movingSight(run, scope) };
  }

  /**
   * A look that must not happen while a movement is under way, and leaves the run where it stands. One that takes long
   * asks whether it is given up, for a pause or for what is asked next.
   */
  quietly<R>(look: (isGivenUp: () => boolean) => Promise<R> | R): Promise<R> {
    const { latest, interruptions } = this;
    const done = this.queue.then(() =>
      look(() => this.latest !== latest || this.interruptions !== interruptions),
    );
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** What must not happen while a movement is under way; it may go somewhere itself. */
  perform(work: (go: Go) => Promise<Stop>): Promise<Stop> {
    this.interrupt();
    return this.enqueue(() => work(async (to) => (await this.travel(to)) === 'arrived'));
  }

  private enqueue(movement: () => Promise<Stop>): Promise<Stop> {
    const number = ++this.latest;
    const done = this.queue.then(() => {
      this.current = number;
      this.traveller.begin();
      return movement();
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  private travel(target: Position) {
    return this.traveller.go(target, { interruption: () => this.interruption(undefined) });
  }

  /** `breaks` are those from which the movement has chosen where to go. */
  private interruption(breaks: Breaks | undefined): Interruption | undefined {
    if (this.current <= this.lastInterrupted) return 'interrupted';
    return breaks === undefined || breaks === this.compiled ? undefined : 'breakpointsChanged';
  }

  private get breaks(): Breaks {
    const { run, scope, params } = this;
    if (this.compiled === undefined || !areOf(run.timeline, this.compiled)) {
      this.compiled = compileBreaks(run, scope, params);
    }
    return this.compiled;
  }
}

const searches = {
  lookup: { forward: lookForward, backward: lookBackward },
  replay: { forward: replayForward, backward: replayBackward },
} as const;
