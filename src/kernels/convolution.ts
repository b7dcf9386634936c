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
import { packPanels, packTransposedPanels } from './packing';
import { multiplyTile, TILE_HEIGHT, TILE_WIDTH, tileColumns } from './tile';
import { bytes, read, lanes, splat, VECTOR_BYTES, write } from './vectors';

/** Rows of packed windows, or places of a run, at a time: they stay in the first cache. */
const DEPTH = 512;

/** output = filters · windows + bias. `scratch` has room for `DEPTH` rows of a tile, or for a channel of a window. */
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
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ox = 0; ox < outWidth; ox += run / batch) {
      const to = output + bytes<T>((oy * outWidth + ox) * batch);
      const corner = images + bytes<T>((oy * strideY * width + ox * strideX) * batch);
      for (let column = 0; column < run; column += tileColumns<T>()) {
        // The last tile begins earlier where it would be cut off, and computes some numbers again.
        const place = bytes<T>(min(column, run - tileColumns<T>()));
        for (let channel = 0; channel < channels; channel += channelsAtOnce) {
          const depth = min(channelsAtOnce, channels - channel);
          const first = corner + place + bytes<T>(channel * height * width * batch);
          packWindows<T>(scratch, first, depth, height, width, batch, kernelHeight, kernelWidth);
          multiplyRows<T>(
            filterCount, depth * window, filters + bytes<T>(channel * window), filterRow, sizeof<T>(),
            scratch, to + place, outputRow, channel,
          );
        }
      }
      for (let filter = 0; filter < filterCount; filter++) {
        addNumber<T>(to + <usize>filter * outputRow, load<T>(bias + bytes<T>(filter)), run);
      }
    }
  }
}

/** One tile's width of windows, from `first` on. */
function packWindows<T>(
  to: usize, first: usize,
  channels: i32, height: i32, width: i32, batch: i32, kernelHeight: i32, kernelWidth: i32,
): void {
  const pixel = bytes<T>(batch);
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      let from = first + bytes<T>((channel * height + ky) * width * batch);
      for (const end = to + <usize>kernelWidth * TILE_WIDTH; to < end; to += TILE_WIDTH, from += pixel) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
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
                panels + at * <usize>depth, sums, sumsRow, resumes,
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
 * for `DEPTH` numbers of every filter or a whole run, and as many in the rows of a tile.
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
  const sumsRow = wholeTiles<T>(min(DEPTH, run));
  const panels = scratch + <usize>TILE_HEIGHT * sumsRow;
  memory.fill(imageGradient, 0, bytes<T>(channels * height * width * batch));
  for (let oy = outHeight - 1; 0 <= oy; oy--) {
    for (let ox = outWidth - run / batch; 0 <= ox; ox -= run / batch) {
      for (let place = (run - 1) / DEPTH * DEPTH; 0 <= place; place -= DEPTH) {
        const columns = min(DEPTH, run - place);
        const from = outputGradient + bytes<T>((oy * outWidth + ox) * batch + place);
        packPanels<T>(panels, from, outputRow, filterCount, columns);
        let rows = 0;
        for (let channel = 0; channel < channels; channel += rows) {
          rows = tileHeight(channels - channel);
          for (let ky = 0; ky < kernelHeight; ky++) {
            const y = channel * height + oy * strideY + ky;
            for (let kx = 0; kx < kernelWidth; kx++) {
              const left = filters + bytes<T>(channel * window + ky * kernelWidth + kx);
              let right = panels;
              for (let at: usize = 0; at < bytes<T>(columns); at += TILE_WIDTH) {
                multiplyTile<T>(
                  rows, filterCount, left, bytes<T>(window), bytes<T>(channels * window),
                  right, TILE_WIDTH, scratch + at, sumsRow, 0, 1,
                );
                right += <usize>filterCount * TILE_WIDTH;
              }
              const pixels = imageGradient + bytes<T>((y * width + ox * strideX + kx) * batch + place);
              for (let row = 0; row < rows; row++) {
                const to = pixels + bytes<T>(row * height * width * batch);
                add<T>(to, scratch + <usize>row * sumsRow, columns);
              }
            }
          }
        }
      }
    }
  }
}

/** product (rows, one tile) = left · right, in tiles of nearly the same height. */
function multiplyRows<T>(
  rows: i32, depth: i32, left: usize, leftRow: usize, leftStep: usize, right: usize,
  product: usize, productRow: usize, resumes: i32,
): void {
  while (0 < rows) {
    const height = tileHeight(rows);
    multiplyTile<T>(
      height, depth, left, leftRow, leftStep, right, TILE_WIDTH, product, productRow, resumes, 1,
    );
    left += <usize>height * leftRow;
    product += <usize>height * productRow;
    rows -= height;
  }
}

/** Of the first of the fewest tiles that cover `rows`. */
@inline
function tileHeight(rows: i32): i32 {
  const tiles = (rows + TILE_HEIGHT - 1) / TILE_HEIGHT;
  return (rows + tiles - 1) / tiles;
}

/** Bytes of as many tiles as `columns` need. */
@inline
function wholeTiles<T>(columns: i32): usize {
  return (bytes<T>(columns) + TILE_WIDTH - 1) / TILE_WIDTH * TILE_WIDTH;
}

/** target += number. */
function addNumber<T>(target: usize, number: T, count: i32): void {
  const vector = v128.splat<T>(number);
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
