/** Batch normalization and its derivatives, row by row. Means, variances and dots are summed in float64. */
import { Term, wideSum } from './reductions';
import { bytes, lanes, read, splat, vectorBytes, VECTOR_BYTES, write } from './vectors';

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
    const sum = wideSum<T>(Term.SquaredDeviation, matrix, matrix, mean, columns);
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
    const sum = wideSum<T>(Term.Product, left, right, 0, columns);
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
    mapRow<T>(RowMap.Normalize, output, matrix, matrix, mean, deviation, 0, columns);
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
    mapRow<T>(RowMap.ScaleShift, output, matrix, matrix, factor, shift, 0, columns);
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
    const factor = <f64>load<T>(gamma + bytes<T>(i));
    mapRow<T>(RowMap.Scale, output, matrix, matrix, factor, 0, 0, columns);
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
    const mean = wideSum<T>(Term.Number, outputGradient, outputGradient, 0, columns);
    const dot = wideSum<T>(Term.Product, outputGradient, normalized, 0, columns);
    mapRow<T>(
      RowMap.NormalizeGradient,
      inputGradient,
      outputGradient,
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

const enum RowMap {
  /** (x - a) / b */
  Normalize,
  /** a · x + b */
  ScaleShift,
  /** a · x */
  Scale,
  /** (x - a - c · y) / b */
  NormalizeGradient,
}

/** output = the map of two rows and three numbers of theirs. `kind` is a literal. */
@inline
function mapRow<T>(
  kind: RowMap,
  output: usize,
  first: usize,
  second: usize,
  a: f64,
  b: f64,
  c: f64,
  count: i32,
): void {
  const factorA = splat<T>(a);
  const factorB = splat<T>(b);
  const factorC = splat<T>(c);
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const value = mapped<T>(kind, first + i, second + i, factorA, factorB, factorC, lanes<T>());
    v128.store(output + i, value);
  }
  const rest = count % lanes<T>();
  if (rest) {
    const value = mapped<T>(kind, first + whole, second + whole, factorA, factorB, factorC, rest);
    write<T>(output + whole, value, rest);
  }
}

@inline
function mapped<T>(
  kind: RowMap,
  first: usize,
  second: usize,
  a: v128,
  b: v128,
  c: v128,
  width: i32,
): v128 {
  const x = read<T>(first, width);
  if (kind == RowMap.Normalize) return v128.div<T>(v128.sub<T>(x, a), b);
  if (kind == RowMap.ScaleShift) return v128.add<T>(v128.mul<T>(a, x), b);
  if (kind == RowMap.Scale) return v128.mul<T>(a, x);
  const y = read<T>(second, width);
  return v128.div<T>(v128.sub<T>(v128.sub<T>(x, a), v128.mul<T>(c, y)), b);
}
