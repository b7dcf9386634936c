/**
 * Back through pooling without padding. Images are (channels, height, width, batch). Windows are visited from the
 * top left, and so are their pixels; the batch is contiguous and goes from the first sample to the last in vectors.
 */
import { activationGradient } from './activations';
import * as op from './opcodes';
import { areOfFour } from './pooling';
import { bytes, lanes, read, splat, where, write } from './vectors';

/** The gradient of a window goes to its maximum: to every equal one (allTies 1) or to the first (0). */
export function maxPoolGradient<T>(
  inputGradient: usize,
  outputGradient: usize,
  input: usize,
  output: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
  allTies: i32,
): void {
  gradientOfMaxima<T>(
    false, inputGradient, outputGradient, input, output, channels, height, width, batch,
    sizeY, sizeX, strideY, strideX, allTies,
  );
}

/** The gradient through maxPool, and then through the relu whose output is `input`. */
export function maxPoolReluGradient<T>(
  inputGradient: usize,
  outputGradient: usize,
  input: usize,
  output: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
  allTies: i32,
): void {
  gradientOfMaxima<T>(
    true, inputGradient, outputGradient, input, output, channels, height, width, batch,
    sizeY, sizeX, strideY, strideX, allTies,
  );
}

function gradientOfMaxima<T>(
  throughRelu: bool,
  inputGradient: usize,
  outputGradient: usize,
  input: usize,
  output: usize,
  channels: i32,
  height: i32,
  width: i32,
  batch: i32,
  sizeY: i32,
  sizeX: i32,
  strideY: i32,
  strideX: i32,
  allTies: i32,
): void {
  const outHeight = (height - sizeY) / strideY + 1;
  const outWidth = (width - sizeX) / strideX + 1;
  const pixel = bytes<T>(batch);
  const row = <usize>width * pixel;
  const windowRow = <usize>sizeX * pixel;
  const windowRows = <usize>sizeY * row;
  const keepsTies = allTies ? i64x2.splat(-1) : i64x2.splat(0);
  // The usual windows, two by two and side by side.
  const isOfFour = sizeY == 2 && sizeX == 2 && 2 <= strideY && 2 <= strideX;
  const fillsAll = areOfFour<T>(height, width, batch, sizeY, sizeX, strideY, strideX);
  const isGated = throughRelu && fillsAll;
  if (!fillsAll) memory.fill(inputGradient, 0, bytes<T>(channels * height * width * batch));
  for (let channel = 0; channel < channels; channel++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const corner = bytes<T>(((channel * height + oy * strideY) * width + ox * strideX) * batch);
        let sample = 0;
        if (isOfFour) {
          for (; sample + lanes<T>() <= batch; sample += lanes<T>()) {
            const at = bytes<T>(sample);
            const maximum = v128.load(output + at);
            const gradient = v128.load(outputGradient + at);
            const from = input + corner + at;
            const to = inputGradient + corner + at;
            // Where the maximum is not above 0, nothing of the window goes through the relu.
            const share = isGated
              ? v128.andnot(gradient, v128.le<T>(maximum, splat<T>(0)))
              : gradient;
            let isWanted = i64x2.splat(-1);
            isWanted = shareGradient<T>(to, from, maximum, share, isWanted, keepsTies);
            isWanted = shareGradient<T>(to + pixel, from + pixel, maximum, share, isWanted, keepsTies);
            isWanted = shareGradient<T>(to + row, from + row, maximum, share, isWanted, keepsTies);
            shareGradient<T>(to + row + pixel, from + row + pixel, maximum, share, isWanted, keepsTies);
          }
        }
        for (; sample < batch; sample += lanes<T>()) {
          const at = bytes<T>(sample);
          const samples = min(lanes<T>(), batch - sample);
          const maximum = read<T>(output + at, samples);
          const gradient = read<T>(outputGradient + at, samples);
          let isWanted = i64x2.splat(-1);
          for (let y: usize = 0; y < windowRows; y += row) {
            for (let x: usize = 0; x < windowRow; x += pixel) {
              const place = corner + at + y + x;
              const isEqual = v128.eq<T>(read<T>(input + place, samples), maximum);
              const share = where(v128.and(isEqual, isWanted), gradient);
              const sum = v128.add<T>(read<T>(inputGradient + place, samples), share);
              write<T>(inputGradient + place, sum, samples);
              isWanted = v128.and(isWanted, v128.or(keepsTies, v128.not(isEqual)));
            }
          }
        }
        output += pixel;
        outputGradient += pixel;
      }
    }
  }
  if (throughRelu && !fillsAll) {
    const count = channels * height * width * batch;
    activationGradient<T>(op.op_reluGradient, inputGradient, inputGradient, input, input, count);
  }
}

/** Writes what a pixel of one window only gets, and tells where the next one may get something. */
@inline
function shareGradient<T>(
  to: usize, input: usize,
  maximum: v128, gradient: v128, isWanted: v128, keepsTies: v128,
): v128 {
  const isEqual = v128.eq<T>(v128.load(input), maximum);
  v128.store(to, v128.add<T>(splat<T>(0), where(v128.and(isEqual, isWanted), gradient)));
  return v128.and(isWanted, v128.or(keepsTies, v128.not(isEqual)));
}

/** Every pixel of a window gets an equal share of its gradient. */
export function averagePoolGradient<T>(
  outputGradient: usize,
  inputGradient: usize,
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
  memory.fill(inputGradient, 0, bytes<T>(channels * height * width * batch));
  for (let channel = 0; channel < channels; channel++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const corner = bytes<T>(((channel * height + oy * strideY) * width + ox * strideX) * batch);
        for (let sample = 0; sample < batch; sample += lanes<T>()) {
          const at = bytes<T>(sample);
          const samples = min(lanes<T>(), batch - sample);
          const share = v128.div<T>(read<T>(outputGradient + at, samples), size);
          for (let y: usize = 0; y < windowRows; y += row) {
            for (let x: usize = 0; x < windowRow; x += pixel) {
              const place = inputGradient + corner + at + y + x;
              write<T>(place, v128.add<T>(read<T>(place, samples), share), samples);
            }
          }
        }
        outputGradient += pixel;
      }
    }
  }
}
