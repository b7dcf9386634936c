/** What the user has selected: a tensor, or one of its cells, whose number is then explained. */
import type { RunDescription } from '../../src/protocol/run';
import type { MatrixSlice, SliceRequest } from '../../src/protocol/tensors';
import { blockRequest, largestCell } from './exactCell';
import type { Explanations } from './explanations';
import type { PanelStore, Selection } from './panelStore';
import type { SliceBook } from './sliceBook';

export interface Selecting {
  /** A cell of a reduced picture is the largest of its block; which one that is has to be asked. */
  select(selection: Selection): Promise<void>;
  clear(): void;
  /** Clears what this run does not have. */
  keepWithin(run: Pick<RunDescription, 'tensors'>): void;
}

export interface SelectingOptions {
  readonly store: Pick<PanelStore, 'selection' | 'editing'>;
  readonly slices: Pick<SliceBook, 'of'>;
  readonly explanations: Pick<Explanations, 'begin' | 'clear'>;
  /** Undefined when there is no answer. */
  fetch(request: SliceRequest): Promise<MatrixSlice | undefined>;
}

export function createSelecting({
  store,
  slices,
  explanations,
  fetch,
}: SelectingOptions): Selecting {
  function choose({ tensor, cell }: Selection): void {
    store.selection.value = { tensor, ...(cell && { cell }) };
    if (cell) explanations.begin({ tensor, ...cell });
    else explanations.clear();
  }

  function clear(): void {
    store.selection.value = undefined;
    store.editing.value = undefined;
    explanations.clear();
  }

  return {
    async select(selection) {
      const { tensor, cell } = selection;
      choose(cell ? { tensor } : selection);
      const slice = slices.of(tensor).peek();
      if (!cell || !slice) return;
      const request = blockRequest(slice, cell);
      if (!request) {
        choose(selection);
        return;
      }
      const block = await fetch(request);
      if (!block?.values || store.selection.peek()?.tensor !== tensor) return;
      const { row, column } = largestCell(block);
      choose({ tensor, cell: { row, column } });
    },
    clear,
    keepWithin({ tensors }) {
      const selected = store.selection.value?.tensor;
      if (!tensors.some(({ name }) => name === selected)) clear();
    },
  };
}
