/** Curves over the iterations of a branch: its scalars, and what was evaluated on the way. */
import type { Timeline } from '../core';
import type { SeriesResult } from '../protocol/series';

export interface SeriesWindow {
  readonly first: number;
  readonly iterations: number;
  readonly buckets: number;
}

/** All that there are: of every iteration first, then of those with evaluations. */
export function seriesNames({ scalars, evaluations }: Timeline): readonly string[] {
  return [...scalars.names, ...(evaluations?.names ?? [])];
}

/** The names are among `seriesNames`. */
export function readSeries(
  { scalars, evaluations }: Timeline,
  names: readonly string[],
  window: SeriesWindow,
): SeriesResult['series'] {
  return names.map((name) => {
    const column = scalars.names.indexOf(name);
    const values = 0 <= column ? scalars.reduce(column, window) : evaluations?.reduce(name, window);
    if (values === undefined) throw new RangeError(`No series is named "${name}"`);
    return { name, values };
  });
}
