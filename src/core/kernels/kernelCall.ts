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

  /** output = g(input), elementwise. */
  identity: [output: number, input: number, count: number];
  step: [output: number, input: number, count: number];
  sigmoid: [output: number, input: number, count: number];
  tanh: [output: number, input: number, count: number];
  relu: [output: number, input: number, count: number];
  leakyRelu: [output: number, input: number, count: number];
  /** z where z > 0, else e^z − 1. */
  elu: [output: number, input: number, count: number];
  /** z · Φ(z) with the exact normal distribution: ½ z (1 + erf(z / √2)). */
  gelu: [output: number, input: number, count: number];
  /** z · sigmoid(z). */
  silu: [output: number, input: number, count: number];
  /** log(1 + e^z), without overflow. */
  softplus: [output: number, input: number, count: number];
  /** Each column of output is the softmax of that column of input; its maximum is subtracted first. */
  softmax: [output: number, input: number, rows: number, columns: number];

  /** inputGradient = outputGradient ⊙ g'(input); output = g(input) is at hand for the derivatives that use it. */
  identityGradient: ActivationGradientOperands;
  stepGradient: ActivationGradientOperands;
  sigmoidGradient: ActivationGradientOperands;
  tanhGradient: ActivationGradientOperands;
  reluGradient: ActivationGradientOperands;
  leakyReluGradient: ActivationGradientOperands;
  eluGradient: ActivationGradientOperands;
  geluGradient: ActivationGradientOperands;
  siluGradient: ActivationGradientOperands;
  softplusGradient: ActivationGradientOperands;
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
  /** cost = Σ (prediction - target)²: no ½ and no mean. */
  sumSquaredError: LossOperands;
  /** cost = 1/columns · Σ (prediction - target)². */
  meanSquaredError: LossOperands;
  /**
   * cost = -1/columns · Σ (y log a + (1 - y) log(1 - a)); 0 · log 0 counts as 0.
   * `logForm`: 0 plain; 1 log(a + 1e-7); 2 clamped at -100 from below.
   */
  binaryCrossEntropy: [...LossOperands, logForm: number];
  /** cost = -1/columns · Σ y log a; 0 · log 0 counts as 0; `logForm` as above. */
  categoricalCrossEntropy: [...LossOperands, logForm: number];
  /** gradient = scale · (-y/a + (1 - y)/(1 - a)); 0 / 0 counts as 0, as 0 · log 0 does in the cost. */
  binaryCrossEntropyGradient: LossGradientOperands;
  /** gradient = scale · (-y/a); 0 where y is 0, even if a is 0. */
  categoricalCrossEntropyGradient: LossGradientOperands;

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

  /**
   * columns (channels · kernelHeight · kernelWidth, outHeight · outWidth · batch) = the windows of images
   * (channels, height, width, batch); a window's row is (channel, y, x), its column (outY, outX, sample); 0 in the padding.
   * outHeight = ⌊(height + 2 paddingY - kernelHeight) / strideY⌋ + 1, outWidth likewise.
   */
  imagesToColumns: WindowOperands;
  /** Back through imagesToColumns: each number of images becomes the sum of its places in columns; images is overwritten. */
  columnsToImages: WindowOperands;
  /** output (channels, outHeight, outWidth, batch) = the maximum of each window of input; no padding. */
  maxPool: [...PoolOperands];
  /** inputGradient = outputGradient at each window's maximum: at every equal one (allTies 1) or the first (0). */
  maxPoolGradient: [
    inputGradient: number,
    outputGradient: number,
    input: number,
    output: number,
    channels: number,
    height: number,
    width: number,
    batch: number,
    sizeY: number,
    sizeX: number,
    strideY: number,
    strideX: number,
    allTies: number,
  ];
  /** output = the mean of each window of input. */
  averagePool: [...PoolOperands];
  /** Back through averagePool; `output` is the given outputGradient, `input` the inputGradient that is written. */
  averagePoolGradient: [...PoolOperands];

  /**
   * output (filterCount, outHeight, outWidth, batch) = filters · windows of images + bias, as with `imagesToColumns`,
   * `multiply` and `addColumn`, and with their bits, but without the windows in memory. The images are without
   * padding, and places side by side (outWidth · batch of them where strideX is 1, else batch) are 8 at least.
   * `scratch` is room for 32 · windowLength numbers, windowLength being channels · kernelHeight · kernelWidth.
   */
  convolve: [
    output: number,
    images: number,
    filters: number,
    bias: number,
    scratch: number,
    ...ConvolutionShape,
  ];
  /**
   * filterGradient = scale · outputGradient · windowsᵀ, likewise. `scratch`: filterCount, rounded up to a multiple
   * of 8, times windowLength + taken, which is as many places as are side by side, at most 256.
   */
  convolveFilterGradient: [
    filterGradient: number,
    outputGradient: number,
    images: number,
    scratch: number,
    ...ConvolutionShape,
    scale: number,
  ];
  /** imageGradient = columnsToImages(filtersᵀ · outputGradient), likewise. `scratch`: (filterCount + 6) · taken, this rounded up. */
  convolveImageGradient: [
    imageGradient: number,
    outputGradient: number,
    filters: number,
    scratch: number,
    ...ConvolutionShape,
  ];

  /** rate (one float64) for the epoch of `control.iteration`: `kind` 0 base; 1 base / (1 + first · epoch);
   * 2 base · second^⌊epoch / first⌋ by repeated multiplication; 3 first + ½ (base - first)(1 + cos(π · epoch / epochs)). */
  schedule: [
    rate: number,
    control: number,
    kind: number,
    base: number,
    first: number,
    second: number,
    iterationsPerEpoch: number,
    epochs: number,
  ];
  /** parameter -= rate · direction; `rate` is the address of one float64, whatever the precision. */
  descend: [parameter: number, direction: number, rate: number, count: number];
  /** average = decay · average + weight · value. */
  blend: [average: number, value: number, decay: number, weight: number, count: number];
  /** average = decay · average + weight · value². */
  blendSquare: [average: number, value: number, decay: number, weight: number, count: number];
  /** velocity = momentum · velocity - rate · gradient. */
  velocity: [velocity: number, gradient: number, rate: number, momentum: number, count: number];
  /** parameter += momentum² · velocity - (1 + momentum) · rate · gradient, with the velocity from before its own step. */
  nesterovDescend: [
    parameter: number,
    velocity: number,
    gradient: number,
    rate: number,
    momentum: number,
    count: number,
  ];
  /** parameter -= rate · direction / (√square + epsilon). */
  rootDescend: [
    parameter: number,
    direction: number,
    square: number,
    rate: number,
    epsilon: number,
    count: number,
  ];
  /** powers[0] *= beta1, powers[1] *= beta2: the running β₁ᵗ and β₂ᵗ, two float64 whatever the precision. */
  multiplyPowers: [powers: number, beta1: number, beta2: number];
  /** parameter -= rate · (mean / (1 - powers[0])) / (√(square / (1 - powers[1])) + epsilon); rate and powers are float64. */
  adamDescend: AdamOperands;
  /** parameter -= rate · √(1 - powers[1]) / (1 - powers[0]) · mean / (√square + epsilon). */
  adamDescendBook: AdamOperands;
  /** `blend` of mean and gradient, `blendSquare` of square and gradient, then `adamDescend`, in one pass. */
  adamStep: [
    parameter: number,
    mean: number,
    square: number,
    gradient: number,
    powers: number,
    rate: number,
    decay1: number,
    weight1: number,
    decay2: number,
    weight2: number,
    epsilon: number,
    count: number,
  ];
  /** clipped = vector · min(1, limit / √sum); `sum` is the address of one float64, the sum of squares of all gradients. */
  clipNorm: [clipped: number, vector: number, sum: number, limit: number, count: number];
  /** clipped = vector, no number beyond ±limit. */
  clipValue: [clipped: number, vector: number, limit: number, count: number];

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

type LossGradientOperands = [
  gradient: number,
  prediction: number,
  target: number,
  count: number,
  scale: number,
];
type AdamOperands = [
  parameter: number,
  mean: number,
  square: number,
  powers: number,
  rate: number,
  epsilon: number,
  count: number,
];
type WindowOperands = [
  columns: number,
  images: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  kernelHeight: number,
  kernelWidth: number,
  strideY: number,
  strideX: number,
  paddingY: number,
  paddingX: number,
];
type ConvolutionShape = [
  filterCount: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  kernelHeight: number,
  kernelWidth: number,
  strideY: number,
  strideX: number,
];
type PoolOperands = [
  output: number,
  input: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  sizeY: number,
  sizeX: number,
  strideY: number,
  strideX: number,
];

export type KernelName = keyof KernelOperands;

/** One kernel with its operands. */
export type KernelCall = {
  readonly [K in KernelName]: {
    readonly kernel: K;
    readonly operands: Readonly<KernelOperands[K]>;
  };
}[KernelName];
