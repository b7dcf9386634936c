/**
 * Pooling without padding. Images are (channels, height, width, batch). Windows are visited from the top
 * left, and so are their pixels; the batch is contiguous and goes from the first sample to the last in vectors.
 */
import { activate, activation } from './activations';
import * as op from './opcodes';
import { bytes, lanes, read, splat, VECTOR_BYTES, write } from './vectors';

/** output = the maximum of each window of input. */
export function maxPool<T>(
  output: usize,
  input: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
): void {
  pool<T>(
    Pool.Max, output, input, channels, height, width, batch, sizeY, sizeX, strideY, strideX,
  );
}

/** output = the mean of each window of input. */
export function averagePool<T>(
  output: usize,
  input: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
): void {
  pool<T>(
    Pool.Average, output, input, channels, height, width, batch, sizeY, sizeX, strideY, strideX,
  );
}

const enum Pool {
  Max,
  Average,
}

@inline
function pool<T>(
  kind: Pool,
  output: usize,
  input: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
): void {
  const outHeight = (height - sizeY) / strideY + 1;
  const outWidth = (width - sizeX) / strideX + 1;
  const pixel = bytes<T>(batch);
  const row = <usize>width * pixel;
  const windowRow = <usize>sizeX * pixel;
  const windowRows = <usize>sizeY * row;
  const size = splat<T>(<f64>(sizeY * sizeX));
  for (let channel = 0; channel < channels; channel++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const corner = input + bytes<T>(((channel * height + oy * strideY) * width + ox * strideX) * batch);
        let sample = 0;
        if (sizeY == 2 && sizeX == 2) {
          for (; sample + lanes<T>() <= batch; sample += lanes<T>()) {
            const at = bytes<T>(sample);
            v128.store(output + at, poolOfFour<T>(kind, corner + at, row, pixel, size));
          }
        }
        for (; sample < batch; sample += lanes<T>()) {
          const at = bytes<T>(sample);
          const samples = min(lanes<T>(), batch - sample);
          let value = kind == Pool.Max ? read<T>(corner + at, samples) : splat<T>(0);
          for (let y: usize = 0; y < windowRows; y += row) {
            for (let x: usize = 0; x < windowRow; x += pixel) {
              const other = read<T>(corner + at + y + x, samples);
              value = kind == Pool.Max ? larger<T>(value, other) : v128.add<T>(value, other);
            }
          }
          if (kind == Pool.Average) value = v128.div<T>(value, size);
          write<T>(output + at, value, samples);
        }
        output += pixel;
      }
    }
  }
}

/** The usual window, two by two. */
@inline
function poolOfFour<T>(kind: Pool, corner: usize, row: usize, pixel: usize, size: v128): v128 {
  const first = v128.load(corner);
  const second = v128.load(corner + pixel);
  const third = v128.load(corner + row);
  const fourth = v128.load(corner + row + pixel);
  if (kind == Pool.Max) return larger<T>(larger<T>(larger<T>(first, second), third), fourth);
  const upper = v128.add<T>(v128.add<T>(splat<T>(0), first), second);
  return v128.div<T>(v128.add<T>(v128.add<T>(upper, third), fourth), size);
}

/** The larger number; the first of equal ones; NaN if either is NaN, so that it is seen. */
@inline
function larger<T>(first: v128, second: v128): v128 {
  const takesSecond = v128.or(v128.gt<T>(second, first), v128.ne<T>(second, second));
  return v128.bitselect(second, first, takesSecond);
}

/** activated = relu(input), and output = the maximum of each window of it. */
export function reluMaxPool<T>(
  activated: usize,
  output: usize,
  input: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
): void {
  if (!areOfFour<T>(height, width, batch, sizeY, sizeX, strideY, strideX)) {
    activate<T>(op.op_relu, activated, input, channels * height * width * batch);
    maxPool<T>(
      output, activated, channels, height, width, batch, sizeY, sizeX, strideY, strideX,
    );
    return;
  }
  const pixel = bytes<T>(batch);
  const row = <usize>width * pixel;
  const shift = activated - input;
  for (let pair = 0; pair < channels * height; pair += 2) {
    const end = input + row;
    while (input < end) {
      for (let at: usize = 0; at < pixel; at += VECTOR_BYTES) {
        const from = input + at;
        const to = from + shift;
        const first = reluTo<T>(to, from);
        const second = reluTo<T>(to + pixel, from + pixel);
        const third = reluTo<T>(to + row, from + row);
        const fourth = reluTo<T>(to + row + pixel, from + row + pixel);
        const upper = larger<T>(first, second);
        v128.store(output + at, larger<T>(larger<T>(upper, third), fourth));
      }
      output += pixel;
      input += 2 * pixel;
    }
    input += row;
  }
}

@inline
function reluTo<T>(to: usize, from: usize): v128 {
  const value = activation<T>(op.op_relu, v128.load(from));
  v128.store(to, value);
  return value;
}

/** Whether the windows are two by two and cover the pictures, each pixel once, in whole vectors. */
@inline
export function areOfFour<T>(
  height: i32, width: i32, batch: i32, sizeY: i32, sizeX: i32, strideY: i32, strideX: i32,
): bool {
  return (
    sizeY == 2 && sizeX == 2 && strideY == 2 && strideX == 2 &&
    !((height | width) & 1) && batch % lanes<T>() == 0
  );
}
