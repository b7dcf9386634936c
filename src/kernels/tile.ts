/**
 * The innermost part of the matrix product: a tile of up to 5 rows and 2 vectors of columns, whose sums stay
 * in registers from the first term to the last.
 *
 * Five rows, because ten sums, two vectors of the right factor, one number of the left and one product are
 * all the registers that V8 leaves to a loop. The order of the statements is measured, not free: with the
 * loop unrolled, the addresses advanced between the sums, or the unscaled store first, V8 spills sums and
 * the tile takes twice as long (`npm run bench -- --gemm`).
 */

import { multiplyWideTile, WIDE_TILE_HEIGHT, WIDE_TILE_WIDTH } from './wideTile';

/** Bytes of one row of a tile. */
@inline
export const TILE_WIDTH: usize = isDefined(TURBO) ? WIDE_TILE_WIDTH : 32;
/** Rows of the highest tile. */
@inline
export const TILE_HEIGHT: i32 = isDefined(TURBO) ? WIDE_TILE_HEIGHT : isDefined(RELAXED) ? 6 : 5;

/** In place of `resumes`: the sums begin with 0, and are added to the product at the end. */
@inline
export const ADDS: i32 = -1;

/** Columns of a tile. */
@inline
export function tileColumns<T>(): i32 {
  return <i32>(TILE_WIDTH / sizeof<T>());
}

/**
 * product[i, :] = scale · (Σ_k left[i, k] · right[k, :]) for the `rows` rows of a tile. The sum runs from
 * k = 0 to `depth` - 1; it starts at product[i, :] when the tile `resumes` (1 or more), at 0 otherwise. Instead
 * of `resumes`, `ADDS` has the whole sum added to product[i, :], unscaled; not in the turbo build.
 *
 * Numbers of left are `leftRow` bytes apart from row to row and `leftStep` from k to k; rows of right are
 * `rightStep` apart, those of product `productRow`.
 */
@inline
export function multiplyTile<T>(
  rows: i32,
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isDefined(TURBO)) {
    multiplyWideTile<T>(
      rows, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
    );
    return;
  }
  switch (rows) {
    case 6:
      // Only where multiplication and addition are one instruction does a sixth row find its registers.
      if (!isDefined(RELAXED)) return;
      return tile6<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
    case 5:
      return tile5<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
    case 4:
      return tile4<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
    case 3:
      return tile3<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
    case 2:
      return tile2<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
    default:
      return tile1<T>(
        depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
      );
  }
}

function tile6<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(6, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile5<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(5, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile4<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(4, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile3<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(3, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile2<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(2, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile1<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(1, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

/** sum + left · right in every lane: one rounding in the relaxed build, two in all others. */
@inline
export function plusProduct<T>(sum: v128, left: v128, right: v128): v128 {
  if (isDefined(RELAXED)) return v128.relaxed_madd<T>(left, right, sum);
  return v128.add<T>(sum, v128.mul<T>(left, right));
}

/** `rows` is a literal, so nothing remains of the comparisons with it. */
@inline
function tile<T>(
  rows: i32,
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  let left1 = left + leftRow;
  let left2 = left1 + leftRow;
  let left3 = left2 + leftRow;
  let left4 = left3 + leftRow;
  let left5 = left4 + leftRow;
  let sum0a = v128.splat<T>(0);
  let sum0b = v128.splat<T>(0);
  let sum1a = v128.splat<T>(0);
  let sum1b = v128.splat<T>(0);
  let sum2a = v128.splat<T>(0);
  let sum2b = v128.splat<T>(0);
  let sum3a = v128.splat<T>(0);
  let sum3b = v128.splat<T>(0);
  let sum4a = v128.splat<T>(0);
  let sum4b = v128.splat<T>(0);
  let sum5a = v128.splat<T>(0);
  let sum5b = v128.splat<T>(0);
  if (0 < resumes) {
    let row = product;
    sum0a = v128.load(row);
    sum0b = v128.load(row, 16);
    if (1 < rows) {
      row += productRow;
      sum1a = v128.load(row);
      sum1b = v128.load(row, 16);
    }
    if (2 < rows) {
      row += productRow;
      sum2a = v128.load(row);
      sum2b = v128.load(row, 16);
    }
    if (3 < rows) {
      row += productRow;
      sum3a = v128.load(row);
      sum3b = v128.load(row, 16);
    }
    if (4 < rows) {
      row += productRow;
      sum4a = v128.load(row);
      sum4b = v128.load(row, 16);
    }
    if (5 < rows) {
      row += productRow;
      sum5a = v128.load(row);
      sum5b = v128.load(row, 16);
    }
  }
  for (; 0 < depth; depth--) {
    const rightA = v128.load(right);
    const rightB = v128.load(right, 16);
    const number0 = v128.load_splat<T>(left);
    sum0a = plusProduct<T>(sum0a, number0, rightA);
    sum0b = plusProduct<T>(sum0b, number0, rightB);
    if (1 < rows) {
      const number1 = v128.load_splat<T>(left1);
      sum1a = plusProduct<T>(sum1a, number1, rightA);
      sum1b = plusProduct<T>(sum1b, number1, rightB);
    }
    if (2 < rows) {
      const number2 = v128.load_splat<T>(left2);
      sum2a = plusProduct<T>(sum2a, number2, rightA);
      sum2b = plusProduct<T>(sum2b, number2, rightB);
    }
    if (3 < rows) {
      const number3 = v128.load_splat<T>(left3);
      sum3a = plusProduct<T>(sum3a, number3, rightA);
      sum3b = plusProduct<T>(sum3b, number3, rightB);
    }
    if (4 < rows) {
      const number4 = v128.load_splat<T>(left4);
      sum4a = plusProduct<T>(sum4a, number4, rightA);
      sum4b = plusProduct<T>(sum4b, number4, rightB);
    }
    if (5 < rows) {
      const number5 = v128.load_splat<T>(left5);
      sum5a = plusProduct<T>(sum5a, number5, rightA);
      sum5b = plusProduct<T>(sum5b, number5, rightB);
    }
    right += rightStep;
    left += leftStep;
    if (1 < rows) left1 += leftStep;
    if (2 < rows) left2 += leftStep;
    if (3 < rows) left3 += leftStep;
    if (4 < rows) left4 += leftStep;
    if (5 < rows) left5 += leftStep;
  }
  if (resumes == ADDS) {
    addRow<T>(product, sum0a, sum0b);
    if (1 < rows) {
      product += productRow;
      addRow<T>(product, sum1a, sum1b);
    }
    if (2 < rows) {
      product += productRow;
      addRow<T>(product, sum2a, sum2b);
    }
    if (3 < rows) {
      product += productRow;
      addRow<T>(product, sum3a, sum3b);
    }
    if (4 < rows) {
      product += productRow;
      addRow<T>(product, sum4a, sum4b);
    }
    if (5 < rows) {
      product += productRow;
      addRow<T>(product, sum5a, sum5b);
    }
  } else if (scale != 1) {
    const factor = v128.splat<T>(scale);
    v128.store(product, v128.mul<T>(sum0a, factor));
    v128.store(product, v128.mul<T>(sum0b, factor), 16);
    if (1 < rows) {
      product += productRow;
      v128.store(product, v128.mul<T>(sum1a, factor));
      v128.store(product, v128.mul<T>(sum1b, factor), 16);
    }
    if (2 < rows) {
      product += productRow;
      v128.store(product, v128.mul<T>(sum2a, factor));
      v128.store(product, v128.mul<T>(sum2b, factor), 16);
    }
    if (3 < rows) {
      product += productRow;
      v128.store(product, v128.mul<T>(sum3a, factor));
      v128.store(product, v128.mul<T>(sum3b, factor), 16);
    }
    if (4 < rows) {
      product += productRow;
      v128.store(product, v128.mul<T>(sum4a, factor));
      v128.store(product, v128.mul<T>(sum4b, factor), 16);
    }
    if (5 < rows) {
      product += productRow;
      v128.store(product, v128.mul<T>(sum5a, factor));
      v128.store(product, v128.mul<T>(sum5b, factor), 16);
    }
  } else {
    v128.store(product, sum0a);
    v128.store(product, sum0b, 16);
    if (1 < rows) {
      product += productRow;
      v128.store(product, sum1a);
      v128.store(product, sum1b, 16);
    }
    if (2 < rows) {
      product += productRow;
      v128.store(product, sum2a);
      v128.store(product, sum2b, 16);
    }
    if (3 < rows) {
      product += productRow;
      v128.store(product, sum3a);
      v128.store(product, sum3b, 16);
    }
    if (4 < rows) {
      product += productRow;
      v128.store(product, sum4a);
      v128.store(product, sum4b, 16);
    }
    if (5 < rows) {
      product += productRow;
      v128.store(product, sum5a);
      v128.store(product, sum5b, 16);
    }
  }
}

/** Adds one row of sums to what is there. */
@inline
function addRow<T>(product: usize, first: v128, second: v128): void {
  v128.store(product, v128.add<T>(v128.load(product), first));
  v128.store(product, v128.add<T>(v128.load(product, 16), second), 16);
}
