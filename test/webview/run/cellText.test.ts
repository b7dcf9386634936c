import { describe, expect, it } from 'vitest';

import type { TensorDescription } from '../../../src/protocol/run';
import { cellText, valueAt } from '../../../webview/run/cellText';

function tensor(name: string, shape: [number, number], more: Partial<TensorDescription> = {}) {
  const [rows, columns] = shape;
  const described: TensorDescription = {
    name,
    shape,
    rows,
    columns,
    role: 'activation',
    layer: 1,
    persistent: false,
    ...more,
  };
  return described;
}

function sliceOf(described: TensorDescription, values: number[], perCell = 1) {
  const { name, rows, columns } = described;
  return {
    tensor: name,
    firstRow: 0,
    firstColumn: 0,
    rows,
    columns,
    rowsPerCell: perCell,
    columnsPerCell: perCell,
    values: Float64Array.from(values),
  };
}

const activation = tensor('A1', [2, 3]);
const slice = sliceOf(activation, [1, 2, 3, 4, 5, 0.53124]);

describe('cellText', () => {
  it('names the number, its unit and sample, and the shape', () => {
    expect(cellText(activation, { row: 1, column: 2 }, { slice, layout: 'columns' })).toBe(
      'A1[1, 2] = 0.5312, unit 1, sample 2, shape (2, 3)',
    );
  });

  it('turns index and shape round when samples are rows, and means the same number', () => {
    expect(cellText(activation, { row: 1, column: 2 }, { slice, layout: 'rows' })).toBe(
      'A1[2, 1] = 0.5312, unit 1, sample 2, shape (3, 2)',
    );
  });

  it.each<[string, Partial<TensorDescription>, string]>([
    ['W2', { role: 'parameter' }, 'unit 1, input 2, '],
    ['dW2', { role: 'gradient' }, 'unit 1, input 2, '],
    ['sW2', { role: 'optimizerState' }, 'unit 1, input 2, '],
    ['dZ2', { role: 'gradient' }, 'unit 1, sample 2, '],
    ['X', { role: 'data' }, 'feature 1, sample 2, '],
    ['Y', { role: 'data' }, 'output 1, sample 2, '],
    ['learningRates', { role: 'hyperparameter' }, ''],
  ])('says what rows and columns of %s are', (name, more, meaning) => {
    const described = tensor(name, [2, 3], more);
    const numbers = sliceOf(described, [0, 0, 0, 0, 0, 7]);
    expect(cellText(described, { row: 1, column: 2 }, { slice: numbers, layout: 'columns' })).toBe(
      `${name}[1, 2] = 7, ${meaning}shape (2, 3)`,
    );
  });

  it('says that a reduced cell stands for several numbers', () => {
    const reduced = sliceOf(tensor('A1', [4, 4]), [1, 2, 3, -9], 2);
    const text = cellText(
      tensor('A1', [4, 4]),
      { row: 3, column: 2 },
      { slice: reduced, layout: 'columns' },
    );
    expect(text).toBe('A1 near [3, 2]: −9, the largest of 2 × 2 numbers, shape (4, 4)');
  });

  it('says that there is no value yet', () => {
    const text = cellText(
      activation,
      { row: 0, column: 0 },
      { slice: undefined, layout: 'columns' },
    );
    expect(text).toBe('A1[0, 0] has no value yet, unit 0, sample 0, shape (2, 3)');
  });
});

describe('valueAt', () => {
  it('finds the block of a cell, also in the last, smaller one', () => {
    const odd = sliceOf(tensor('A1', [3, 3]), [1, 2, 3, 4], 2);
    expect(valueAt(odd, { row: 2, column: 2 })).toBe(4);
    expect(valueAt(odd, { row: 0, column: 2 })).toBe(2);
  });

  it('knows nothing outside of the slice', () => {
    expect(valueAt({ ...slice, firstRow: 1, rows: 1 }, { row: 0, column: 0 })).toBeUndefined();
    expect(valueAt(slice, { row: 0, column: 3 })).toBeUndefined();
  });
});
