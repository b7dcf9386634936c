/**
 * The tile of the strict and the relaxed build: up to 6 rows and 2 vectors of columns, whose sums stay in
 * registers from the first term to the last.
 *
 * Five rows in the strict build, because ten sums, two vectors of the right factor, one number of the left and one
 * product are all the registers that V8 leaves to a loop. Two terms per round, because a processor that takes in few
 * instructions at a time, or serves another thread beside this one, is held up by the counting; an odd depth begins
 * with the second term. The order of the statements is measured, not free: with one round's terms in one block, or the
 * rows from the first to the last, V8 reads all numbers at once and spills sums (`npm run bench -- --gemm`).
 */

/** In place of `resumes`: the sums begin with 0, and are added to the product at the end. */
@inline
export const ADDS: i32 = -1;

/**
 * What `multiplyRows` computes, for the `rows` rows of one tile. `rows` and `isTransposed` are literals, so nothing
 * remains of the questions. The stride of left is that of its rows, or when it is transposed, of its terms.
 */
@inline
export function multiplyNarrowTile<T>(
  rows: i32, isTransposed: i32,
  depth: i32, left: usize, leftStride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  let left1 = left + leftStride;
  let left2 = left1 + leftStride;
  let left3 = left2 + leftStride;
  let left4 = left3 + leftStride;
  let left5 = left4 + leftStride;
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
  let isOdd = depth & 1;
  if (isOdd) {
    if (isTransposed) {
      left -= leftStride;
    } else {
      left -= sizeof<T>();
      if (1 < rows) left1 -= sizeof<T>();
      if (2 < rows) left2 -= sizeof<T>();
      if (3 < rows) left3 -= sizeof<T>();
      if (4 < rows) left4 -= sizeof<T>();
      if (5 < rows) left5 -= sizeof<T>();
    }
  }
  for (; 0 < depth; depth -= 2) {
    if (!isOdd) {
      const firstA = v128.load(right);
      const firstB = v128.load(right, 16);
      if (5 < rows) {
        const first5 = isTransposed ? v128.load_splat<T>(left, 5 * sizeof<T>()) : v128.load_splat<T>(left5);
        sum5a = plusProduct<T>(sum5a, first5, firstA);
        sum5b = plusProduct<T>(sum5b, first5, firstB);
      }
      if (4 < rows) {
        const first4 = isTransposed ? v128.load_splat<T>(left, 4 * sizeof<T>()) : v128.load_splat<T>(left4);
        sum4a = plusProduct<T>(sum4a, first4, firstA);
        sum4b = plusProduct<T>(sum4b, first4, firstB);
      }
      if (3 < rows) {
        const first3 = isTransposed ? v128.load_splat<T>(left, 3 * sizeof<T>()) : v128.load_splat<T>(left3);
        sum3a = plusProduct<T>(sum3a, first3, firstA);
        sum3b = plusProduct<T>(sum3b, first3, firstB);
      }
      if (2 < rows) {
        const first2 = isTransposed ? v128.load_splat<T>(left, 2 * sizeof<T>()) : v128.load_splat<T>(left2);
        sum2a = plusProduct<T>(sum2a, first2, firstA);
        sum2b = plusProduct<T>(sum2b, first2, firstB);
      }
      if (1 < rows) {
        const first1 = isTransposed ? v128.load_splat<T>(left, sizeof<T>()) : v128.load_splat<T>(left1);
        sum1a = plusProduct<T>(sum1a, first1, firstA);
        sum1b = plusProduct<T>(sum1b, first1, firstB);
      }
      const first0 = v128.load_splat<T>(left);
      sum0a = plusProduct<T>(sum0a, first0, firstA);
      sum0b = plusProduct<T>(sum0b, first0, firstB);
      right += rightStep;
    }
    isOdd = 0;
    if (isTransposed) left += leftStride;
    const rightA = v128.load(right);
    const rightB = v128.load(right, 16);
    if (5 < rows) {
      const number5 = isTransposed ? v128.load_splat<T>(left, 5 * sizeof<T>()) : v128.load_splat<T>(left5, sizeof<T>());
      sum5a = plusProduct<T>(sum5a, number5, rightA);
      sum5b = plusProduct<T>(sum5b, number5, rightB);
    }
    if (4 < rows) {
      const number4 = isTransposed ? v128.load_splat<T>(left, 4 * sizeof<T>()) : v128.load_splat<T>(left4, sizeof<T>());
      sum4a = plusProduct<T>(sum4a, number4, rightA);
      sum4b = plusProduct<T>(sum4b, number4, rightB);
    }
    if (3 < rows) {
      const number3 = isTransposed ? v128.load_splat<T>(left, 3 * sizeof<T>()) : v128.load_splat<T>(left3, sizeof<T>());
      sum3a = plusProduct<T>(sum3a, number3, rightA);
      sum3b = plusProduct<T>(sum3b, number3, rightB);
    }
    if (2 < rows) {
      const number2 = isTransposed ? v128.load_splat<T>(left, 2 * sizeof<T>()) : v128.load_splat<T>(left2, sizeof<T>());
      sum2a = plusProduct<T>(sum2a, number2, rightA);
      sum2b = plusProduct<T>(sum2b, number2, rightB);
    }
    if (1 < rows) {
      const number1 = isTransposed ? v128.load_splat<T>(left, sizeof<T>()) : v128.load_splat<T>(left1, sizeof<T>());
      sum1a = plusProduct<T>(sum1a, number1, rightA);
      sum1b = plusProduct<T>(sum1b, number1, rightB);
    }
    const number0 = isTransposed ? v128.load_splat<T>(left) : v128.load_splat<T>(left, sizeof<T>());
    sum0a = plusProduct<T>(sum0a, number0, rightA);
    sum0b = plusProduct<T>(sum0b, number0, rightB);
    right += rightStep;
    if (isTransposed) {
      left += leftStride;
    } else {
      left += 2 * sizeof<T>();
      if (1 < rows) left1 += 2 * sizeof<T>();
      if (2 < rows) left2 += 2 * sizeof<T>();
      if (3 < rows) left3 += 2 * sizeof<T>();
      if (4 < rows) left4 += 2 * sizeof<T>();
      if (5 < rows) left5 += 2 * sizeof<T>();
    }
  }
  if (resumes == ADDS) {
    addRow<T>(product, sum0a, sum0b);
    if (1 < rows) addRow<T>((product += productRow), sum1a, sum1b);
    if (2 < rows) addRow<T>((product += productRow), sum2a, sum2b);
    if (3 < rows) addRow<T>((product += productRow), sum3a, sum3b);
    if (4 < rows) addRow<T>((product += productRow), sum4a, sum4b);
    if (5 < rows) addRow<T>((product += productRow), sum5a, sum5b);
    return;
  }
  const factor = v128.splat<T>(scale);
  storeRow<T>(product, sum0a, sum0b, factor);
  if (1 < rows) storeRow<T>((product += productRow), sum1a, sum1b, factor);
  if (2 < rows) storeRow<T>((product += productRow), sum2a, sum2b, factor);
  if (3 < rows) storeRow<T>((product += productRow), sum3a, sum3b, factor);
  if (4 < rows) storeRow<T>((product += productRow), sum4a, sum4b, factor);
  if (5 < rows) storeRow<T>((product += productRow), sum5a, sum5b, factor);
}

/** sum + left · right in every lane: one rounding in the relaxed build, two in all others. */
@inline
export function plusProduct<T>(sum: v128, left: v128, right: v128): v128 {
  if (isDefined(RELAXED)) return v128.relaxed_madd<T>(left, right, sum);
  return v128.add<T>(sum, v128.mul<T>(left, right));
}

/** Adds one row of sums to what is there. */
@inline
function addRow<T>(product: usize, first: v128, second: v128): void {
  v128.store(product, v128.add<T>(v128.load(product), first));
  v128.store(product, v128.add<T>(v128.load(product, 16), second), 16);
}

@inline
function storeRow<T>(product: usize, first: v128, second: v128, factor: v128): void {
  v128.store(product, v128.mul<T>(first, factor));
  v128.store(product, v128.mul<T>(second, factor), 16);
}
