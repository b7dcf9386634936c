/**
 * Windows of images as columns, and back. images are (channels, height, width, batch), columns (channels ·
 * kernelHeight · kernelWidth, outHeight · outWidth · batch). The batch is contiguous, and with a horizontal
 * stride of 1 so is every row of a picture, which is then moved in one piece.
 */
import { bytes, lanes, read, VECTOR_BYTES, write } from './vectors';

/** Columns in the padding become 0. */
export function imagesToColumns<T>(
  columns: usize,
  images: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  paddingY: i32,
  paddingX: i32,
): void {
  const outHeight = (height + 2 * paddingY - kernelHeight) / strideY + 1;
  const outWidth = (width + 2 * paddingX - kernelWidth) / strideX + 1;
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++) {
        // The columns ox in [first, end) read pixels x in [0, width).
        const x = kx - paddingX;
        const end = reach(width - x, strideX, outWidth);
        const first = min(end, reach(-x, strideX, outWidth));
        for (let oy = 0; oy < outHeight; oy++) {
          const y = oy * strideY - paddingY + ky;
          const row = images + bytes<T>(((channel * height + y) * width + x) * batch);
          if (y < 0 || height <= y) memory.fill(columns, 0, bytes<T>(outWidth * batch));
          else copyRow<T>(columns, row, first, end, outWidth, strideX, batch);
          columns += bytes<T>(outWidth * batch);
        }
      }
    }
  }
}

/** Fills one row of columns from pixels `strideX` apart, with zeros before `first` and from `end` on. */
function copyRow<T>(
  columns: usize,
  row: usize,
  first: i32,
  end: i32,
  outWidth: i32,
  strideX: i32,
  batch: i32,
): void {
  memory.fill(columns, 0, bytes<T>(first * batch));
  if (strideX == 1) {
    const offset = bytes<T>(first * batch);
    memory.copy(columns + offset, row + offset, bytes<T>((end - first) * batch));
  } else {
    for (let ox = first; ox < end; ox++) {
      const pixel = row + bytes<T>(ox * strideX * batch);
      memory.copy(columns + bytes<T>(ox * batch), pixel, bytes<T>(batch));
    }
  }
  memory.fill(columns + bytes<T>(end * batch), 0, bytes<T>((outWidth - end) * batch));
}

/** Each number of images becomes the sum of its places in columns, in the order of their rows. */
export function columnsToImages<T>(
  columns: usize,
  images: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  paddingY: i32,
  paddingX: i32,
): void {
  const outHeight = (height + 2 * paddingY - kernelHeight) / strideY + 1;
  const outWidth = (width + 2 * paddingX - kernelWidth) / strideX + 1;
  memory.fill(images, 0, bytes<T>(channels * height * width * batch));
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++) {
        const x = kx - paddingX;
        const end = reach(width - x, strideX, outWidth);
        const first = min(end, reach(-x, strideX, outWidth));
        for (let oy = 0; oy < outHeight; oy++) {
          const y = oy * strideY - paddingY + ky;
          const row = images + bytes<T>(((channel * height + y) * width + x) * batch);
          if (0 <= y && y < height) addRow<T>(row, columns, first, end, strideX, batch);
          columns += bytes<T>(outWidth * batch);
        }
      }
    }
  }
}

/** Adds columns [first, end) to pixels `strideX` apart. */
function addRow<T>(
  row: usize,
  columns: usize,
  first: i32,
  end: i32,
  strideX: i32,
  batch: i32,
): void {
  if (strideX == 1) {
    const offset = bytes<T>(first * batch);
    add<T>(row + offset, columns + offset, (end - first) * batch);
  } else {
    for (let ox = first; ox < end; ox++) {
      add<T>(row + bytes<T>(ox * strideX * batch), columns + bytes<T>(ox * batch), batch);
    }
  }
}

/** target += source. */
@inline
function add<T>(target: usize, source: usize, count: i32): void {
  for (; lanes<T>() <= count; count -= lanes<T>()) {
    v128.store(target, v128.add<T>(v128.load(target), v128.load(source)));
    target += VECTOR_BYTES;
    source += VECTOR_BYTES;
  }
  if (count) write<T>(target, v128.add<T>(read<T>(target, count), read<T>(source, count)), count);
}

/** How many of `limit` steps stay below `distance`. */
@inline
function reach(distance: i32, stride: i32, limit: i32): i32 {
  return distance <= 0 ? 0 : min(limit, (distance - 1) / stride + 1);
}
