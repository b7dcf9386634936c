/**
 * Softmax over columns and its gradient. One vector of columns goes from the first row to the last, so each
 * sum runs over the rows in order, whatever the number of columns.
 */
import { exponentialOfNegative } from './exponential';
import { bytes, lanes, read, write } from './vectors';

/** output[i, j] = e^(input[i, j] - max) / Σ_i e^(input[i, j] - max), max being the largest of column j. */
export function softmax<T>(output: usize, input: usize, rows: i32, columns: i32): void {
  for (let j = 0; j < columns; j += lanes<T>()) {
    const at = bytes<T>(j);
    const width = min(lanes<T>(), columns - j);
    softmaxOfColumns<T>(output + at, input + at, rows, columns, width);
  }
}

function softmaxOfColumns<T>(output: usize, input: usize, rows: i32, columns: i32, width: i32): void {
  const row = bytes<T>(columns);
  const size = row * rows;
  let largest = v128.splat<T>(<T>-Infinity);
  for (let i: usize = 0; i < size; i += row) {
    largest = v128.pmax<T>(largest, read<T>(input + i, width));
  }
  let sum = v128.splat<T>(0);
  for (let i: usize = 0; i < size; i += row) {
    const power = exponentialOfNegative<T>(v128.sub<T>(read<T>(input + i, width), largest));
    sum = v128.add<T>(sum, power);
    write<T>(output + i, power, width);
  }
  for (let i: usize = 0; i < size; i += row) {
    write<T>(output + i, v128.div<T>(read<T>(output + i, width), sum), width);
  }
}

/** inputGradient[:, j] = output[:, j] ⊙ (outputGradient[:, j] - Σ_i outputGradient[i, j] · output[i, j]). */
export function softmaxGradient<T>(
  inputGradient: usize,
  outputGradient: usize,
  output: usize,
  rows: i32,
  columns: i32,
): void {
  for (let j = 0; j < columns; j += lanes<T>()) {
    const at = bytes<T>(j);
    const width = min(lanes<T>(), columns - j);
    gradientOfColumns<T>(inputGradient + at, outputGradient + at, output + at, rows, columns, width);
  }
}

function gradientOfColumns<T>(
  inputGradient: usize,
  outputGradient: usize,
  output: usize,
  rows: i32,
  columns: i32,
  width: i32,
): void {
  const row = bytes<T>(columns);
  const size = row * rows;
  let sum = v128.splat<T>(0);
  for (let i: usize = 0; i < size; i += row) {
    const gradient = read<T>(outputGradient + i, width);
    sum = v128.add<T>(sum, v128.mul<T>(gradient, read<T>(output + i, width)));
  }
  for (let i: usize = 0; i < size; i += row) {
    const centered = v128.sub<T>(read<T>(outputGradient + i, width), sum);
    write<T>(inputGradient + i, v128.mul<T>(read<T>(output + i, width), centered), width);
  }
}
