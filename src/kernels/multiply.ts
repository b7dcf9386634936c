/**
 * The matrix product.
 *
 * product[i, j] = scale · (((0 + left[i, 0] · right[0, j]) + left[i, 1] · right[1, j]) + …): each product and
 * each sum is rounded, from the first k to the last, and the whole is scaled at the end. However the work is
 * cut into blocks, a sum goes on where it stopped, so its bits depend on nothing but its row and its column.
 */
import { addColumn } from './addColumn';
import { packLeft, packPanels, packTransposedPanels } from './packing';
import { isSmall, multiplySmall } from './smallProduct';
import { multiplyRows, TILE_HEIGHT, TILE_WIDTH, tileColumns } from './tile';
import { bytes } from './vectors';

/** Terms at a time: a panel of the right factor stays in the first cache. */
const DEPTH = 256;
/** Rows at a time: a block of the left factor stays in the second cache, beside the packed right one. */
const HEIGHT = 120;
/** Bytes of a row of the right factor packed at a time. */
const ROW: usize = 2048;
/** So few rows are not worth a copy of the right factor. */
const FEW_ROWS = 24;

// Where things lie in the workspace: packed parts of the factors, and a tile of which not all columns exist.
const PACKED_LEFT: usize = <usize>DEPTH * ROW;
const EDGE: usize = PACKED_LEFT + <usize>(HEIGHT * DEPTH * 8);
/** Bytes that a product uses while it is computed, 64-byte aligned. */
@inline
export const WORKSPACE_BYTES: i32 = <i32>EDGE + 384;

/**
 * product (rows, columns) = scale · op(left) (rows, inner) · op(right) (inner, columns) + column (rows, 1), which is
 * left out when its address is 0.
 */
export function multiply<T>(
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
  scale: f64,
): void {
  // The turbo build, which exists for large ones, leaves them out.
  if (!isDefined(TURBO) && isSmall<T>(rows, columns, inner, transposeRight)) {
    multiplySmall<T>(
      workspace, product, left, right, column, rows, columns, inner, transposeLeft, transposeRight, <T>scale,
    );
    return;
  }
  multiplyLarge<T>(
    workspace, product, left, right, rows, columns, inner, transposeLeft, transposeRight, scale,
  );
  if (column) addColumn<T>(product, column, rows, columns);
}

function multiplyLarge<T>(
  workspace: usize,
  product: usize,
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  inner: i32,
  transposeLeft: i32,
  transposeRight: i32,
  scale: f64,
): void {
  const packedRight = workspace;
  const packedLeft = workspace + PACKED_LEFT;
  const edge = workspace + EDGE;
  const leftRow = transposeLeft ? sizeof<T>() : bytes<T>(inner);
  const leftStep = transposeLeft ? bytes<T>(rows) : sizeof<T>();
  const rightRow = bytes<T>(transposeRight ? inner : columns);
  const productRow = bytes<T>(columns);
  const rowColumns = <i32>(ROW / sizeof<T>());
  const packsLeft = transposeLeft && isPackedWithProfit<T>(rows, columns, inner);
  const packsRight = transposeRight || FEW_ROWS < rows;
  // Parts of one depth, and an even one: a short part, or half a round of the tile, would cost as much as a long one.
  const parts = (inner + DEPTH - 1) / DEPTH;
  const mostTerms = ((inner + parts - 1) / max(1, parts) + 1) & ~1;

  for (let column = 0; column < columns; column += rowColumns) {
    const width = min(rowColumns, columns - column);
    let k = 0;
    do {
      const depth = min(mostTerms, inner - k);
      const factor: T = k + depth == inner ? <T>scale : 1;
      const corner = transposeRight
        ? right + <usize>column * rightRow + bytes<T>(k)
        : right + <usize>k * rightRow + bytes<T>(column);
      if (transposeRight) packTransposedPanels<T>(packedRight, corner, rightRow, depth, width);
      else if (packsRight) packPanels<T>(packedRight, corner, rightRow, depth, width);

      for (let row = 0; row < rows; row += HEIGHT) {
        const height = min(HEIGHT, rows - row);
        const leftCorner = left + <usize>row * leftRow + <usize>k * leftStep;
        const productCorner = product + <usize>row * productRow + bytes<T>(column);
        if (packsLeft) packLeft<T>(packedLeft, leftCorner, leftStep, depth, height);

        for (let j = 0; j < width; j += tileColumns<T>()) {
          let panel = packedRight + bytes<T>(j) * depth;
          let panelRow = TILE_WIDTH;
          if (!packsRight) {
            if (j + tileColumns<T>() <= width) {
              panel = corner + bytes<T>(j);
              panelRow = rightRow;
            } else {
              panel = packedRight;
              packPanels<T>(panel, corner + bytes<T>(j), rightRow, depth, width - j);
            }
          }
          multiplyPanel<T>(
            edge,
            min(tileColumns<T>(), width - j),
            height,
            depth,
            packsLeft ? packedLeft : leftCorner,
            leftRow,
            packsLeft ? bytes<T>(height) : leftStep,
            panel,
            panelRow,
            productCorner + bytes<T>(j),
            productRow,
            k,
            factor,
          );
        }
      }
      k += depth;
    } while (k < inner);
  }
}

/**
 * A product as wide as a tile or narrower: `columns` wide. `edge` is room for tiles of which not all columns exist; the
 * other operands are those of `multiplyRows`.
 */
function multiplyPanel<T>(
  edge: usize,
  columns: i32,
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
  if (columns == tileColumns<T>()) {
    multiplyRows<T>(
      rows, depth, left, leftRow, leftStep, right, rightStep, product, productRow, resumes, scale,
    );
    return;
  }
  while (0 < rows) {
    const height = min(TILE_HEIGHT, rows);
    if (resumes) copyRows(edge, TILE_WIDTH, product, productRow, height, bytes<T>(columns));
    multiplyRows<T>(
      height, depth, left, leftRow, leftStep, right, rightStep, edge, TILE_WIDTH, resumes, scale,
    );
    copyRows(product, productRow, edge, TILE_WIDTH, height, bytes<T>(columns));
    left += <usize>height * leftRow;
    product += <usize>height * productRow;
    rows -= height;
  }
}

/** Copies rows of `width` bytes, a multiple of 4. */
function copyRows(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, width: usize): void {
  for (; 0 < rows; rows--, to += toRow, from += fromRow) {
    for (let i: usize = 0; i < width; i += 4) store<u32>(to + i, load<u32>(from + i));
  }
}

/**
 * Whether a transposed left factor is worth a copy: when its rows lie a multiple of 2 KB apart, they compete
 * for the same few places of the first cache.
 */
@inline
function isPackedWithProfit<T>(rows: i32, columns: i32, inner: i32): bool {
  return bytes<T>(rows) % 2048 == 0 && 32 <= columns && 64 <= inner;
}
