/**
 * The tile of the turbo build: up to 4 rows and 4 vectors of columns, in the shape that V8's revectorizer
 * turns into half as many instructions on vectors of twice the width.
 *
 * It joins what is stored side by side, two vectors at a time, and what that was made of. Two terms per round
 * of the loop, read at constant distances, leave the fewest instructions beside the arithmetic; without the
 * revectorizer the sums do not fit into registers, and the tile is slow. Each sum has the order of operations,
 * and so the bits, of the other builds' tile.
 */

/** Bytes of one row of a tile. */
@inline
export const WIDE_TILE_WIDTH: usize = 64;
/** Rows of the highest tile. */
@inline
export const WIDE_TILE_HEIGHT: i32 = 4;

/** The same as `multiplyNarrowTile`, but for `ADDS`. */
@inline
export function multiplyWideTile<T>(
  rows: i32, isTransposed: i32,
  depth: i32, left: usize, leftStride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  let left1 = left + leftStride;
  let left2 = left1 + leftStride;
  let left3 = left2 + leftStride;
  // Sums that begin in one way only: of two ways, the revectorizer would make none.
  if (!resumes) clearTile(rows, product, productRow);
  const row1 = product + productRow;
  const row2 = row1 + productRow;
  const row3 = row2 + productRow;
  let sum0a = v128.load(product);
  let sum0b = v128.load(product, 16);
  let sum0c = v128.load(product, 32);
  let sum0d = v128.load(product, 48);
  let sum1a = 1 < rows ? v128.load(row1) : sum0a;
  let sum1b = 1 < rows ? v128.load(row1, 16) : sum0b;
  let sum1c = 1 < rows ? v128.load(row1, 32) : sum0c;
  let sum1d = 1 < rows ? v128.load(row1, 48) : sum0d;
  let sum2a = 2 < rows ? v128.load(row2) : sum0a;
  let sum2b = 2 < rows ? v128.load(row2, 16) : sum0b;
  let sum2c = 2 < rows ? v128.load(row2, 32) : sum0c;
  let sum2d = 2 < rows ? v128.load(row2, 48) : sum0d;
  let sum3a = 3 < rows ? v128.load(row3) : sum0a;
  let sum3b = 3 < rows ? v128.load(row3, 16) : sum0b;
  let sum3c = 3 < rows ? v128.load(row3, 32) : sum0c;
  let sum3d = 3 < rows ? v128.load(row3, 48) : sum0d;
  for (; 2 <= depth; depth -= 2) {
    const rightA = v128.load(right);
    const rightB = v128.load(right, 16);
    const rightC = v128.load(right, 32);
    const rightD = v128.load(right, 48);
    const number0 = leftNumber<T>(isTransposed, left, left, leftStride, 0, 0);
    sum0a = v128.add<T>(sum0a, v128.mul<T>(number0, rightA));
    sum0b = v128.add<T>(sum0b, v128.mul<T>(number0, rightB));
    sum0c = v128.add<T>(sum0c, v128.mul<T>(number0, rightC));
    sum0d = v128.add<T>(sum0d, v128.mul<T>(number0, rightD));
    if (1 < rows) {
      const number1 = leftNumber<T>(isTransposed, left, left1, leftStride, 1, 0);
      sum1a = v128.add<T>(sum1a, v128.mul<T>(number1, rightA));
      sum1b = v128.add<T>(sum1b, v128.mul<T>(number1, rightB));
      sum1c = v128.add<T>(sum1c, v128.mul<T>(number1, rightC));
      sum1d = v128.add<T>(sum1d, v128.mul<T>(number1, rightD));
    }
    if (2 < rows) {
      const number2 = leftNumber<T>(isTransposed, left, left2, leftStride, 2, 0);
      sum2a = v128.add<T>(sum2a, v128.mul<T>(number2, rightA));
      sum2b = v128.add<T>(sum2b, v128.mul<T>(number2, rightB));
      sum2c = v128.add<T>(sum2c, v128.mul<T>(number2, rightC));
      sum2d = v128.add<T>(sum2d, v128.mul<T>(number2, rightD));
    }
    if (3 < rows) {
      const number3 = leftNumber<T>(isTransposed, left, left3, leftStride, 3, 0);
      sum3a = v128.add<T>(sum3a, v128.mul<T>(number3, rightA));
      sum3b = v128.add<T>(sum3b, v128.mul<T>(number3, rightB));
      sum3c = v128.add<T>(sum3c, v128.mul<T>(number3, rightC));
      sum3d = v128.add<T>(sum3d, v128.mul<T>(number3, rightD));
    }
    const next = right + rightStep;
    const rightA1 = v128.load(next);
    const rightB1 = v128.load(next, 16);
    const rightC1 = v128.load(next, 32);
    const rightD1 = v128.load(next, 48);
    const number0x = leftNumber<T>(isTransposed, left, left, leftStride, 0, 1);
    sum0a = v128.add<T>(sum0a, v128.mul<T>(number0x, rightA1));
    sum0b = v128.add<T>(sum0b, v128.mul<T>(number0x, rightB1));
    sum0c = v128.add<T>(sum0c, v128.mul<T>(number0x, rightC1));
    sum0d = v128.add<T>(sum0d, v128.mul<T>(number0x, rightD1));
    if (1 < rows) {
      const number1x = leftNumber<T>(isTransposed, left, left1, leftStride, 1, 1);
      sum1a = v128.add<T>(sum1a, v128.mul<T>(number1x, rightA1));
      sum1b = v128.add<T>(sum1b, v128.mul<T>(number1x, rightB1));
      sum1c = v128.add<T>(sum1c, v128.mul<T>(number1x, rightC1));
      sum1d = v128.add<T>(sum1d, v128.mul<T>(number1x, rightD1));
    }
    if (2 < rows) {
      const number2x = leftNumber<T>(isTransposed, left, left2, leftStride, 2, 1);
      sum2a = v128.add<T>(sum2a, v128.mul<T>(number2x, rightA1));
      sum2b = v128.add<T>(sum2b, v128.mul<T>(number2x, rightB1));
      sum2c = v128.add<T>(sum2c, v128.mul<T>(number2x, rightC1));
      sum2d = v128.add<T>(sum2d, v128.mul<T>(number2x, rightD1));
    }
    if (3 < rows) {
      const number3x = leftNumber<T>(isTransposed, left, left3, leftStride, 3, 1);
      sum3a = v128.add<T>(sum3a, v128.mul<T>(number3x, rightA1));
      sum3b = v128.add<T>(sum3b, v128.mul<T>(number3x, rightB1));
      sum3c = v128.add<T>(sum3c, v128.mul<T>(number3x, rightC1));
      sum3d = v128.add<T>(sum3d, v128.mul<T>(number3x, rightD1));
    }
    right += 2 * rightStep;
    if (isTransposed) {
      left += 2 * leftStride;
    } else {
      left += 2 * sizeof<T>();
      if (1 < rows) left1 += 2 * sizeof<T>();
      if (2 < rows) left2 += 2 * sizeof<T>();
      if (3 < rows) left3 += 2 * sizeof<T>();
    }
  }
  if (depth) {
    const rightA = v128.load(right);
    const rightB = v128.load(right, 16);
    const rightC = v128.load(right, 32);
    const rightD = v128.load(right, 48);
    const number0 = leftNumber<T>(isTransposed, left, left, leftStride, 0, 0);
    sum0a = v128.add<T>(sum0a, v128.mul<T>(number0, rightA));
    sum0b = v128.add<T>(sum0b, v128.mul<T>(number0, rightB));
    sum0c = v128.add<T>(sum0c, v128.mul<T>(number0, rightC));
    sum0d = v128.add<T>(sum0d, v128.mul<T>(number0, rightD));
    if (1 < rows) {
      const number1 = leftNumber<T>(isTransposed, left, left1, leftStride, 1, 0);
      sum1a = v128.add<T>(sum1a, v128.mul<T>(number1, rightA));
      sum1b = v128.add<T>(sum1b, v128.mul<T>(number1, rightB));
      sum1c = v128.add<T>(sum1c, v128.mul<T>(number1, rightC));
      sum1d = v128.add<T>(sum1d, v128.mul<T>(number1, rightD));
    }
    if (2 < rows) {
      const number2 = leftNumber<T>(isTransposed, left, left2, leftStride, 2, 0);
      sum2a = v128.add<T>(sum2a, v128.mul<T>(number2, rightA));
      sum2b = v128.add<T>(sum2b, v128.mul<T>(number2, rightB));
      sum2c = v128.add<T>(sum2c, v128.mul<T>(number2, rightC));
      sum2d = v128.add<T>(sum2d, v128.mul<T>(number2, rightD));
    }
    if (3 < rows) {
      const number3 = leftNumber<T>(isTransposed, left, left3, leftStride, 3, 0);
      sum3a = v128.add<T>(sum3a, v128.mul<T>(number3, rightA));
      sum3b = v128.add<T>(sum3b, v128.mul<T>(number3, rightB));
      sum3c = v128.add<T>(sum3c, v128.mul<T>(number3, rightC));
      sum3d = v128.add<T>(sum3d, v128.mul<T>(number3, rightD));
    }
  }
  const factor = v128.splat<T>(scale);
  v128.store(product, v128.mul<T>(sum0a, factor));
  v128.store(product, v128.mul<T>(sum0b, factor), 16);
  v128.store(product, v128.mul<T>(sum0c, factor), 32);
  v128.store(product, v128.mul<T>(sum0d, factor), 48);
  if (1 < rows) {
    product += productRow;
    v128.store(product, v128.mul<T>(sum1a, factor));
    v128.store(product, v128.mul<T>(sum1b, factor), 16);
    v128.store(product, v128.mul<T>(sum1c, factor), 32);
    v128.store(product, v128.mul<T>(sum1d, factor), 48);
  }
  if (2 < rows) {
    product += productRow;
    v128.store(product, v128.mul<T>(sum2a, factor));
    v128.store(product, v128.mul<T>(sum2b, factor), 16);
    v128.store(product, v128.mul<T>(sum2c, factor), 32);
    v128.store(product, v128.mul<T>(sum2d, factor), 48);
  }
  if (3 < rows) {
    product += productRow;
    v128.store(product, v128.mul<T>(sum3a, factor));
    v128.store(product, v128.mul<T>(sum3b, factor), 16);
    v128.store(product, v128.mul<T>(sum3c, factor), 32);
    v128.store(product, v128.mul<T>(sum3d, factor), 48);
  }
}

/** Writes zeros where the sums will be. */
function clearTile(rows: i32, product: usize, productRow: usize): void {
  for (; 0 < rows; rows--, product += productRow) {
    v128.store(product, i64x2.splat(0));
    v128.store(product, i64x2.splat(0), 16);
    v128.store(product, i64x2.splat(0), 32);
    v128.store(product, i64x2.splat(0), 48);
  }
}

/** Number `row` of left for term 0 or 1 of this round, in all lanes. */
@inline
function leftNumber<T>(
  isTransposed: i32,
  left: usize, leftOfRow: usize, stride: usize,
  row: usize, term: usize,
): v128 {
  if (isTransposed) {
    return v128.load_splat<T>((term ? left + stride : left) + row * sizeof<T>());
  }
  return v128.load_splat<T>(leftOfRow + term * sizeof<T>());
}
