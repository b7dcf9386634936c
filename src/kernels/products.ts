/**
 * The matrix product alone, to be compiled in other ways than `kernels.wasm` is, such as in the shape that V8
 * turns into vectors of twice the width (`--use TURBO=1`).
 *
 * A module of its own, which works in the kernels' memory; its functions take the kernels' own places in their
 * table (see `productSlots.ts`).
 */
import { multiply } from './multiply';

export function multiply_f64(
  workspace: usize, product: usize, left: usize, right: usize, column: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
): void {
  multiply<f64>(
    workspace, product, left, right, column, rows, columns, inner, transposeLeft, transposeRight, scale,
  );
}

export function multiply_f32(
  workspace: usize, product: usize, left: usize, right: usize, column: usize,
  rows: i32, columns: i32, inner: i32,
  transposeLeft: i32, transposeRight: i32,
  scale: f64,
): void {
  multiply<f32>(
    workspace, product, left, right, column, rows, columns, inner, transposeLeft, transposeRight, scale,
  );
}
