/**
 * The calls a machine can make: every kernel by name, with its operands in order.
 *
 * A program is executed as a list of such calls, written as records into linear memory and run by the
 * kernels' own loop. Addresses are byte offsets into linear memory, 16-byte aligned; sizes are counts of
 * numbers, never bytes. Matrices are row-major; samples are columns, so the batch is contiguous.
 * Flags are 0 or 1. Every operand travels as a float64, which holds addresses and counts exactly.
 */
export interface KernelOperands {
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
  /** matrix[i, j] += column[i] for a (rows, columns) matrix. */
  addColumn: [matrix: number, column: number, rows: number, columns: number];
  /** sums[i] = scale · Σ_j matrix[i, j]. */
  sumRows: [sums: number, matrix: number, rows: number, columns: number, scale: number];
  /** difference = left - right, elementwise. */
  subtract: [difference: number, left: number, right: number, count: number];

  /** output = g(input), elementwise. */
  identity: [output: number, input: number, count: number];
  step: [output: number, input: number, count: number];
  sigmoid: [output: number, input: number, count: number];
  tanh: [output: number, input: number, count: number];
  relu: [output: number, input: number, count: number];
  leakyRelu: [output: number, input: number, count: number];
  /** Each column of output is the softmax of that column of input; its maximum is subtracted first. */
  softmax: [output: number, input: number, rows: number, columns: number];

  /** inputGradient = outputGradient ⊙ g'(input); output = g(input) is at hand for the derivatives that use it. */
  identityGradient: ActivationGradientOperands;
  stepGradient: ActivationGradientOperands;
  sigmoidGradient: ActivationGradientOperands;
  tanhGradient: ActivationGradientOperands;
  reluGradient: ActivationGradientOperands;
  leakyReluGradient: ActivationGradientOperands;
  /** inputGradient[:, j] = output[:, j] ⊙ (outputGradient[:, j] - Σ_i outputGradient[i, j] · output[i, j]). */
  softmaxGradient: [
    inputGradient: number,
    outputGradient: number,
    output: number,
    rows: number,
    columns: number,
  ];

  /** cost (one float64, whatever the precision; summed in float64) = 1/columns · Σ ½ (prediction - target)². */
  squaredError: LossOperands;
  /** cost = -1/columns · Σ (y log a + (1 - y) log(1 - a)); 0 · log 0 counts as 0. */
  binaryCrossEntropy: LossOperands;
  /** cost = -1/columns · Σ y log a; 0 · log 0 counts as 0. */
  categoricalCrossEntropy: LossOperands;

  /** parameter -= rate · direction; `rate` is the address of one float64, whatever the precision. */
  descend: [parameter: number, direction: number, rate: number, count: number];
  /** average = decay · average + (1 - decay) · gradient. */
  averageGradient: [average: number, gradient: number, decay: number, count: number];
  /** average = decay · average + (1 - decay) · gradient². */
  averageSquare: [average: number, gradient: number, decay: number, count: number];
  /** powers[0] *= beta1, powers[1] *= beta2: the running β₁ᵗ and β₂ᵗ, two float64 whatever the precision. */
  multiplyPowers: [powers: number, beta1: number, beta2: number];
  /** parameter -= rate · (mean / (1 - powers[0])) / (√(square / (1 - powers[1])) + epsilon); rate and powers are float64. */
  adamDescend: [
    parameter: number,
    mean: number,
    square: number,
    powers: number,
    rate: number,
    epsilon: number,
    count: number,
  ];

  /** norm (one float64, whatever the precision) = ‖vector‖₂; NaN or infinite when the vector is. */
  norm: [norm: number, vector: number, count: number];
}

type ActivationGradientOperands = [
  inputGradient: number,
  outputGradient: number,
  input: number,
  output: number,
  count: number,
];
type LossOperands = [
  cost: number,
  prediction: number,
  target: number,
  rows: number,
  columns: number,
];

export type KernelName = keyof KernelOperands;

/** One kernel with its operands. */
export type KernelCall = {
  readonly [K in KernelName]: {
    readonly kernel: K;
    readonly operands: Readonly<KernelOperands[K]>;
  };
}[KernelName];
