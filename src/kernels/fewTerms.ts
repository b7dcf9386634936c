/**
 * The product with sums of one or two terms: the first layer of a network with one or two inputs, and what goes back
 * from one or two outputs. There is so little to add that a row is computed from its first column to its last.
 */
import { plusProduct } from './narrowTile';
import { lanes } from './vectors';

/** Of two vectors. */
@inline
const PAIR_BYTES: usize = 32;

/** Whether `multiplyFewTerms` can compute sums of `inner` terms in so many columns. */
@inline
export function areFewTerms<T>(inner: i32, columns: i32): bool {
  return (inner == 1 || inner == 2) && columns % (2 * lanes<T>()) == 0;
}

/** The operands are those of `multiplySmall`'s loops; `column` and `columnStep` are of the numbers added to the rows. */
export function multiplyFewTerms<T>(
  product: usize,
  left: usize, leftRow: usize, leftStep: usize,
  right: usize, rightStep: usize,
  column: usize, columnStep: usize,
  rows: i32, inner: i32,
  scale: T,
): void {
  const zero = v128.splat<T>(0);
  const factor = v128.splat<T>(scale);
  for (; 0 < rows; rows--, left += leftRow, column += columnStep) {
    const addend = v128.load_splat<T>(column);
    const number0 = v128.load_splat<T>(left);
    const end = right + rightStep;
    if (inner == 1) {
      for (let from = right; from < end; from += PAIR_BYTES, product += PAIR_BYTES) {
        const sumA = plusProduct<T>(zero, number0, v128.load(from));
        const sumB = plusProduct<T>(zero, number0, v128.load(from, 16));
        v128.store(product, v128.add<T>(v128.mul<T>(sumA, factor), addend));
        v128.store(product, v128.add<T>(v128.mul<T>(sumB, factor), addend), 16);
      }
    } else {
      const number1 = v128.load_splat<T>(left + leftStep);
      for (let from = right; from < end; from += PAIR_BYTES, product += PAIR_BYTES) {
        const next = from + rightStep;
        const firstA = plusProduct<T>(zero, number0, v128.load(from));
        const firstB = plusProduct<T>(zero, number0, v128.load(from, 16));
        const sumA = plusProduct<T>(firstA, number1, v128.load(next));
        const sumB = plusProduct<T>(firstB, number1, v128.load(next, 16));
        v128.store(product, v128.add<T>(v128.mul<T>(sumA, factor), addend));
        v128.store(product, v128.add<T>(v128.mul<T>(sumB, factor), addend), 16);
      }
    }
  }
}
