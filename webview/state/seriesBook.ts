/** The curves over all computed iterations: the cost for the timeline, others while a chart shows them. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { SeriesParams, SeriesResult } from '../../src/protocol/series';

import { createLatestWins } from './latestWins';

/** Minimum and maximum of each bucket of iterations. */
export interface Curve {
  readonly firstIteration: number;
  readonly iterationsPerBucket: number;
  readonly values: Float64Array;
}

export interface SeriesBook {
  readonly cost: ReadonlySignal<Curve | undefined>;
  /** The curves that were asked for last, by name. */
  readonly curves: ReadonlySignal<ReadonlyMap<string, Curve>>;
  readonly names: ReadonlySignal<readonly string[]>;
  /** The names a chart shows; none when it is hidden. */
  show(names: readonly string[]): void;
  /** Asks again: more iterations are known. */
  update(computedIterations: number): void;
  reset(): void;
}

export const costName = 'J';
const costBuckets = 512;
const chartBuckets = 100;

/** `fetch` never rejects: undefined stands for no answer. */
export function createSeriesBook(
  fetch: (params: SeriesParams) => Promise<SeriesResult | undefined>,
): SeriesBook {
  const cost = signal<Curve | undefined>(undefined);
  const curves = signal<ReadonlyMap<string, Curve>>(new Map());
  const names = signal<readonly string[]>([]);
  let shown: readonly string[] = [];
  let iterations = 0;
  let generation = 0;

  const costAsking = createLatestWins<number>(async (asked) => {
    const answer = await ask([costName], costBuckets);
    if (answer === undefined || asked !== generation) return;
    names.value = answer.seriesNames;
    cost.value = curvesOf(answer).get(costName);
  });
  const chartAsking = createLatestWins<number>(async (asked) => {
    if (shown.length === 0) return;
    const answer = await ask(shown, chartBuckets);
    if (answer !== undefined && asked === generation) curves.value = curvesOf(answer);
  });

  async function ask(
    wanted: readonly string[],
    buckets: number,
  ): Promise<SeriesResult | undefined> {
    if (iterations === 0) return undefined;
    return fetch({ names: wanted, firstIteration: 0, iterations, buckets });
  }

  return {
    cost,
    curves,
    names,
    show(wanted) {
      shown = wanted;
      chartAsking.send(generation);
    },
    update(computedIterations) {
      if (computedIterations === iterations) return;
      iterations = computedIterations;
      costAsking.send(generation);
      chartAsking.send(generation);
    },
    reset() {
      generation++;
      iterations = 0;
      cost.value = undefined;
      curves.value = new Map();
      names.value = [];
    },
  };
}

export function curvesOf(result: SeriesResult): ReadonlyMap<string, Curve> {
  const { firstIteration, iterationsPerBucket } = result;
  return new Map(
    result.series.map(({ name, values }) => [
      name,
      { firstIteration, iterationsPerBucket, values },
    ]),
  );
}
