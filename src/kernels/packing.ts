/**
 * Copies of factors in the order in which the tiles read them.
 *
 * The right factor becomes panels, one tile wide and `depth` rows deep, one after another; columns after the
 * last are 0. A transposed left factor only has its rows moved together.
 */
import { TILE_WIDTH, tileColumns } from './tile';
import { storeFourTransposed, storePairTransposed } from './transposed';
import { bytes, lanes, VECTOR_BYTES } from './vectors';

/** Packs `columns` columns and `depth` rows of a factor that lies in memory as it is meant. */
export function packPanels<T>(to: usize, right: usize, row: usize, depth: i32, columns: i32): void {
  const panel = <usize>depth * TILE_WIDTH;
  const pair: usize = 2 * TILE_WIDTH;
  let size = bytes<T>(columns);
  // Two at a time, which are together in one line of a cache.
  for (; pair <= size; size -= pair) {
    let from = right;
    for (const end = to + panel; to < end; to += TILE_WIDTH, from += row) {
      copyTileRow(to, from);
      copyTileRow(to + panel, from + TILE_WIDTH);
    }
    to += panel;
    right += pair;
  }
  if (TILE_WIDTH <= size) {
    let from = right;
    for (const end = to + panel; to < end; to += TILE_WIDTH, from += row) copyTileRow(to, from);
    right += TILE_WIDTH;
    size -= TILE_WIDTH;
  }
  if (size) packEdge<T>(to, right, row, sizeof<T>(), depth, columns % tileColumns<T>());
}

/** Copies as much as is in one row of a tile. */
@inline
export function copyTileRow(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  if (isDefined(TURBO)) {
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
  }
}

/** The same for a factor of which memory holds the transpose: its columns are the rows there, `row` bytes apart. */
export function packTransposedPanels<T>(to: usize, right: usize, row: usize, depth: i32, columns: i32): void {
  const width = tileColumns<T>();
  let column = 0;
  for (; column + width <= columns; column += width) {
    const from = right + <usize>column * row;
    for (let i: usize = 0; i < TILE_WIDTH; i += VECTOR_BYTES) {
      packTransposedVectors<T>(to + i, from + (i / sizeof<T>()) * row, row, depth);
    }
    to += <usize>depth * TILE_WIDTH;
  }
  if (column < columns) packEdge<T>(to, right + <usize>column * row, sizeof<T>(), row, depth, columns - column);
}

/** A part of a panel: as many columns as a vector has lanes, transposed in registers. */
function packTransposedVectors<T>(to: usize, from: usize, row: usize, depth: i32): void {
  const end = from + (bytes<T>(depth) & ~15);
  if (sizeof<T>() == 8) {
    for (; from < end; from += 16, to += 2 * TILE_WIDTH) {
      const row0 = v128.load(from);
      const row1 = v128.load(from + row);
      storePairTransposed(to, TILE_WIDTH, row0, row1);
    }
  } else {
    for (; from < end; from += 16, to += 4 * TILE_WIDTH) {
      const row0 = v128.load(from);
      const row1 = v128.load(from + row);
      const row2 = v128.load(from + 2 * row);
      const row3 = v128.load(from + 3 * row);
      storeFourTransposed(to, TILE_WIDTH, row0, row1, row2, row3);
    }
  }
  for (let k = depth % lanes<T>(); 0 < k; k--, from += sizeof<T>(), to += TILE_WIDTH) {
    for (let lane = 0; lane < lanes<T>(); lane++) {
      store<T>(to + bytes<T>(lane), load<T>(from + <usize>lane * row));
    }
  }
}

/** The last panel, narrower than a tile: `rowStep` bytes from k to k and `columnStep` from column to column. */
function packEdge<T>(
  to: usize,
  from: usize,
  rowStep: usize,
  columnStep: usize,
  depth: i32,
  columns: i32,
): void {
  for (; 0 < depth; depth--, from += rowStep, to += TILE_WIDTH) {
    v128.store(to, v128.splat<T>(0));
    v128.store(to, v128.splat<T>(0), 16);
    if (isDefined(TURBO)) {
      v128.store(to, v128.splat<T>(0), 32);
      v128.store(to, v128.splat<T>(0), 48);
    }
    for (let column = 0; column < columns; column++) {
      store<T>(to + bytes<T>(column), load<T>(from + <usize>column * columnStep));
    }
  }
}

/** Packs `rows` rows of a transposed left factor, k by k; `step` is the distance from k to k in memory. */
export function packLeft<T>(to: usize, left: usize, step: usize, depth: i32, rows: i32): void {
  for (; 0 < depth; depth--, left += step, to += bytes<T>(rows)) memory.copy(to, left, bytes<T>(rows));
}
