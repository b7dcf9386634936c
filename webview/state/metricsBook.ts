/** How good the network is over whole splits, as it was evaluated last at or before the present position. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { MetricsReport, SplitMetrics } from '../../src/protocol/metrics';

import { createLatestWins } from './latestWins';

export interface MetricsBook {
  readonly splits: ReadonlySignal<readonly SplitMetrics[]>;
  ask(): void;
  reset(): void;
}

/** `fetch` never rejects: undefined stands for no answer. */
export function createMetricsBook(fetch: () => Promise<MetricsReport | undefined>): MetricsBook {
  const splits = signal<readonly SplitMetrics[]>([]);
  const asking = createLatestWins<undefined>(async () => {
    const answer = await fetch();
    if (answer) splits.value = answer.splits;
  });
  return {
    splits,
    ask: () => asking.send(undefined),
    reset: () => (splits.value = []),
  };
}
