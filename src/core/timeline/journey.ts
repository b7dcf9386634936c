/** Journeys: ways along a timeline, travelled in pieces. */

/** Places on a journey at which somebody looks. */
export interface Visits {
  /** Indexes into the program, ascending; its length means the end of an iteration. */
  readonly instructions: readonly number[];
  /** Asked while the timeline stands at each of them, not where the journey begins; no ends it there. */
  readonly mayPass: () => boolean;
}

/** A way to a position that can be travelled in pieces. */
export interface Journey {
  /**
   * Goes on until the target is reached (true) or `mayContinue`, asked between iterations, says no (false).
   * The timeline then stands at the start of an iteration on the way, or at the visit that ended the journey.
   */
  advance(mayContinue: () => boolean): boolean;
}
