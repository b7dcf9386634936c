/** Curves over the iterations of a branch: its scalars, and what was evaluated on the way. */
import type { Timeline } from '../core';
import type { SeriesParams, SeriesResult } from '../protocol/series';
import type { Run } from './run';
import { UserError } from './userError';

const mostBuckets = 4096;

/** Of the branch that is asked for, or the one in use when there is none of that number. */
export function answerSeries(
  { branches, timeline: inUse }: Run,
  params: SeriesParams,
): SeriesResult {
  const branch = params.branch === undefined ? undefined : branches.find(params.branch);
  const timeline = branch?.timeline ?? inUse;
  const known = seriesNames(timeline);
  const unknown = params.names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UserError(`No series is named "${unknown}"; there are ${known.join(', ')}.`);
  }
  const { firstIteration, iterations } = params;
  const buckets = Math.max(1, Math.min(mostBuckets, Math.floor(params.buckets)));
  const window = { first: firstIteration, iterations, buckets };
  return {
    firstIteration,
    iterationsPerBucket: Math.max(1, Math.ceil(iterations / buckets)),
    series: readSeries(timeline, params.names, window),
    seriesNames: known,
  };
}

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
