import { describe, expect, it } from 'vitest';

import type { BranchDescription, CompareParams } from '../../../src/protocol/branches';
import type { SeriesParams } from '../../../src/protocol/series';
import { createBranchBook } from '../../../webview/state/branchBook';

function branch(id: number, computedIterations: number, isInUse = false): BranchDescription {
  return { id, isInUse, computedIterations, edits: [], hyperparameters: [] };
}

const request = {
  tensor: 'W1',
  firstRow: 0,
  firstColumn: 0,
  rows: 2,
  columns: 2,
  maximumCells: 4,
};

function bookOf(initial: readonly BranchDescription[]) {
  const asked: { series: SeriesParams[]; compare: CompareParams[] } = { series: [], compare: [] };
  let branches = initial;
  const book = createBranchBook({
    branches: () => Promise.resolve({ branches }),
    series(params) {
      asked.series.push(params);
      const values = Float64Array.of(1, 2);
      const series = [{ name: 'J', values }];
      return Promise.resolve({
        firstIteration: 0,
        iterationsPerBucket: 1,
        series,
        seriesNames: ['J'],
      });
    },
    compare(params) {
      asked.compare.push(params);
      return Promise.resolve({ kind: 'unavailable', reason: `asked of ${params.branch}` });
    },
  });
  const become = (next: readonly BranchDescription[]) => {
    branches = next;
  };
  return { book, asked, become };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the branches', () => {
  it('come with the costs of those that are not in use, each asked for once', async () => {
    const { book, asked, become } = bookOf([branch(1, 40), branch(2, 10, true)]);
    book.ask();
    await settled();
    book.ask();
    await settled();
    expect(book.branches.value).toHaveLength(2);
    expect([...book.otherCosts.value.keys()]).toEqual([1]);
    expect(asked.series).toEqual([
      { branch: 1, names: ['J'], firstIteration: 0, iterations: 40, buckets: 512 },
    ]);
    become([branch(1, 40, true), branch(2, 30)]);
    book.ask();
    await settled();
    expect([...book.otherCosts.value.keys()]).toEqual([2]);
    expect(asked.series).toHaveLength(2);
  });

  it('that came before a reset are forgotten', async () => {
    const { book } = bookOf([branch(1, 40), branch(2, 10, true)]);
    book.ask();
    book.reset();
    await settled();
    expect(book.branches.value).toEqual([]);
  });
});

describe('a comparison', () => {
  it('is asked for at every stop while a tensor is shown and a branch chosen', async () => {
    const { book, asked } = bookOf([branch(1, 40), branch(2, 10, true)]);
    book.compareWith(1);
    await settled();
    expect(asked.compare).toEqual([]);
    book.show(request);
    await settled();
    expect(book.comparison.value).toEqual({ kind: 'unavailable', reason: 'asked of 1' });
    book.ask();
    await settled();
    expect(asked.compare).toHaveLength(2);
    book.show(undefined);
    expect(book.comparison.value).toBeUndefined();
  });

  it('ends when the branch comes into use itself', async () => {
    const { book, become } = bookOf([branch(1, 40), branch(2, 10, true)]);
    book.show(request);
    book.compareWith(1);
    book.ask();
    await settled();
    become([branch(1, 40, true), branch(2, 10)]);
    book.ask();
    await settled();
    expect(book.compared.value).toBeUndefined();
    expect(book.comparison.value).toBeUndefined();
  });
});
