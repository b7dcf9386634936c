/** The size of a tile's picture: the matrix's own proportions as far as they fit. */
const widest = 96;
const tallest = 64;
const thinnest = 8;
const largestCell = 8;

export function tileSize({ rows, columns }: { readonly rows: number; readonly columns: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(largestCell, widest / columns, tallest / rows);
  const cell = scale > 1 ? Math.floor(scale) : scale;
  return {
    width: Math.max(thinnest, Math.round(columns * cell)),
    height: Math.max(thinnest, Math.round(rows * cell)),
  };
}
