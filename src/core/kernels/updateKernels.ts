/** Learning rates, the steps of the optimizers, clipping, and the norms that are kept of gradients. */

export interface UpdateKernels {
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

type AdamOperands = [
  parameter: number,
  mean: number,
  square: number,
  powers: number,
  rate: number,
  epsilon: number,
  count: number,
];
