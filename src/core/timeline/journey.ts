/** Journeys: ways along a timeline, travelled in pieces. */

/** Places on a journey at which somebody looks. */
export interface Visits {
  /** Indexes into the program, ascending; its length means the end of an iteration. */
  readonly instructions: readonly number[];
  /** Asked while the timeline stands at each of them, not where the journey begins; no ends it there. */
  readonly mayPass: () => boolean;
}

/** Asked between iterations whether the journey goes on; asked within an evaluation whether its time is not yet up. */
export type Advance = [mayContinue: () => boolean, isInTime?: () => boolean];

/** A way to a position that can be travelled in pieces. */
export interface Journey {
  /**
   * Goes on until the target is reached, or early stopping has ended the run before it (true), or one of the two says
   * no (false). The timeline then stands at the start of an iteration on the way, at the visit that ended the
   * journey, or at the end of an iteration whose evaluation has not ended. Without `isInTime`, `mayContinue` is asked.
   */
  advance(...may: Advance): boolean;
}
