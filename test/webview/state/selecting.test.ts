import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';

import type { CellReference, MatrixSlice, SliceRequest } from '../../../src/protocol/tensors';
import type { Selection } from '../../../webview/state/panelStore';
import { createSelecting } from '../../../webview/state/selecting';

/** W1 is shown as 2 × 2 cells, each of which stands for 2 × 3 numbers; b1 is shown as it is. */
const shown: Readonly<Record<string, MatrixSlice>> = {
  W1: { ...slice('W1', 4, 6), rowsPerCell: 2, columnsPerCell: 3 },
  b1: slice('b1', 4, 1),
};

function slice(tensor: string, rows: number, columns: number): MatrixSlice {
  const whole = { firstRow: 0, firstColumn: 0, rowsPerCell: 1, columnsPerCell: 1 };
  return { tensor, rows, columns, ...whole, values: new Float64Array(rows * columns) };
}

function fixture() {
  const selection = signal<Selection | undefined>(undefined);
  const explained: (CellReference | 'nothing')[] = [];
  const asked: SliceRequest[] = [];
  let answer: (block: MatrixSlice | undefined) => void = () => undefined;
  const selecting = createSelecting({
    store: { selection, editing: signal(undefined) },
    slices: { of: (tensor) => signal(shown[tensor]) },
    explanations: {
      begin: (cell) => void explained.push(cell),
      clear: () => void explained.push('nothing'),
    },
    fetch(request) {
      asked.push(request);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  return { selecting, selection, explained, asked, answer: (block?: MatrixSlice) => answer(block) };
}

const block = { ...slice('W1', 2, 3), firstRow: 2, values: Float64Array.of(1, 2, 3, -9, 5, 6) };

describe('a selection', () => {
  it('of a tensor explains nothing', async () => {
    const { selecting, selection, explained, asked } = fixture();
    await selecting.select({ tensor: 'W1' });
    expect(selection.value).toEqual({ tensor: 'W1' });
    expect([explained, asked]).toEqual([['nothing'], []]);
  });

  it('of a cell that shows its own number explains it at once', async () => {
    const { selecting, selection, explained, asked } = fixture();
    await selecting.select({ tensor: 'b1', cell: { row: 2, column: 0 } });
    expect(selection.value).toEqual({ tensor: 'b1', cell: { row: 2, column: 0 } });
    expect(explained.at(-1)).toEqual({ tensor: 'b1', row: 2, column: 0 });
    expect(asked).toEqual([]);
  });

  it('of a cell that stands for many is the largest of them', async () => {
    const { selecting, selection, explained, asked, answer } = fixture();
    const selected = selecting.select({ tensor: 'W1', cell: { row: 2, column: 0 } });
    expect(asked).toMatchObject([{ firstRow: 2, firstColumn: 0, rows: 2, columns: 3 }]);
    answer(block);
    await selected;
    expect(selection.value).toEqual({ tensor: 'W1', cell: { row: 3, column: 0 } });
    expect(explained.at(-1)).toEqual({ tensor: 'W1', row: 3, column: 0 });
  });

  it('stays with the tensor when there is no answer', async () => {
    const { selecting, selection, answer } = fixture();
    const selected = selecting.select({ tensor: 'W1', cell: { row: 2, column: 0 } });
    answer();
    await selected;
    expect(selection.value).toEqual({ tensor: 'W1' });
  });

  it('is not overtaken by an answer about the one before', async () => {
    const { selecting, selection, answer } = fixture();
    const first = selecting.select({ tensor: 'W1', cell: { row: 2, column: 0 } });
    await selecting.select({ tensor: 'b1' });
    answer(block);
    await first;
    expect(selection.value).toEqual({ tensor: 'b1' });
  });

  it('is cleared by a run that has no such tensor, and by no other', async () => {
    const { selecting, selection } = fixture();
    await selecting.select({ tensor: 'W1' });
    selecting.keepWithin({ tensors: [{ name: 'W1' }] as never });
    expect(selection.value).toEqual({ tensor: 'W1' });
    selecting.keepWithin({ tensors: [] });
    expect(selection.value).toBeUndefined();
  });
});
