/**
 * The bias of a layer. By itself, because the modules of other matrix products take it with them, and what has
 * tables of its own must stay out of these: they would lie on those of the kernels.
 */
import { bytes, lanes, read, vectorBytes, VECTOR_BYTES, write } from './vectors';

/** matrix[i, j] += column[i]; matrix is (rows, columns), column (rows, 1). A loop of its own: rows are short. */
export function addColumn<T>(matrix: usize, column: usize, rows: i32, columns: i32): void {
  const rest = columns % lanes<T>();
  for (let i = 0; i < rows; i++) {
    const addend = v128.load_splat<T>(column + bytes<T>(i));
    for (const end = matrix + vectorBytes<T>(columns); matrix < end; matrix += VECTOR_BYTES) {
      v128.store(matrix, v128.add<T>(v128.load(matrix), addend));
    }
    if (rest) write<T>(matrix, v128.add<T>(read<T>(matrix, rest), addend), rest);
    matrix += bytes<T>(rest);
  }
}
