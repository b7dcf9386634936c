/**
 * The product of small matrices: that of `multiply`, with the same bits, without what only large ones repay.
 *
 * Small is what lies in the first cache as a whole. The right factor is read where it is, or transposed once; a few
 * rows of the left one go along all of its columns in one call.
 */
import { areFew, multiplyFew } from './fewRows';
import { areFewTerms, multiplyFewTerms } from './fewTerms';
import { plusProduct } from './narrowTile';
import { storeFourTransposed, storePairTransposed } from './transposed';
import { bytes, lanes, VECTOR_BYTES, write } from './vectors';

const MOST_ROWS: i32 = 64;
const MOST_COLUMNS: i32 = 128;
const MOST_TERMS: i32 = 64;

/** In the workspace. */
const BEHIND_RIGHT: usize = <usize>(MOST_TERMS * MOST_COLUMNS * 8);

/** Of two vectors. */
@inline
const PAIR_BYTES: usize = 32;

/** Whether `multiplySmall` can compute this product. A right factor that is not transposed has whole vectors in its rows. */
@inline
export function isSmall<T>(rows: i32, columns: i32, inner: i32, transposeRight: i32): bool {
  return (
    rows <= MOST_ROWS &&
    columns <= MOST_COLUMNS &&
    inner <= MOST_TERMS &&
    (transposeRight != 0 || columns % lanes<T>() == 0)
  );
}

/**
 * product (rows, columns) = scale · op(left) (rows, inner) · op(right) (inner, columns) + column (rows, 1), which is
 * left out when its address is 0. `workspace` has room for the right factor, with whole vectors in its rows.
 */
export function multiplySmall<T>(
  workspace: usize,
  product: usize,
  left: usize,
  right: usize,
  column: usize,
  rows: i32,
  columns: i32,
  inner: i32,
  transposeLeft: i32,
  transposeRight: i32,
  scale: T,
): void {
  // The relaxed build does without: it has the same bits either way.
  if (!isDefined(RELAXED) && transposeRight && !transposeLeft && !column) {
    const productRow = bytes<T>(columns);
    if (areFew<T>(rows, columns, inner)) {
      multiplyFew<T>(product, productRow, sizeof<T>(), left, right, rows, columns, inner, scale);
      return;
    }
    if (areFew<T>(columns, rows, inner)) {
      multiplyFew<T>(product, sizeof<T>(), productRow, right, left, columns, rows, inner, scale);
      return;
    }
  }
  const leftRow = transposeLeft ? sizeof<T>() : bytes<T>(inner);
  const leftStep = transposeLeft ? bytes<T>(rows) : sizeof<T>();
  const productRow = bytes<T>(columns);
  const rightStep = (productRow + VECTOR_BYTES - 1) & ~(VECTOR_BYTES - 1);
  if (transposeRight) {
    transpose<T>(workspace, rightStep, right, bytes<T>(inner), columns, inner);
    right = workspace;
  }
  let columnStep: usize = sizeof<T>();
  if (!column) {
    // -0 is the number that changes none when it is added.
    column = workspace + BEHIND_RIGHT;
    store<T>(column, -0.0);
    columnStep = 0;
  }
  if (!isDefined(RELAXED) && !transposeRight && areFewTerms<T>(inner, columns)) {
    multiplyFewTerms<T>(
      product, left, leftRow, leftStep, right, rightStep, column, columnStep, rows, inner, scale,
    );
    return;
  }
  let groups = (rows + 3) >> 2;
  while (0 < rows) {
    // Of nearly the same height: a row alone would wait for its own sums.
    const height = (rows + groups - 1) / groups;
    switch (height) {
      case 4:
        rows4<T>(inner, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
        break;
      case 3:
        rows3<T>(inner, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
        break;
      case 2:
        rows2<T>(inner, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
        break;
      default:
        rows1<T>(inner, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
    }
    left += <usize>height * leftRow;
    product += <usize>height * productRow;
    column += <usize>height * columnStep;
    rows -= height;
    groups--;
  }
}

function rows4<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, scale: T,
): void {
  rowsOf<T>(4, depth, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
}

function rows3<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, scale: T,
): void {
  rowsOf<T>(3, depth, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
}

function rows2<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, scale: T,
): void {
  rowsOf<T>(2, depth, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
}

function rows1<T>(
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, scale: T,
): void {
  rowsOf<T>(1, depth, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, scale);
}

/** All columns of a few rows: two vectors at a time, then what is left. `rows` is a literal. */
@inline
function rowsOf<T>(
  rows: i32,
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, scale: T,
): void {
  const factor = v128.splat<T>(scale);
  let size = productRow;
  for (; PAIR_BYTES <= size; size -= PAIR_BYTES) {
    let sum0a = v128.splat<T>(0);
    let sum0b = v128.splat<T>(0);
    let sum1a = v128.splat<T>(0);
    let sum1b = v128.splat<T>(0);
    let sum2a = v128.splat<T>(0);
    let sum2b = v128.splat<T>(0);
    let sum3a = v128.splat<T>(0);
    let sum3b = v128.splat<T>(0);
    let row = right;
    let left0 = left;
    let left1 = left + leftRow;
    let left2 = left1 + leftRow;
    let left3 = left2 + leftRow;
    for (let k = depth; 0 < k; k--) {
      const rightA = v128.load(row);
      const rightB = v128.load(row, 16);
      const number0 = v128.load_splat<T>(left0);
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
      row += rightStep;
      left0 += leftStep;
      if (1 < rows) left1 += leftStep;
      if (2 < rows) left2 += leftStep;
      if (3 < rows) left3 += leftStep;
    }
    let to = product;
    storePair<T>(to, sum0a, sum0b, factor, column);
    if (1 < rows) {
      to += productRow;
      storePair<T>(to, sum1a, sum1b, factor, column + columnStep);
    }
    if (2 < rows) {
      to += productRow;
      storePair<T>(to, sum2a, sum2b, factor, column + 2 * columnStep);
    }
    if (3 < rows) {
      to += productRow;
      storePair<T>(to, sum3a, sum3b, factor, column + 3 * columnStep);
    }
    product += PAIR_BYTES;
    right += PAIR_BYTES;
  }
  while (size) {
    const part = min(size, VECTOR_BYTES);
    lastColumns<T>(rows, depth, left, leftRow, leftStep, right, rightStep, product, productRow, column, columnStep, factor, part);
    product += part;
    right += part;
    size -= part;
  }
}

/** One vector of columns, of which the first `size` bytes exist. `rows` is a literal. */
@inline
function lastColumns<T>(
  rows: i32,
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, column: usize, columnStep: usize, factor: v128, size: usize,
): void {
  let sum0 = v128.splat<T>(0);
  let sum1 = v128.splat<T>(0);
  let sum2 = v128.splat<T>(0);
  let sum3 = v128.splat<T>(0);
  let left1 = left + leftRow;
  let left2 = left1 + leftRow;
  let left3 = left2 + leftRow;
  for (let k = depth; 0 < k; k--) {
    const numbers = v128.load(right);
    sum0 = plusProduct<T>(sum0, v128.load_splat<T>(left), numbers);
    if (1 < rows) sum1 = plusProduct<T>(sum1, v128.load_splat<T>(left1), numbers);
    if (2 < rows) sum2 = plusProduct<T>(sum2, v128.load_splat<T>(left2), numbers);
    if (3 < rows) sum3 = plusProduct<T>(sum3, v128.load_splat<T>(left3), numbers);
    right += rightStep;
    left += leftStep;
    if (1 < rows) left1 += leftStep;
    if (2 < rows) left2 += leftStep;
    if (3 < rows) left3 += leftStep;
  }
  const width = <i32>(size / sizeof<T>());
  storePart<T>(product, sum0, factor, column, width);
  if (1 < rows) storePart<T>(product + productRow, sum1, factor, column + columnStep, width);
  if (2 < rows) storePart<T>(product + 2 * productRow, sum2, factor, column + 2 * columnStep, width);
  if (3 < rows) storePart<T>(product + 3 * productRow, sum3, factor, column + 3 * columnStep, width);
}

@inline
function storePair<T>(to: usize, sumA: v128, sumB: v128, factor: v128, addend: usize): void {
  const numbers = v128.load_splat<T>(addend);
  v128.store(to, v128.add<T>(v128.mul<T>(sumA, factor), numbers));
  v128.store(to, v128.add<T>(v128.mul<T>(sumB, factor), numbers), 16);
}

@inline
function storePart<T>(to: usize, sum: v128, factor: v128, addend: usize, width: i32): void {
  write<T>(to, v128.add<T>(v128.mul<T>(sum, factor), v128.load_splat<T>(addend)), width);
}

/**
 * to (columns, rows) = from (rows, columns), with rows `toRow` and `fromRow` bytes apart, and zeros up to the next row.
 * Whole vectors are written: reading them at once would have to wait for parts.
 */
function transpose<T>(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  for (; 0 < rows; rows -= lanes<T>()) {
    transposeVectors<T>(to, toRow, from, fromRow, min(rows, lanes<T>()), columns);
    to += VECTOR_BYTES;
    from += <usize>lanes<T>() * fromRow;
  }
}

/** At most as many rows as a vector has lanes. */
function transposeVectors<T>(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  const end = from + (bytes<T>(columns) & ~(VECTOR_BYTES - 1));
  const zero = v128.splat<T>(0);
  if (sizeof<T>() == 8) {
    for (; from < end; from += 16, to += 2 * toRow) {
      const row0 = v128.load(from);
      const row1 = 1 < rows ? v128.load(from + fromRow) : zero;
      storePairTransposed(to, toRow, row0, row1);
    }
  } else {
    for (; from < end; from += 16, to += 4 * toRow) {
      const row0 = v128.load(from);
      const row1 = 1 < rows ? v128.load(from + fromRow) : zero;
      const row2 = 2 < rows ? v128.load(from + 2 * fromRow) : zero;
      const row3 = 3 < rows ? v128.load(from + 3 * fromRow) : zero;
      storeFourTransposed(to, toRow, row0, row1, row2, row3);
    }
  }
  for (let k = columns % lanes<T>(); 0 < k; k--, from += sizeof<T>(), to += toRow) {
    v128.store(to, zero);
    for (let row = 0; row < rows; row++) store<T>(to + bytes<T>(row), load<T>(from + <usize>row * fromRow));
  }
}
