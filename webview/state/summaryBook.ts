/** The statistics of every tensor at the present position. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Summaries, SummaryField } from '../../src/protocol/tensors';

import { createLatestWins } from './latestWins';

export type Summary = Readonly<Record<SummaryField, number>>;

export interface SummaryBook {
  readonly summaries: ReadonlySignal<ReadonlyMap<string, Summary>>;
  ask(): void;
}

/** In the order in which a `Summaries` message holds them. */
const fields: readonly SummaryField[] = [
  'min',
  'max',
  'mean',
  'standardDeviation',
  'norm',
  'zeros',
  'notFinite',
];

/** `fetch` never rejects: undefined stands for no answer. */
export function createSummaryBook(fetch: () => Promise<Summaries | undefined>): SummaryBook {
  const summaries = signal<ReadonlyMap<string, Summary>>(new Map());
  const asking = createLatestWins<undefined>(async () => {
    const answer = await fetch();
    if (answer) summaries.value = parse(answer);
  });
  return { summaries, ask: () => asking.send(undefined) };
}

function parse({ tensors, values }: Summaries): ReadonlyMap<string, Summary> {
  return new Map(
    tensors.map((tensor, index) => {
      const numbers = fields.map((field, offset) => [
        field,
        values[index * fields.length + offset],
      ]);
      return [tensor, Object.fromEntries(numbers) as Summary];
    }),
  );
}
