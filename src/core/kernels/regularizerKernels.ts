/** Batch normalization, row by row, and dropout. */

export interface RegularizerKernels {
  /** variances[i] = 1/columns · Σ_j (matrix[i, j] - means[i])². */
  rowVariances: [variances: number, matrix: number, means: number, rows: number, columns: number];
  /** output[i, j] = (matrix[i, j] - means[i]) / √(variances[i] + epsilon). */
  normalizeRows: [
    output: number,
    matrix: number,
    means: number,
    variances: number,
    rows: number,
    columns: number,
    epsilon: number,
  ];
  /** output[i, j] = gamma[i] · matrix[i, j] + beta[i]. */
  scaleShiftRows: [
    output: number,
    matrix: number,
    gamma: number,
    beta: number,
    rows: number,
    columns: number,
  ];
  /** output[i, j] = gamma[i] · matrix[i, j]. */
  scaleRows: [output: number, matrix: number, gamma: number, rows: number, columns: number];
  /** sums[i] = scale · Σ_j left[i, j] · right[i, j]. */
  rowDots: [
    sums: number,
    left: number,
    right: number,
    rows: number,
    columns: number,
    scale: number,
  ];
  /**
   * Back through normalizeRows, with n = normalized and g = outputGradient, row by row:
   * inputGradient = (g - 1/columns Σ g - n · 1/columns Σ g ⊙ n) / √(variances[i] + epsilon).
   */
  normalizeRowsGradient: [
    inputGradient: number,
    outputGradient: number,
    normalized: number,
    variances: number,
    rows: number,
    columns: number,
    epsilon: number,
  ];

  /**
   * mask[i] = 1 where u < keep, else 0. u is the uniform of stream 6 (dropout) whose index has `layer` as its
   * high word and i as its low word, and whose counter word is `control.iteration`.
   */
  dropoutMask: [
    mask: number,
    count: number,
    control: number,
    seed: number,
    layer: number,
    keep: number,
  ];
}
