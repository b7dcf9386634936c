/** How large the matrices of an equation are drawn: all with the same scale, so that inner dimensions meet. */

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** CSS pixels that the caption takes, however small the picture is. */
  readonly captionWidth: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

const largestCell = 16;
const thinnest = 10;

/** CSS pixels per number with which the matrices stand beside each other in the room, captions included. */
export function equationScale(matrices: readonly Extent[], { width, height }: Room): number {
  const rows = Math.max(1, ...matrices.map((matrix) => matrix.rows));
  const highest = Math.min(largestCell, height / rows);
  if (totalWidth(matrices, highest) <= width) return whole(highest);
  let [fits, tooLarge] = [0, highest];
  // Twenty halvings are far finer than a pixel.
  for (let halving = 0; halving < 20; halving++) {
    const middle = (fits + tooLarge) / 2;
    if (totalWidth(matrices, middle) <= width) fits = middle;
    else tooLarge = middle;
  }
  // Where not even the captions fit beside each other the equation takes several lines.
  const columns = Math.max(1, ...matrices.map((matrix) => matrix.columns));
  return whole(fits > 0 ? fits : Math.min(highest, Math.max(80, width) / columns));
}

/** The picture's size; vectors stay wide enough to be seen. */
export function pictureSize({ rows, columns }: Omit<Extent, 'captionWidth'>, scale: number): Room {
  return {
    width: Math.max(thinnest, Math.round(columns * scale)),
    height: Math.max(thinnest, Math.round(rows * scale)),
  };
}

function totalWidth(matrices: readonly Extent[], scale: number): number {
  return matrices.reduce(
    (sum, matrix) => sum + Math.max(pictureSize(matrix, scale).width, matrix.captionWidth),
    0,
  );
}

/** Whole pixels keep all cells equal; below two pixels there are hardly cells to tell apart. */
function whole(scale: number): number {
  return scale > 2 ? Math.floor(scale) : scale;
}
