/**
 * The innermost part of the matrix product: a tile of up to 5 rows and 2 vectors of columns, whose sums stay
 * in registers from the first term to the last.
 *
 * Five rows, because ten sums, two vectors of the right factor and one number of the left fill the registers
 * that V8 leaves to a loop. The loop is not unrolled: both compilers spill when it is.
 */

/** Bytes of one row of a tile. */
@inline
export const TILE_WIDTH: usize = 32;
@inline
export const TILE_HEIGHT: i32 = 5;

/**
 * product[i, :] = scale · (Σ_k left[i, k] · right[k, :]) for the `rows` rows of a tile, the sum running from
 * k = 0 to `depth` - 1, starting at product[i, :] when `resumes` is 1 and at 0 otherwise.
 *
 * Numbers of left are `leftRow` bytes apart from row to row and `leftStep` from k to k; rows of right are
 * `rightStep` apart, those of product `productRow`.
 */
export function multiplyTile<T>(
  rows: i32,
  depth: i32,
  left: usize,
  leftRow: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  product: usize,
  productRow: usize,
  resumes: i32,
  scale: T,
): void {
  if (rows == 5) tile5<T>(depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
  else if (rows == 4) tile4<T>(depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
  else if (rows == 3) tile3<T>(depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
  else if (rows == 2) tile2<T>(depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
  else tile1<T>(depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile5<T>(depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize, product: usize, productRow: usize, resumes: i32, scale: T): void {
  tile<T>(5, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile4<T>(depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize, product: usize, productRow: usize, resumes: i32, scale: T): void {
  tile<T>(4, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile3<T>(depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize, product: usize, productRow: usize, resumes: i32, scale: T): void {
  tile<T>(3, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile2<T>(depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize, product: usize, productRow: usize, resumes: i32, scale: T): void {
  tile<T>(2, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

function tile1<T>(depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize, product: usize, productRow: usize, resumes: i32, scale: T): void {
  tile<T>(1, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale);
}

/** `rows` is a literal, so nothing remains of the comparisons with it. */
@inline
function tile<T>(
  rows: i32,
  depth: i32,
  left: usize,
  leftRow: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  product: usize,
  productRow: usize,
  resumes: i32,
  scale: T,
): void {
  const product1 = 1 < rows ? product + productRow : product;
  const product2 = 2 < rows ? product1 + productRow : product1;
  const product3 = 3 < rows ? product2 + productRow : product2;
  const product4 = 4 < rows ? product3 + productRow : product3;
  let left1 = left + leftRow;
  let left2 = left1 + leftRow;
  let left3 = left2 + leftRow;
  let left4 = left3 + leftRow;
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
  if (resumes) {
    sum0a = v128.load(product);
    sum0b = v128.load(product, 16);
    if (1 < rows) {
      sum1a = v128.load(product1);
      sum1b = v128.load(product1, 16);
    }
    if (2 < rows) {
      sum2a = v128.load(product2);
      sum2b = v128.load(product2, 16);
    }
    if (3 < rows) {
      sum3a = v128.load(product3);
      sum3b = v128.load(product3, 16);
    }
    if (4 < rows) {
      sum4a = v128.load(product4);
      sum4b = v128.load(product4, 16);
    }
  }
  for (; 0 < depth; depth--) {
    const rightA = v128.load(right);
    const rightB = v128.load(right, 16);
    right += rightStep;
    const number0 = v128.load_splat<T>(left);
    sum0a = v128.add<T>(sum0a, v128.mul<T>(number0, rightA));
    sum0b = v128.add<T>(sum0b, v128.mul<T>(number0, rightB));
    left += leftStep;
    if (1 < rows) {
      const number1 = v128.load_splat<T>(left1);
      sum1a = v128.add<T>(sum1a, v128.mul<T>(number1, rightA));
      sum1b = v128.add<T>(sum1b, v128.mul<T>(number1, rightB));
      left1 += leftStep;
    }
    if (2 < rows) {
      const number2 = v128.load_splat<T>(left2);
      sum2a = v128.add<T>(sum2a, v128.mul<T>(number2, rightA));
      sum2b = v128.add<T>(sum2b, v128.mul<T>(number2, rightB));
      left2 += leftStep;
    }
    if (3 < rows) {
      const number3 = v128.load_splat<T>(left3);
      sum3a = v128.add<T>(sum3a, v128.mul<T>(number3, rightA));
      sum3b = v128.add<T>(sum3b, v128.mul<T>(number3, rightB));
      left3 += leftStep;
    }
    if (4 < rows) {
      const number4 = v128.load_splat<T>(left4);
      sum4a = v128.add<T>(sum4a, v128.mul<T>(number4, rightA));
      sum4b = v128.add<T>(sum4b, v128.mul<T>(number4, rightB));
      left4 += leftStep;
    }
  }
  const factor = v128.splat<T>(scale);
  v128.store(product, v128.mul<T>(sum0a, factor));
  v128.store(product, v128.mul<T>(sum0b, factor), 16);
  if (1 < rows) {
    v128.store(product1, v128.mul<T>(sum1a, factor));
    v128.store(product1, v128.mul<T>(sum1b, factor), 16);
  }
  if (2 < rows) {
    v128.store(product2, v128.mul<T>(sum2a, factor));
    v128.store(product2, v128.mul<T>(sum2b, factor), 16);
  }
  if (3 < rows) {
    v128.store(product3, v128.mul<T>(sum3a, factor));
    v128.store(product3, v128.mul<T>(sum3b, factor), 16);
  }
  if (4 < rows) {
    v128.store(product4, v128.mul<T>(sum4a, factor));
    v128.store(product4, v128.mul<T>(sum4b, factor), 16);
  }
}
