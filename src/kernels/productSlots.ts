/**
 * The matrix product as records call it: through the module's table, so that another module's product can
 * stand in for this one's.
 */
import { multiply, WORKSPACE_BYTES } from './multiply';

type Product = (
  workspace: usize, product: usize, left: usize, right: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
) => void;

const product64: Product = (w, p, l, r, m, n, k, tl, tr, s) => {
  multiply<f64>(w, p, l, r, m, n, k, tl, tr, s);
};
const product32: Product = (w, p, l, r, m, n, k, tl, tr, s) => {
  multiply<f32>(w, p, l, r, m, n, k, tl, tr, s);
};

const WORKSPACE = memory.data(WORKSPACE_BYTES, 64);

/** product (rows, columns) = scale · op(left) (rows, inner) · op(right) (inner, columns). */
@inline
export function product<T>(
  product: usize, left: usize, right: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
): void {
  const multiplication = sizeof<T>() == 8 ? product64 : product32;
  multiplication(
    WORKSPACE, product, left, right, rows, columns, inner, transposeLeft, transposeRight, scale,
  );
}

/** The place in the table of the product of float64. */
export function productSlot_f64(): i32 {
  return product64.index;
}

/** The place in the table of the product of float32. */
export function productSlot_f32(): i32 {
  return product32.index;
}
