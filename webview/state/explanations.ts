/** Following a number to where it comes from: the trail of cells, and the explanation of the last one. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type { Explanation, ExplanationResult } from '../../src/protocol/explanation';
import type { CellReference } from '../../src/protocol/tensors';

import { createLatestWins } from './latestWins';

export type Answer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface Explanations {
  /** From the cell that was clicked to the one that is explained. */
  readonly trail: ReadonlySignal<readonly CellReference[]>;
  readonly answer: ReadonlySignal<Answer | undefined>;
  /** Explains a cell, on a new trail. */
  begin(cell: CellReference): void;
  /** Goes on from the explained cell to one of its sources. */
  follow(cell: CellReference): void;
  /** Back to a cell of the trail. */
  returnTo(index: number): void;
  /** The position changed: the same cell may have another explanation. */
  refresh(): void;
  clear(): void;
}

/** `fetch` never rejects: undefined stands for no answer. */
export function createExplanations(
  fetch: (cell: CellReference) => Promise<ExplanationResult | undefined>,
): Explanations {
  const trail = signal<readonly CellReference[]>([]);
  const answer = signal<Answer | undefined>(undefined);
  const asking = createLatestWins<CellReference>(async (cell) => {
    const result = await fetch(cell);
    if (cell === trail.value.at(-1)) answer.value = result;
  });

  function walk(cells: readonly CellReference[]): void {
    trail.value = cells;
    const cell = cells.at(-1);
    answer.value = cell && { kind: 'asking' };
    if (cell) asking.send(cell);
  }

  return {
    trail,
    answer,
    begin: (cell) => walk([cell]),
    follow: (cell) => walk([...trail.value, cell]),
    returnTo: (index) => walk(trail.value.slice(0, index + 1)),
    refresh() {
      const cell = trail.value.at(-1);
      if (cell) asking.send(cell);
    },
    clear: () => walk([]),
  };
}
