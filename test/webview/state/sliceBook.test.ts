import { describe, expect, it } from 'vitest';

import type { MatrixSlice, SliceRequest } from '../../../src/protocol/tensors';
import { cellsPerAnswer } from '../../../webview/state/allotCells';
import { createSliceBook } from '../../../webview/state/sliceBook';
import { indexOf, recordedRun } from '../recordedRun';

const run = recordedRun();
const end = { iteration: 5, instruction: run.instructions.length };

function openBook() {
  const asked: (readonly SliceRequest[])[] = [];
  const answers: ((slices: readonly MatrixSlice[] | undefined) => void)[] = [];
  let completed = 0;
  const book = createSliceBook({
    fetch(requests) {
      asked.push(requests);
      return new Promise((resolve) => answers.push(resolve));
    },
    complete: () => completed++,
  });
  book.reset(run);
  book.moveTo(end);
  return {
    book,
    asked,
    // At the end of an iteration the panel shows b3, which was written last; no test is about that.
    names: () =>
      asked.map((requests) => requests.map(({ tensor }) => tensor).filter((name) => name !== 'b3')),
    completed: () => completed,
    async answer(value = 1) {
      const requests = asked.at(-1)!;
      answers.at(-1)!(requests.map((request) => sliceOf(request, value)));
      await settled();
    },
    async refuse() {
      answers.at(-1)!(undefined);
      await settled();
    },
  };
}

function sliceOf({ tensor, rows, columns }: SliceRequest, value: number): MatrixSlice {
  const values = new Float64Array(rows * columns).fill(value);
  const whole = { firstRow: 0, firstColumn: 0, rowsPerCell: 1, columnsPerCell: 1 };
  return { tensor, rows, columns, ...whole, values };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

describe('createSliceBook', () => {
  it('asks for all that comes on screen in one request', async () => {
    const { book, names } = openBook();
    for (const tensor of ['Z1', 'A1', 'W1']) book.show(tensor, 1000);
    await settled();
    expect(names()).toEqual([['W1', 'Z1', 'A1']]);
  });

  it('asks again only for what expired', async () => {
    const { book, names, answer } = openBook();
    for (const tensor of ['Z1', 'A1', 'W1']) book.show(tensor, 1000);
    await settled();
    await answer();
    book.expire(['A1', 'dW2']);
    book.ask();
    await settled();
    expect(names()[1]).toEqual(['A1']);
  });

  it('has never two requests under way, and asks for the rest afterwards', async () => {
    const { book, names, answer } = openBook();
    book.show('Z1', 1000);
    await settled();
    book.show('A1', 1000);
    await settled();
    expect(names()).toHaveLength(1);
    await answer();
    expect(names()[1]).toEqual(['A1']);
  });

  it('asks again for a tensor that gets more room', async () => {
    const { book, asked, answer } = openBook();
    book.show('Z1', 100);
    await settled();
    await answer();
    book.show('Z1', 300);
    await settled();
    expect(asked.map(([request]) => request?.maximumCells)).toEqual([100, 300]);
  });

  it('asks by itself for what the current instruction shows', async () => {
    const { book, names } = openBook();
    book.moveTo({ iteration: 5, instruction: indexOf(run, 'dW2') });
    book.ask();
    await settled();
    expect(names()).toEqual([['A1', 'dZ2']]);
  });

  it('knows nothing of a tensor that has no value yet', async () => {
    const { book, names, answer } = openBook();
    book.show('dW2', 1000);
    await settled();
    await answer();
    expect(book.of('dW2').value).toBeDefined();
    book.moveTo({ iteration: 6, instruction: 0 });
    book.ask();
    await settled();
    expect(book.of('dW2').value).toBeUndefined();
    expect(names().slice(1).flat()).not.toContain('dW2');
  });

  it('does not ask for what has left the screen', async () => {
    const { book, names, answer } = openBook();
    const hide = book.show('Z1', 1000);
    book.show('A1', 1000);
    await settled();
    await answer();
    hide();
    book.expire(['Z1', 'A1']);
    book.ask();
    await settled();
    expect(names()[1]).toEqual(['A1']);
  });

  it('says that it is complete once nothing is missing', async () => {
    const { book, completed, answer } = openBook();
    book.show('Z1', 1000);
    await settled();
    expect(completed()).toBe(0);
    await answer();
    expect(completed()).toBe(1);
  });

  it('drops an answer of the run before', async () => {
    const { book, answer } = openBook();
    book.show('Z1', 1000);
    await settled();
    book.reset({ ...run });
    book.moveTo(end);
    await answer();
    expect(book.of('Z1').value).toBeUndefined();
  });

  it('tries again after a refusal', async () => {
    const { book, names, refuse } = openBook();
    book.show('Z1', 1000);
    await settled();
    await refuse();
    book.ask();
    await settled();
    expect(names()).toEqual([['Z1'], ['Z1']]);
  });

  it('stays below 64 KB for everything at once', async () => {
    const { book, asked } = openBook();
    for (const { name } of run.tensors) book.show(name, 4096);
    await settled();
    const cells = asked[0]!.reduce((sum, { maximumCells }) => sum + maximumCells, 0);
    expect(cells).toBeLessThanOrEqual(cellsPerAnswer);
    expect(cells * 8).toBeLessThan(64 * 1024);
  });
});
