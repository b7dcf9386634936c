/** Where the cells of a matrix lie in its picture. All rectangles are in CSS pixels. */
import type { TensorRegion } from '../../src/protocol/explanation';
import type { Cell } from '../run/cellText';

export interface HeatmapGeometry {
  /** The matrix in memory order. */
  readonly rows: number;
  readonly columns: number;
  /** Shown turned round: its rows run downwards in the picture's columns. */
  readonly transposed: boolean;
  readonly width: number;
  readonly height: number;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cell at a point; undefined outside of the picture. */
export function cellAt(geometry: HeatmapGeometry, x: number, y: number): Cell | undefined {
  const { rows, columns, transposed, width, height } = geometry;
  if (x < 0 || y < 0 || x >= width || y >= height) return undefined;
  const across = x / width;
  const down = y / height;
  return {
    row: Math.floor((transposed ? across : down) * rows),
    column: Math.floor((transposed ? down : across) * columns),
  };
}

/** The rectangle of a region of the matrix. */
export function rectangleOf(
  { rows, columns, transposed, width, height }: HeatmapGeometry,
  region: Omit<TensorRegion, 'tensor'>,
): Rectangle {
  const horizontal = transposed
    ? [region.firstRow, region.rows, rows]
    : [region.firstColumn, region.columns, columns];
  const vertical = transposed
    ? [region.firstColumn, region.columns, columns]
    : [region.firstRow, region.rows, rows];
  return {
    x: (horizontal[0]! / horizontal[2]!) * width,
    width: (horizontal[1]! / horizontal[2]!) * width,
    y: (vertical[0]! / vertical[2]!) * height,
    height: (vertical[1]! / vertical[2]!) * height,
  };
}

/** A single cell as a region. */
export function regionOf({ row, column }: Cell): Omit<TensorRegion, 'tensor'> {
  return { firstRow: row, firstColumn: column, rows: 1, columns: 1 };
}
