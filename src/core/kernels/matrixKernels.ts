/** The minibatch, products and sums of matrices, and what treats each number by itself. */

export interface MatrixKernels {
  /**
   * inputs (features, columns) and targets (outputs, columns) = the samples of this iteration.
   * `samples` and `labels` hold one sample after another (count, features) and (count, outputs).
   * `order` holds `count` int32: the permutation of the current epoch, which the kernel renews when the
   * epoch of `control.iteration` is not the one written in `control.orderEpoch`. See `controlBlock.ts`.
   */
  gatherBatch: [
    inputs: number,
    targets: number,
    samples: number,
    labels: number,
    order: number,
    control: number,
    features: number,
    outputs: number,
    columns: number,
    count: number,
    batchSize: number,
    seed: number,
    shuffle: number,
  ];

  /** product (rows, columns) = scale · op(left) (rows, inner) · op(right) (inner, columns); op transposes when its flag is 1. */
  multiply: [
    product: number,
    left: number,
    right: number,
    rows: number,
    columns: number,
    inner: number,
    transposeLeft: number,
    transposeRight: number,
    scale: number,
  ];
  /** product (rows, columns) = left (rows, inner) · right (inner, columns) + column (rows, 1), as `multiply` and `addColumn` give it. */
  multiplyAddColumn: [
    product: number,
    left: number,
    right: number,
    column: number,
    rows: number,
    columns: number,
    inner: number,
  ];
  /** matrix[i, j] += column[i] for a (rows, columns) matrix. */
  addColumn: [matrix: number, column: number, rows: number, columns: number];
  /** sums[i] = scale · Σ_j matrix[i, j]. */
  sumRows: [sums: number, matrix: number, rows: number, columns: number, scale: number];
  /** difference = scale · (left - right), elementwise. */
  subtract: [difference: number, left: number, right: number, count: number, scale: number];
  /** product = scale · left ⊙ right. */
  multiplyElements: [product: number, left: number, right: number, count: number, scale: number];
  /** output = scale · input. */
  scale: [output: number, input: number, count: number, scale: number];
  /** sum = base + scale · vector. */
  addScaled: [sum: number, base: number, vector: number, scale: number, count: number];
  /** sum (one float64, whatever the precision) = before + scale · Σ vector²; `before` is one float64 too, and may be `sum`. */
  addSumOfSquares: [sum: number, before: number, vector: number, scale: number, count: number];
}
