import { describe, expect, it } from 'vitest';

import { termRows } from '../../../webview/inspector/termRows';

describe('termRows', () => {
  const term = (label: string) => ({ label, text: '', sources: [] });
  const explanation = {
    cell: { tensor: 'Z1', row: 0, column: 0 },
    formula: '',
    terms: ['a', 'b', 'c', 'd'].map(term),
    omittedTerms: 3,
    values: Float64Array.of(10, 4, 3, 2, 0.5, 0.25),
    regions: [],
  };

  it('lists the largest and adds up the rest, so that the sum stays the same', () => {
    const { shown, rest } = termRows(explanation, 2);
    expect(shown.map(({ value }) => value)).toEqual([4, 3]);
    expect(rest).toEqual({ count: 5, sum: 2.75 });
  });

  it('knows that the trainer has left some out even when all others are shown', () => {
    expect(termRows(explanation, 9).rest).toEqual({ count: 3, sum: 0.25 });
  });
});
