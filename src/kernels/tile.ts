/**
 * The innermost part of matrix products: tiles, so small that their sums need no memory while they grow.
 */
import { ADDS, multiplyNarrowTile } from './narrowTile';
import { multiplyWideTile, WIDE_TILE_HEIGHT, WIDE_TILE_WIDTH } from './wideTile';

export { ADDS };

/** Bytes of one row of a tile. */
@inline
export const TILE_WIDTH: usize = isDefined(TURBO) ? WIDE_TILE_WIDTH : 32;
/** Rows of the highest tile. */
@inline
export const TILE_HEIGHT: i32 = isDefined(TURBO) ? WIDE_TILE_HEIGHT : isDefined(RELAXED) ? 6 : 5;

/** Columns of a tile. */
@inline
export function tileColumns<T>(): i32 {
  return <i32>(TILE_WIDTH / sizeof<T>());
}

/**
 * product[i, :] = scale · (Σ_k left[i, k] · right[k, :]) for rows as wide as a tile. The sum runs from
 * k = 0 to `depth` - 1; it starts at product[i, :] when it `resumes` (1 or more), at 0 otherwise. Instead
 * of `resumes`, `ADDS` has the whole sum added to product[i, :], unscaled; not in the turbo build.
 *
 * Numbers of left are `leftRow` bytes apart from row to row and `leftStep` from k to k, one of which is a number's
 * size; rows of right are `rightStep` apart, those of product `productRow`.
 */
export function multiplyRows<T>(
  rows: i32,
  depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  const isTransposed = leftStep != sizeof<T>();
  const stride = isTransposed ? leftStep : leftRow;
  while (0 < rows) {
    const height = min(TILE_HEIGHT, rows);
    switch (height) {
      case 6:
        if (TILE_HEIGHT < 6) return;
        tile6<T>(
          isTransposed, depth, left, stride, right, rightStep, product, productRow, resumes, scale,
        );
        break;
      case 5:
        if (TILE_HEIGHT < 5) return;
        tile5<T>(
          isTransposed, depth, left, stride, right, rightStep, product, productRow, resumes, scale,
        );
        break;
      case 4:
        tile4<T>(
          isTransposed, depth, left, stride, right, rightStep, product, productRow, resumes, scale,
        );
        break;
      case 3:
        tile3<T>(
          isTransposed, depth, left, stride, right, rightStep, product, productRow, resumes, scale,
        );
        break;
      case 2:
        tile2<T>(
          isTransposed, depth, left, stride, right, rightStep, product, productRow, resumes, scale,
        );
        break;
      default:
        tile1<T>(depth, left, leftStep, right, rightStep, product, productRow, resumes, scale);
    }
    left += <usize>height * leftRow;
    product += <usize>height * productRow;
    rows -= height;
  }
}

function tile6<T>(
  isTransposed: bool, depth: i32, left: usize, stride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isTransposed) {
    tile<T>(6, 1, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  } else {
    tile<T>(6, 0, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  }
}

function tile5<T>(
  isTransposed: bool, depth: i32, left: usize, stride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isTransposed) {
    tile<T>(5, 1, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  } else {
    tile<T>(5, 0, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  }
}

function tile4<T>(
  isTransposed: bool, depth: i32, left: usize, stride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isTransposed) {
    tile<T>(4, 1, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  } else {
    tile<T>(4, 0, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  }
}

function tile3<T>(
  isTransposed: bool, depth: i32, left: usize, stride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isTransposed) {
    tile<T>(3, 1, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  } else {
    tile<T>(3, 0, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  }
}

function tile2<T>(
  isTransposed: bool, depth: i32, left: usize, stride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isTransposed) {
    tile<T>(2, 1, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  } else {
    tile<T>(2, 0, depth, left, stride, right, rightStep, product, productRow, resumes, scale);
  }
}

/** A row alone is as good as a transposed one. */
function tile1<T>(
  depth: i32, left: usize, leftStep: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  tile<T>(1, 1, depth, left, leftStep, right, rightStep, product, productRow, resumes, scale);
}

@inline
function tile<T>(
  rows: i32, isTransposed: i32,
  depth: i32, left: usize, leftStride: usize, right: usize, rightStep: usize,
  product: usize, productRow: usize, resumes: i32, scale: T,
): void {
  if (isDefined(TURBO)) {
    multiplyWideTile<T>(
      rows, isTransposed, depth, left, leftStride, right, rightStep, product, productRow, resumes, scale,
    );
  } else {
    multiplyNarrowTile<T>(
      rows, isTransposed, depth, left, leftStride, right, rightStep, product, productRow, resumes, scale,
    );
  }
}
