/** Twins of the activations and their derivatives. */
import type { ActivationKind } from '../../../src/network/spec';
import type { KernelOperands } from '../../../src/core/kernels/kernelCall';
import { each, type TwinMemory, type Twins } from './twinMemory';

/** y = g(x), and the gradient of the cost with respect to y. */
interface ActivationPoint {
  readonly gradient: number;
  readonly x: number;
  readonly y: number;
}

export function activationTwins({
  round,
  at,
}: TwinMemory): Twins<ActivationKind | `${ActivationKind}Gradient`> {
  return {
    identity: activation((x) => x),
    step: activation((x) => (0 < x ? 1 : 0)),
    sigmoid: activation(logistic),
    tanh: activation((x) => Math.tanh(x)),
    relu: activation((x) => (x < 0 ? 0 : x)),
    leakyRelu: activation((x) => (0 < x ? x : round(0.01) * x)),
    elu: activation((x) => (0 < x ? x : Math.expm1(x))),
    gelu: activation((x) => x * normalDistribution(x)),
    silu: activation((x) => x * logistic(x)),
    softplus: activation((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),

    softmax(output, input, rows, columns) {
      for (let j = 0; j < columns; j++) {
        let largest = -Infinity;
        for (let i = 0; i < rows; i++) largest = Math.max(largest, at(input)[i * columns + j]!);
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += Math.exp(at(input)[i * columns + j]! - largest);
        for (let i = 0; i < rows; i++) {
          at(output)[i * columns + j] = Math.exp(at(input)[i * columns + j]! - largest) / sum;
        }
      }
    },

    identityGradient: activationGradient(({ gradient }) => gradient),
    stepGradient: activationGradient(() => 0),
    sigmoidGradient: activationGradient(({ gradient, y }) => gradient * round(y * round(1 - y))),
    tanhGradient: activationGradient(({ gradient, y }) => gradient * round(1 - round(y * y))),
    reluGradient: activationGradient(({ gradient, x }) => (x <= 0 ? 0 : gradient)),
    leakyReluGradient: activationGradient(
      ({ gradient, x }) => (0 < x ? 1 : round(0.01)) * gradient,
    ),
    eluGradient: activationGradient(({ gradient, x }) => gradient * (0 < x ? 1 : Math.exp(x))),
    geluGradient: activationGradient(
      ({ gradient, x }) => gradient * (normalDistribution(x) + x * normalDensity(x)),
    ),
    siluGradient: activationGradient(
      ({ gradient, x }) => gradient * logistic(x) * (1 + x * (1 - logistic(x))),
    ),
    softplusGradient: activationGradient(({ gradient, x }) => gradient * logistic(x)),

    softmaxGradient(inputGradient, outputGradient, output, rows, columns) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) {
          const place = i * columns + j;
          sum = round(sum + round(at(outputGradient)[place]! * at(output)[place]!));
        }
        for (let i = 0; i < rows; i++) {
          const place = i * columns + j;
          at(inputGradient)[place] = at(output)[place]! * round(at(outputGradient)[place]! - sum);
        }
      }
    },
  };

  function activation(g: (x: number) => number) {
    return (output: number, input: number, count: number) =>
      each(count, (i) => (at(output)[i] = g(at(input)[i]!)));
  }

  function activationGradient(through: (at: ActivationPoint) => number) {
    return (...operands: KernelOperands['reluGradient']) => {
      const [inputGradient, outputGradient, input, output, count] = operands;
      each(count, (i) => {
        const [gradient, x, y] = [at(outputGradient)[i]!, at(input)[i]!, at(output)[i]!];
        at(inputGradient)[i] = through({ gradient, x, y });
      });
    };
  }
}

function logistic(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** ½ + φ(x) (x + x³/3 + x⁵/(3 · 5) + …). */
function normalDistribution(x: number): number {
  let sum = 0;
  let term = x;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return 0.5 + normalDensity(x) * sum;
}
