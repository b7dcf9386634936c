/** How large the matrices of an equation are drawn: all with the same scale, so that inner dimensions meet. */

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

const largestCell = 16;
const thinnest = 10;

/** CSS pixels per number that make the matrices fit beside each other in a room of that size. */
export function equationScale(
  matrices: readonly Extent[],
  { width, height }: { readonly width: number; readonly height: number },
): number {
  const rows = Math.max(1, ...matrices.map((matrix) => matrix.rows));
  const columns = Math.max(
    1,
    matrices.reduce((sum, matrix) => sum + matrix.columns, 0),
  );
  const scale = Math.min(largestCell, height / rows, Math.max(80, width) / columns);
  // Whole pixels keep all cells equal; below one pixel there are no cells to tell apart.
  return scale > 2 ? Math.floor(scale) : scale;
}

/** The picture's size; vectors stay wide enough to be seen. */
export function pictureSize(
  { rows, columns }: Extent,
  scale: number,
): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(thinnest, Math.round(columns * scale)),
    height: Math.max(thinnest, Math.round(rows * scale)),
  };
}
