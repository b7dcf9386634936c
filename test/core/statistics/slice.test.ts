import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sliceMatrix, type MatrixView } from '../../../src/core/statistics/slice';

const countingMatrix = (rows: number, columns: number): MatrixView => ({
  values: Float64Array.from({ length: rows * columns }, (_, i) => i),
  rows,
  columns,
});

describe('sliceMatrix', () => {
  it('is exact when the window fits', () => {
    const window = { firstRow: 1, firstColumn: 2, rows: 2, columns: 3, maximumCells: 6 };
    expect(sliceMatrix(countingMatrix(4, 5), window)).toEqual({
      firstRow: 1,
      firstColumn: 2,
      rows: 2,
      columns: 3,
      rowsPerCell: 1,
      columnsPerCell: 1,
      values: Float64Array.of(7, 8, 9, 12, 13, 14),
    });
  });

  it('case 44: keeps NaN, infinities and the sign of zero', () => {
    const values = Float32Array.of(NaN, -0, -Infinity, 0);
    const window = { firstRow: 0, firstColumn: 0, rows: 2, columns: 2, maximumCells: 4 };
    const slice = sliceMatrix({ values, rows: 2, columns: 2 }, window);
    expect([...slice.values]).toEqual([NaN, -0, -Infinity, 0]);
  });

  it.each([
    [[1, -3, 2, 0], -3],
    [[0, 0, 0, 0], 0],
    [[1, NaN, Infinity, 2], NaN],
    [[-Infinity, 1e308, 0, 0], -Infinity],
    [[2, -2, 2, -2], 2],
  ])('case 60: shows of the block %j the value %d', (block, expected) => {
    const window = { firstRow: 0, firstColumn: 0, rows: 2, columns: 2, maximumCells: 1 };
    const matrix = { values: Float64Array.from(block), rows: 2, columns: 2 };
    expect([...sliceMatrix(matrix, window).values]).toEqual([expected]);
  });

  it.each([
    [10, 100_000, 1000, 1, 1000],
    [100_000, 10, 1000, 1000, 1],
    [784, 50, 8192, 5, 1],
    [300, 300, 900, 10, 10],
    [5, 7, 1, 5, 7],
  ])(
    'reduces %i × %i to %i cells in blocks of %i × %i',
    (rows, columns, maximumCells, high, wide) => {
      const window = { firstRow: 0, firstColumn: 0, rows, columns, maximumCells };
      const slice = sliceMatrix(countingMatrix(rows, columns), window);
      expect([slice.rowsPerCell, slice.columnsPerCell]).toEqual([high, wide]);
    },
  );

  it.each([
    [{ firstRow: 3, firstColumn: 4, rows: 9, columns: 9 }, [3, 4, 1, 1], [19]],
    [{ firstRow: -1, firstColumn: 9, rows: 2, columns: 2 }, [0, 5, 2, 0], []],
    [{ firstRow: NaN, firstColumn: 0.7, rows: 1, columns: 2.9 }, [0, 0, 1, 2], [0, 1]],
  ])('brings the window %j into the matrix', (window, area, values) => {
    const slice = sliceMatrix(countingMatrix(4, 5), { ...window, maximumCells: 100 });
    expect([slice.firstRow, slice.firstColumn, slice.rows, slice.columns]).toEqual(area);
    expect([...slice.values]).toEqual(values);
  });

  it('keeps to the limit and takes the largest magnitude of every block', () => {
    const sizes = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        sizes,
        sizes,
        fc.integer({ min: 1, max: 100 }),
        fc.infiniteStream(fc.double()),
        (rows, columns, maximumCells, numbers) => {
          const values = Float64Array.from({ length: rows * columns }, () =>
            Number(numbers.next().value),
          );
          const window = { firstRow: 0, firstColumn: 0, rows, columns, maximumCells };
          const slice = sliceMatrix({ values, rows, columns }, window);
          expect(slice.values.length).toBeLessThanOrEqual(maximumCells);
          const reducedColumns = Math.ceil(columns / slice.columnsPerCell);
          slice.values.forEach((value, cell) => {
            const block = [...values].filter((_, i) => {
              const row = Math.floor(Math.floor(i / columns) / slice.rowsPerCell);
              const column = Math.floor((i % columns) / slice.columnsPerCell);
              return row * reducedColumns + column === cell;
            });
            const hasNaN = block.some(Number.isNaN);
            const largest = Math.max(...block.map(Math.abs));
            expect(hasNaN ? NaN : largest).toBe(Math.abs(value));
          });
        },
      ),
    );
  });
});
