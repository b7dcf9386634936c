/**
 * All watches of a run, followed visit by visit.
 *
 * What happens at a place does not depend on how one came there. Some watches have to have seen what went before
 * to know: `beginFor` says from where on, and after `begin` there every visit is told in order.
 */
import { comparePositions, type Position, type Timeline } from '../../core';
import { Ledger } from './ledger';
import { greatestNeed, type Need, type Sight } from './sight';
import type { Watch } from './watch';

/** What happens at one place. */
export interface Finding {
  readonly position: Position;
  readonly hits: readonly Watch[];
  /** What there is to say: what has changed, or why a condition has no answer. */
  readonly notice?: string;
  readonly hasFailed: boolean;
}

export interface LoggedText {
  readonly id: number;
  readonly text: () => string;
}

export class WatchSet {
  readonly need: Need;
  /** Visits of an iteration, ascending. */
  readonly instructions: readonly number[];
  /** Iterations before the first of a stretch that have to be followed for it. */
  readonly leadIterations: 0 | 1;
  private readonly at: ReadonlyMap<number, readonly Watch[]>;
  private readonly counted: readonly Watch[];
  private readonly ledger: Ledger;
  private counts: number[];
  private countsFrom = 0;
  private iteration = 0;
  private followed: { readonly timeline: Timeline; readonly position: Position } | undefined;

  constructor(readonly watches: readonly Watch[]) {
    this.need = greatestNeed(watches.map(({ need }) => need));
    const visits = [...new Set(watches.flatMap(({ instructions }) => instructions))];
    this.instructions = visits.sort((a, b) => a - b);
    this.at = new Map(
      this.instructions.map((visit) => [
        visit,
        watches.filter(({ instructions }) => instructions.includes(visit)),
      ]),
    );
    this.leadIterations = watches.some(({ remembersIteration }) => remembersIteration) ? 1 : 0;
    this.counted = watches.filter(({ hits }) => hits !== undefined && hits.numberAt === undefined);
    this.ledger = new Ledger(this.counted.length);
    this.counts = this.counted.map(() => 0);
  }

  get isEmpty(): boolean {
    return this.watches.length === 0;
  }

  /** These and one more, for one search. What they remember is then of that search, so it is given up here. */
  with(watch: Watch): WatchSet {
    this.followed = undefined;
    return new WatchSet([...this.watches, watch]);
  }

  /** Whether a stretch may begin anywhere, with nothing followed before. */
  get remembersNothing(): boolean {
    return this.leadIterations === 0 && this.counted.length === 0;
  }

  /** The iteration at whose start to begin for everything behind the start of `iteration` to be known. */
  beginFor(iteration: number): number {
    const counted =
      this.counted.length === 0 ? iteration : this.ledger.nearest(iteration).iteration;
    return Math.max(0, counted - this.leadIterations);
  }

  /** Forgets what was followed; the next visit told is the first one of `iteration`, from `beginFor`. */
  begin(iteration: number): void {
    for (const watch of this.watches) watch.forget();
    // In the lead nothing counts: what happens there may not be known, and the ledger has counted it.
    this.countsFrom = iteration === 0 ? 0 : iteration + this.leadIterations;
    this.counts = [...this.ledger.nearest(this.countsFrom).counts];
    this.iteration = iteration;
    this.followed = undefined;
  }

  /** Says that every visit up to here has been told. */
  followedTo(timeline: Timeline): void {
    this.followed = { timeline, position: timeline.position };
  }

  /** Whether it can go on from here without going back first. */
  hasFollowedTo(timeline: Timeline): boolean {
    const { followed } = this;
    if (followed?.timeline !== timeline) return false;
    return comparePositions(followed.position, timeline.position) === 0;
  }

  /** Begins here in the middle of an iteration; only where nothing has to be remembered. */
  beginAt(sight: Sight): void {
    this.begin(sight.iteration);
    for (const watch of this.watches) watch.begin(sight);
  }

  /** What happens at a visit; messages go to `log`. */
  look(sight: Sight, log: (logged: LoggedText) => void): Finding | undefined {
    if (sight.iteration !== this.iteration) {
      this.iteration = sight.iteration;
      this.ledger.record(sight.iteration, this.counts);
    }
    let hits: Watch[] | undefined;
    let notices: string[] | undefined;
    let hasFailed = false;
    for (const watch of this.at.get(sight.instruction) ?? []) {
      const happened = watch.happens(sight);
      if (happened === false) continue;
      if (happened === true && !this.isCounted(watch, sight)) continue;
      const { message } = watch;
      if (happened === true && message !== undefined) {
        log({ id: watch.id, text: () => message(sight) });
        continue;
      }
      (hits ??= []).push(watch);
      const notice = happened === true ? watch.description?.() : happened.failure;
      if (notice !== undefined) (notices ??= []).push(notice);
      hasFailed ||= happened !== true;
    }
    if (hits === undefined) return undefined;
    const { iteration, instruction } = sight;
    const notice = notices?.join(' ');
    return {
      position: { iteration, instruction },
      hits,
      ...(notice !== undefined && { notice }),
      hasFailed,
    };
  }

  /** Counts a hit, and says whether it is one of those that matter. */
  private isCounted(watch: Watch, sight: Sight): boolean {
    const { hits } = watch;
    if (hits === undefined) return true;
    if (hits.numberAt !== undefined) return hits.holds(hits.numberAt(sight));
    if (sight.iteration < this.countsFrom) return false;
    const index = this.counted.indexOf(watch);
    const number = (this.counts[index] ?? 0) + 1;
    this.counts[index] = number;
    return hits.holds(number);
  }
}
