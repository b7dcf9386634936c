import { describe, expect, it } from 'vitest';

import { blockRequest, largestCell } from '../../../webview/state/exactCell';

describe('case 60: the number behind a reduced cell', () => {
  const whole = { tensor: 'W1', firstRow: 0, firstColumn: 0, rows: 5, columns: 6 };
  const slice = { ...whole, rowsPerCell: 2, columnsPerCell: 4 };

  it('is asked for by its block, cut at the edge', () => {
    expect(blockRequest(slice, { row: 4, column: 5 })).toEqual({
      tensor: 'W1',
      firstRow: 4,
      firstColumn: 4,
      rows: 1,
      columns: 2,
      maximumCells: 2,
    });
    expect(
      blockRequest({ ...whole, rowsPerCell: 1, columnsPerCell: 1 }, { row: 0, column: 0 }),
    ).toBeUndefined();
  });

  it.each([
    [[1, -7, 3, 2], 0, 1],
    [[1, -7, NaN, 2], 1, 0],
    [[0, 0, 0, 0], 0, 0],
  ])('is the largest of %j', (values, row, column) => {
    const block = { ...whole, firstRow: 2, firstColumn: 4, rows: 2, columns: 2 };
    const cell = largestCell({
      ...block,
      rowsPerCell: 1,
      columnsPerCell: 1,
      values: Float64Array.from(values),
    });
    expect(cell).toEqual({ tensor: 'W1', row: 2 + row, column: 4 + column });
  });
});
