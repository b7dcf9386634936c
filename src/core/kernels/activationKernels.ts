/** Activation functions and their derivatives. */

export interface ActivationKernels {
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
}

type ActivationGradientOperands = [
  inputGradient: number,
  outputGradient: number,
  input: number,
  output: number,
  count: number,
];
