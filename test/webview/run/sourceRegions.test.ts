import { describe, expect, it } from 'vitest';

import { sourceRegions } from '../../../webview/run/sourceRegions';
import { instructionNamed, recordedRun } from '../recordedRun';

const run = recordedRun();
const cell = { row: 3, column: 1 };

function sources(name: string) {
  return sourceRegions(run, instructionNamed(run, name), cell).map(
    ({ tensor, firstRow, rows, firstColumn, columns }) =>
      `${tensor} rows ${firstRow}+${rows} columns ${firstColumn}+${columns}`,
  );
}

describe('the cells behind cell [3, 1]', () => {
  it.each([
    ['Z1', ['W1 rows 3+1 columns 0+2', 'X rows 0+2 columns 1+1', 'b1 rows 3+1 columns 0+1']],
    ['A1', ['Z1 rows 3+1 columns 1+1']],
    ['dW2', ['dZ2 rows 3+1 columns 0+32', 'A1 rows 1+1 columns 0+32']],
    ['dA1', ['W2 rows 0+16 columns 3+1', 'dZ2 rows 0+16 columns 1+1']],
    ['db2', ['dZ2 rows 3+1 columns 0+32']],
    ['J', ['A3 rows 0+1 columns 0+32', 'Y rows 0+1 columns 0+32']],
  ])('of %s are %j', (name, expected) => {
    expect(sources(name)).toEqual(expected);
  });
});
