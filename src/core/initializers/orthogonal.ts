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
  const isWide = rows < columns;
  const [count, length] = isWide ? [rows, columns] : [columns, rows];
  // The vectors one after another: the rows, or the columns turned into rows.
  const vectors = isWide ? matrix : transposed(matrix, columns);
  for (let index = 0; index < count; index++) {
    const vector = vectors.subarray(index * length, (index + 1) * length);
    straighten(vector, vectors.subarray(0, index * length));
  }
  const result = isWide ? vectors : transposed(vectors, rows);
  for (let entry = 0; entry < matrix.length; entry++) matrix[entry] = gain * result[entry]!;
}

/** Modified Gram-Schmidt: takes from the vector its parts along the earlier ones, and gives it length 1. */
function straighten(vector: Float64Array, earlier: Float64Array): void {
  let before = lengthOf(vector);
  for (let round = 0; round < 3; round++) {
    for (let start = 0; start < earlier.length; start += vector.length) {
      removePart(vector, earlier.subarray(start, start + vector.length));
    }
    const after = lengthOf(vector);
    if (before < 2 * after) break;
    // What is left is short, so its errors weigh more than they may: once more (Kahan: twice is enough).
    before = after;
  }
  const length = lengthOf(vector);
  for (let place = 0; place < vector.length; place++) vector[place]! /= length;
}

function removePart(vector: Float64Array, direction: Float64Array): void {
  const part = dot(vector, direction);
  for (let place = 0; place < vector.length; place++) vector[place]! -= part * direction[place]!;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** In four sums side by side, so that a processor need not wait for each addition. */
function dot(left: Float64Array, right: Float64Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = left.length - (left.length % 4);
  for (let place = 0; place < whole; place += 4) {
    first += left[place]! * right[place]!;
    second += left[place + 1]! * right[place + 1]!;
    third += left[place + 2]! * right[place + 2]!;
    fourth += left[place + 3]! * right[place + 3]!;
  }
  for (let place = whole; place < left.length; place++) first += left[place]! * right[place]!;
  return first + second + (third + fourth);
}

function transposed(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns;
  const turned = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return turned;
}
