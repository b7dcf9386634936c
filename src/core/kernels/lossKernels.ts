/** Costs of a minibatch, and the gradients by which backpropagation begins. */

export interface LossKernels {
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
}

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
