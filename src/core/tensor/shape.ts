/** Shapes of tensors, and how they are read as matrices. */

/** Sizes of the dimensions, outermost first; the last one of an activation is the batch. */
export type Shape = readonly number[];

export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

/** Any tensor as a matrix: all leading dimensions by the last one. */
export function matrixShape(shape: Shape): MatrixShape {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.slice(0, -1).reduce((product, size) => product * size, 1), columns };
}

export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** `(16, 32)`, as NumPy and the notes write it. */
export function shapeText(shape: Shape): string {
  return `(${shape.join(', ')})`;
}
