import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cellAt, rectangleOf, regionOf } from '../../../webview/painting/heatmapGeometry';

const geometries = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 40 }),
  transposed: fc.boolean(),
  width: fc.integer({ min: 8, max: 400 }),
  height: fc.integer({ min: 8, max: 400 }),
});

describe('the geometry of a heat map', () => {
  it('finds the cell in the middle of its own rectangle, turned round or not', () => {
    fc.assert(
      fc.property(geometries, fc.nat(), fc.nat(), (geometry, first, second) => {
        const cell = { row: first % geometry.rows, column: second % geometry.columns };
        const { x, y, width, height } = rectangleOf(geometry, regionOf(cell));
        expect(cellAt(geometry, x + width / 2, y + height / 2)).toEqual(cell);
      }),
    );
  });

  it('has no cell outside of the picture', () => {
    const geometry = { rows: 2, columns: 2, transposed: false, width: 10, height: 10 };
    expect(cellAt(geometry, 10, 5)).toBeUndefined();
    expect(cellAt(geometry, 5, -1)).toBeUndefined();
  });

  it('lays the rows of a transposed matrix out from left to right', () => {
    const geometry = { rows: 4, columns: 2, transposed: true, width: 40, height: 20 };
    expect(cellAt(geometry, 35, 15)).toEqual({ row: 3, column: 1 });
    const row = { firstRow: 3, rows: 1, firstColumn: 0, columns: 2 };
    expect(rectangleOf(geometry, row)).toEqual({ x: 30, y: 0, width: 10, height: 20 });
  });
});
