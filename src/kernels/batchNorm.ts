/** Batch normalization and its derivatives, row by row. Means, variances and dots are summed in float64. */
import { scale } from './elementwise';
import { loop, map } from './map';
import * as op from './opcodes';
import { sumOfProducts, sumOfSquaredDeviations, wideSum } from './reductions';
import { bytes } from './vectors';

/** variances[i] = 1/columns · Σ_j (matrix[i, j] - means[i])². */
export function rowVariances<T>(
  variances: usize,
  matrix: usize,
  means: usize,
  rows: i32,
  columns: i32,
): void {
  for (let i = 0; i < rows; i++) {
    const mean = <f64>load<T>(means + bytes<T>(i));
    const sum = sumOfSquaredDeviations<T>(matrix, mean, columns);
    store<T>(variances + bytes<T>(i), <T>(sum / <f64>columns));
    matrix += bytes<T>(columns);
  }
}

/** sums[i] = scale · Σ_j left[i, j] · right[i, j]. */
export function rowDots<T>(
  sums: usize,
  left: usize,
  right: usize,
  rows: i32,
  columns: i32,
  scale: f64,
): void {
  for (let i = 0; i < rows; i++) {
    const sum = sumOfProducts<T>(left, right, columns);
    store<T>(sums + bytes<T>(i), <T>(scale * sum));
    left += bytes<T>(columns);
    right += bytes<T>(columns);
  }
}

/** output[i, j] = (matrix[i, j] - means[i]) / √(variances[i] + epsilon). */
export function normalizeRows<T>(
  output: usize,
  matrix: usize,
  means: usize,
  variances: usize,
  rows: i32,
  columns: i32,
  epsilon: f64,
): void {
  for (let i = 0; i < rows; i++) {
    const mean = <f64>load<T>(means + bytes<T>(i));
    const deviation = rowDeviation<T>(variances, i, epsilon);
    map<T>(
      (o, x, y, z, a, b, c, n) => loop<T>(op.op_normalizeRows, o, x, y, z, a, b, c, n),
      output, matrix, matrix, matrix, mean, deviation, 0, columns,
    );
    output += bytes<T>(columns);
    matrix += bytes<T>(columns);
  }
}

/** output[i, j] = gamma[i] · matrix[i, j] + beta[i]. */
export function scaleShiftRows<T>(
  output: usize,
  matrix: usize,
  gamma: usize,
  beta: usize,
  rows: i32,
  columns: i32,
): void {
  for (let i = 0; i < rows; i++) {
    const factor = <f64>load<T>(gamma + bytes<T>(i));
    const shift = <f64>load<T>(beta + bytes<T>(i));
    map<T>(
      (o, x, y, z, a, b, c, n) => loop<T>(op.op_scaleShiftRows, o, x, y, z, a, b, c, n),
      output, matrix, matrix, matrix, factor, shift, 0, columns,
    );
    output += bytes<T>(columns);
    matrix += bytes<T>(columns);
  }
}

/** output[i, j] = gamma[i] · matrix[i, j]. */
export function scaleRows<T>(
  output: usize,
  matrix: usize,
  gamma: usize,
  rows: i32,
  columns: i32,
): void {
  for (let i = 0; i < rows; i++) {
    scale<T>(output, matrix, columns, <f64>load<T>(gamma + bytes<T>(i)));
    output += bytes<T>(columns);
    matrix += bytes<T>(columns);
  }
}

/**
 * Back through normalizeRows, with n = normalized and g = outputGradient, row by row:
 * inputGradient = (g - 1/columns Σ g - n · 1/columns Σ g ⊙ n) / √(variances[i] + epsilon).
 */
export function normalizeRowsGradient<T>(
  inputGradient: usize,
  outputGradient: usize,
  normalized: usize,
  variances: usize,
  rows: i32,
  columns: i32,
  epsilon: f64,
): void {
  for (let i = 0; i < rows; i++) {
    const mean = wideSum<T>(outputGradient, columns);
    const dot = sumOfProducts<T>(outputGradient, normalized, columns);
    map<T>(
      (o, x, y, z, a, b, c, n) => loop<T>(op.op_normalizeRowsGradient, o, x, y, z, a, b, c, n),
      inputGradient,
      outputGradient,
      normalized,
      normalized,
      mean / <f64>columns,
      rowDeviation<T>(variances, i, epsilon),
      dot / <f64>columns,
      columns,
    );
    inputGradient += bytes<T>(columns);
    outputGradient += bytes<T>(columns);
    normalized += bytes<T>(columns);
  }
}

@inline
function rowDeviation<T>(variances: usize, row: i32, epsilon: f64): f64 {
  return sqrt<f64>(<f64>load<T>(variances + bytes<T>(row)) + epsilon);
}
