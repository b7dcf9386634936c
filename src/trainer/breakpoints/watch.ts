/** One breakpoint as the search sees it: what it looks at on its visits. */
import type { Failure, Need, Sight } from './sight';

export interface Watch {
  readonly id: number;
  readonly kind: 'instruction' | 'data' | 'cursor';
  /** Visits of an iteration at which it looks, ascending. */
  readonly instructions: readonly number[];
  readonly need: Need;
  /**
   * Whether what it waits for happens here. Visits are told in order; those that have not been looked at since
   * `forget` count as not known.
   */
  happens(sight: Sight): boolean | Failure;
  /** What happened at the visit that was just looked at. */
  description?(): string;
  /** Which of these hits count; absent when all do. */
  readonly hits?: WatchHits;
  /** The message that it writes instead of stopping. */
  readonly message?: (sight: Sight) => string;
  /** Whether it has to have followed the iteration before to know what happens in one. */
  readonly remembersIteration: boolean;
  /** Looks at where a search begins, without asking whether anything happens. */
  begin(sight: Sight): void;
  forget(): void;
}

/** Hits are counted, or they follow from the place: then their number is known without having been there. */
export interface WatchHits {
  readonly holds: (hits: number) => boolean;
  readonly numberAt?: (sight: Sight) => number;
}
