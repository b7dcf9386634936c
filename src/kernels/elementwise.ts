/** Sums and differences of whole matrices. */
import { bytes, lanes, loadPart, storePart, vectorBytes, VECTOR_BYTES } from './vectors';

/** matrix[i, j] += column[i]; matrix is (rows, columns), column (rows, 1). */
export function addColumn<T>(matrix: usize, column: usize, rows: i32, columns: i32): void {
  const whole = vectorBytes<T>(columns);
  const rest = columns % lanes<T>();
  for (let i = 0; i < rows; i++) {
    const addend = v128.load_splat<T>(column + bytes<T>(i));
    for (const end = matrix + whole; matrix < end; matrix += VECTOR_BYTES) {
      v128.store(matrix, v128.add<T>(v128.load(matrix), addend));
    }
    if (rest) storePart<T>(matrix, v128.add<T>(loadPart<T>(matrix, rest), addend), rest);
    matrix += bytes<T>(rest);
  }
}

/** difference = left - right. */
export function subtract<T>(difference: usize, left: usize, right: usize, count: i32): void {
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    v128.store(difference + i, v128.sub<T>(v128.load(left + i), v128.load(right + i)));
  }
  const rest = count % lanes<T>();
  if (rest) {
    const minuend = loadPart<T>(left + whole, rest);
    const subtrahend = loadPart<T>(right + whole, rest);
    storePart<T>(difference + whole, v128.sub<T>(minuend, subtrahend), rest);
  }
}
