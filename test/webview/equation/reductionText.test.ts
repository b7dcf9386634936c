import { expect, it } from 'vitest';

import { reductionText } from '../../../webview/equation/reductionText';

const slice = { tensor: 'W1', firstRow: 0, firstColumn: 0, rows: 784, columns: 128 };

it.each([
  [4, 2, 'columns', 'each cell is 4 × 2 numbers, the one of largest magnitude'],
  [4, 2, 'rows', 'each cell is 2 × 4 numbers, the one of largest magnitude'],
  [1, 1, 'columns', ''],
] as const)('case 60: a picture of %i × %i numbers a cell, in %s, says so', (...given) => {
  const [rowsPerCell, columnsPerCell, layout, text] = given;
  expect(reductionText({ ...slice, rowsPerCell, columnsPerCell }, layout)).toBe(text);
});
