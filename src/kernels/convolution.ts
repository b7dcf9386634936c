/**
 * Convolutions without their windows in memory, for iterations in which nobody looks at them.
 *
 * images are (channels, height, width, batch), without padding; filters (filterCount, channels, kernelHeight,
 * kernelWidth); output is (filterCount, outHeight, outWidth, batch). Every number has the bits that it has with
 * `imagesToColumns`, `multiply`, `addColumn` and `columnsToImages`: each of its sums has the same terms in the
 * same order. What they have in memory beside their operands lies in `scratch`.
 *
 * Places side by side in output are side by side in images as well as long as the stride allows: that is a run,
 * at least one tile long.
 */
import { copyTileRow, packPanels, packTransposedPanels } from './packing';
import { ADDS, multiplyRows, TILE_HEIGHT, TILE_WIDTH, tileColumns } from './tile';
import { bytes, read, lanes, splat, VECTOR_BYTES, write } from './vectors';

/** Rows of packed windows, or places of a run, at a time: they stay in the first cache. */
const DEPTH = 256;

/** Tiles whose windows are packed together, side by side. */
const TILES: i32 = 4;

/** output = filters · windows + bias. `scratch` has room for the windows of `TILES` tiles, or for `DEPTH` rows of them. */
export function convolve<T>(
  output: usize, images: usize, filters: usize, bias: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  const outHeight = (height - kernelHeight) / strideY + 1;
  const outWidth = (width - kernelWidth) / strideX + 1;
  const outputRow = bytes<T>(outHeight * outWidth * batch);
  const run = strideX == 1 ? outWidth * batch : batch;
  const window = kernelHeight * kernelWidth;
  const filterRow = bytes<T>(channels * window);
  const channelsAtOnce = max(1, DEPTH / window);
  const tiles = run < TILES * tileColumns<T>() ? 1 : TILES;
  const row = <usize>tiles * TILE_WIDTH;
  const columns = tiles * tileColumns<T>();
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ox = 0; ox < outWidth; ox += run / batch) {
      const to = output + bytes<T>((oy * outWidth + ox) * batch);
      const corner = images + bytes<T>((oy * strideY * width + ox * strideX) * batch);
      for (let column = 0; column < run; column += columns) {
        // The last tiles begin earlier where they would be cut off, and compute some numbers again.
        const place = bytes<T>(min(column, run - columns));
        for (let channel = 0; channel < channels; channel += channelsAtOnce) {
          const depth = min(channelsAtOnce, channels - channel);
          const first = corner + place + bytes<T>(channel * height * width * batch);
          packWindows<T>(scratch, row, first, depth, height, width, batch, kernelHeight, kernelWidth);
          for (let at: usize = 0; at < row; at += TILE_WIDTH) {
            multiplyRows<T>(
              filterCount, depth * window, filters + bytes<T>(channel * window), filterRow, sizeof<T>(),
              scratch + at, row, to + place + at, outputRow, channel, 1,
            );
          }
        }
      }
      for (let filter = 0; filter < filterCount; filter++) {
        addNumber<T>(to + <usize>filter * outputRow, load<T>(bias + bytes<T>(filter)), run);
      }
    }
  }
}

/** Windows side by side, `row` bytes of them: one tile or `TILES`. */
function packWindows<T>(
  to: usize, row: usize, first: usize,
  channels: i32, height: i32, width: i32, batch: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const pixel = bytes<T>(batch);
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      let from = first + bytes<T>((channel * height + ky) * width * batch);
      for (const end = to + <usize>kernelWidth * row; to < end; to += row, from += pixel) {
        copyTileRow(to, from);
        if (row == TILE_WIDTH) continue;
        copyTileRow(to + TILE_WIDTH, from + TILE_WIDTH);
        copyTileRow(to + 2 * TILE_WIDTH, from + 2 * TILE_WIDTH);
        copyTileRow(to + 3 * TILE_WIDTH, from + 3 * TILE_WIDTH);
      }
    }
  }
}

/**
 * filterGradient = scale · outputGradient · windowsᵀ. Its transpose is computed, tile by tile: then only
 * outputGradient must be transposed, and images are read as they are. `scratch` has room for the gradient and
 * for `DEPTH` numbers of every filter, whole tiles of filters each.
 */
export function convolveFilterGradient<T>(
  filterGradient: usize, outputGradient: usize, images: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, scale: f64,
): void {
  const outHeight = (height - kernelHeight) / strideY + 1;
  const outWidth = (width - kernelWidth) / strideX + 1;
  const outputRow = bytes<T>(outHeight * outWidth * batch);
  const run = strideX == 1 ? outWidth * batch : batch;
  const length = channels * kernelHeight * kernelWidth;
  const sumsRow = wholeTiles<T>(filterCount);
  const panels = scratch + <usize>length * sumsRow;
  let resumes = 0;
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ox = 0; ox < outWidth; ox += run / batch) {
      for (let place = 0; place < run; place += DEPTH) {
        const depth = min(DEPTH, run - place);
        const from = outputGradient + bytes<T>((oy * outWidth + ox) * batch + place);
        packTransposedPanels<T>(panels, from, outputRow, depth, filterCount);
        for (let at: usize = 0; at < sumsRow; at += TILE_WIDTH) {
          let sums = scratch + at;
          for (let channel = 0; channel < channels; channel++) {
            for (let ky = 0; ky < kernelHeight; ky++) {
              const y = channel * height + oy * strideY + ky;
              multiplyRows<T>(
                kernelWidth, depth,
                images + bytes<T>((y * width + ox * strideX) * batch + place), bytes<T>(batch), sizeof<T>(),
                panels + at * <usize>depth, TILE_WIDTH, sums, sumsRow, resumes, 1,
              );
              sums += <usize>kernelWidth * sumsRow;
            }
          }
        }
        resumes = 1;
      }
    }
  }
  for (let filter = 0; filter < filterCount; filter++) {
    let sum = scratch + bytes<T>(filter);
    for (let k = 0; k < length; k++, filterGradient += sizeof<T>(), sum += sumsRow) {
      store<T>(filterGradient, load<T>(sum) * <T>scale);
    }
  }
}

/**
 * imageGradient = the sum over the windows of filtersᵀ · outputGradient. A pixel must meet the places of its
 * window from the first to the last, so the windows are visited from the last to the first. `scratch` has room
 * for a tile, and for `DEPTH` numbers of every filter, or of a whole run.
 */
export function convolveImageGradient<T>(
  imageGradient: usize, outputGradient: usize, filters: usize, scratch: usize,
  filterCount: i32, channels: i32, height: i32, width: i32, batch: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
): void {
  const outHeight = (height - kernelHeight) / strideY + 1;
  const outWidth = (width - kernelWidth) / strideX + 1;
  const outputRow = bytes<T>(outHeight * outWidth * batch);
  const run = strideX == 1 ? outWidth * batch : batch;
  const window = kernelHeight * kernelWidth;
  const filterRow = bytes<T>(channels * window);
  const panels = scratch + <usize>TILE_HEIGHT * TILE_WIDTH;
  memory.fill(imageGradient, 0, bytes<T>(channels * height * width * batch));
  for (let oy = outHeight - 1; 0 <= oy; oy--) {
    for (let ox = outWidth - run / batch; 0 <= ox; ox -= run / batch) {
      for (let place = (run - 1) / DEPTH * DEPTH; 0 <= place; place -= DEPTH) {
        const columns = min(DEPTH, run - place);
        const from = outputGradient + bytes<T>((oy * outWidth + ox) * batch + place);
        packPanels<T>(panels, from, outputRow, filterCount, columns);
        for (let channel = 0; channel < channels; channel++) {
          for (let ky = 0; ky < kernelHeight; ky++) {
            const y = channel * height + oy * strideY + ky;
            let rows = 0;
            for (let kx = 0; kx < kernelWidth; kx += rows) {
              rows = min(TILE_HEIGHT, kernelWidth - kx);
              addPanels<T>(
                rows, filterCount, filters + bytes<T>(channel * window + ky * kernelWidth + kx), filterRow,
                panels, columns,
                imageGradient + bytes<T>((y * width + ox * strideX + kx) * batch + place), bytes<T>(batch),
                scratch,
              );
            }
          }
        }
      }
    }
  }
}

/**
 * Adds the product of a few numbers side by side of each filter with all panels to rows of pixels, from the last
 * panel to the first. What does not fill a tile goes through `edge`.
 */
function addPanels<T>(
  rows: i32, filterCount: i32, left: usize, filterRow: usize, panels: usize, columns: i32,
  pixels: usize, pixel: usize, edge: usize,
): void {
  const panel = <usize>filterCount * TILE_WIDTH;
  const rest = columns % tileColumns<T>();
  let at = bytes<T>(columns - rest);
  let right = panels + at / TILE_WIDTH * panel;
  if (rest) {
    multiplyRows<T>(
      rows, filterCount, left, sizeof<T>(), filterRow, right, TILE_WIDTH, edge, TILE_WIDTH, 0, 1,
    );
    for (let row = 0; row < rows; row++) {
      add<T>(pixels + at + <usize>row * pixel, edge + <usize>row * TILE_WIDTH, rest);
    }
  }
  while (at) {
    at -= TILE_WIDTH;
    right -= panel;
    multiplyRows<T>(
      rows, filterCount, left, sizeof<T>(), filterRow, right, TILE_WIDTH, pixels + at, pixel, ADDS, 1,
    );
  }
}

/** Bytes of as many tiles as `columns` need. */
@inline
function wholeTiles<T>(columns: i32): usize {
  return (bytes<T>(columns) + TILE_WIDTH - 1) / TILE_WIDTH * TILE_WIDTH;
}

/** target += number. */
function addNumber<T>(target: usize, number: T, count: i32): void {
  const vector = v128.splat<T>(number);
  for (; 4 * lanes<T>() <= count; count -= 4 * lanes<T>(), target += 4 * VECTOR_BYTES) {
    v128.store(target, v128.add<T>(v128.load(target), vector));
    v128.store(target, v128.add<T>(v128.load(target, 16), vector), 16);
    v128.store(target, v128.add<T>(v128.load(target, 32), vector), 32);
    v128.store(target, v128.add<T>(v128.load(target, 48), vector), 48);
  }
  for (; lanes<T>() <= count; count -= lanes<T>(), target += VECTOR_BYTES) {
    v128.store(target, v128.add<T>(v128.load(target), vector));
  }
  if (count) write<T>(target, v128.add<T>(read<T>(target, count), vector), count);
}

/** target += source. */
function add<T>(target: usize, source: usize, count: i32): void {
  for (; lanes<T>() <= count; count -= lanes<T>(), target += VECTOR_BYTES, source += VECTOR_BYTES) {
    v128.store(target, v128.add<T>(v128.load(target), v128.load(source)));
  }
  if (count) write<T>(target, v128.add<T>(read<T>(target, count), read<T>(source, count)), count);
}
