/**
 * Orthogonal weights: columns of length 1 at right angles to each other, or rows where there are more columns
 * than rows. Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning" (2013).
 */

/**
 * Turns normal numbers, row-major with `columns` per row, into an orthogonal matrix times `gain`: the Q of
 * their QR decomposition whose R has a positive diagonal, which is uniform among all orthogonal matrices.
 */
export function fillOrthogonal(matrix: Float64Array, columns: number, gain: number): void {
  const rows = matrix.length / columns;
  const vectors = rows < columns ? rowsOf(matrix, columns) : columnsOf(matrix, columns);
  vectors.forEach((vector, index) => {
    // Modified Gram-Schmidt, twice: once leaves errors as large as the vectors were alike (Kahan).
    for (let round = 0; round < 2; round++) {
      for (let earlier = 0; earlier < index; earlier++) removePart(vector, vectors[earlier]!);
    }
    const length = Math.sqrt(dot(vector, vector));
    vector.forEach((value, place) => {
      vector[place] = value / length;
    });
  });
  vectors.forEach((vector, index) => {
    vector.forEach((value, place) => {
      const entry = rows < columns ? index * columns + place : place * columns + index;
      matrix[entry] = gain * value;
    });
  });
}

function rowsOf(matrix: Float64Array, columns: number): readonly Float64Array[] {
  const rows = matrix.length / columns;
  return Array.from({ length: rows }, (_, row) => matrix.slice(row * columns, (row + 1) * columns));
}

function columnsOf(matrix: Float64Array, columns: number): readonly Float64Array[] {
  return Array.from({ length: columns }, (_, column) =>
    matrix.filter((_, entry) => entry % columns === column),
  );
}

function removePart(vector: Float64Array, direction: Float64Array): void {
  const part = dot(vector, direction);
  for (let place = 0; place < vector.length; place++) vector[place]! -= part * direction[place]!;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < left.length; place++) sum += left[place]! * right[place]!;
  return sum;
}
