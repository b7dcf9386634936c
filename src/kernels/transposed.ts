/**
 * Transposition in registers: as many rows as a vector has lanes, of one vector each, become the columns.
 */

/** Two rows of float64; the columns lie `row` bytes apart. */
@inline
export function storePairTransposed(to: usize, row: usize, row0: v128, row1: v128): void {
  v128.store(to, i64x2.shuffle(row0, row1, 0, 2));
  v128.store(to + row, i64x2.shuffle(row0, row1, 1, 3));
}

/** Four rows of float32; the columns lie `row` bytes apart. */
@inline
export function storeFourTransposed(
  to: usize, row: usize, row0: v128, row1: v128, row2: v128, row3: v128,
): void {
  const low01 = i32x4.shuffle(row0, row1, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(row0, row1, 2, 6, 3, 7);
  const low23 = i32x4.shuffle(row2, row3, 0, 4, 1, 5);
  const high23 = i32x4.shuffle(row2, row3, 2, 6, 3, 7);
  storePairTransposed(to, row, low01, low23);
  storePairTransposed(to + 2 * row, row, high01, high23);
}
