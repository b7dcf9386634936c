/**
 * Activations and their derivatives, elementwise. NaN stays NaN, but for `step`, which knows only 0 and 1.
 */
import { hyperbolicTangent, logistic } from './sigmoidal';
import {
  exponentialLinear,
  exponentialLinearSlope,
  gaussianLinear,
  gaussianLinearSlope,
  sigmoidLinear,
  sigmoidLinearSlope,
  softplus,
} from './smoothRectifiers';
import { bytes, lanes, loadPart, storePart, vectorBytes, VECTOR_BYTES, where } from './vectors';

export const enum Activation {
  Identity,
  Step,
  Sigmoid,
  Tanh,
  Relu,
  LeakyRelu,
  Elu,
  Gelu,
  Silu,
  Softplus,
}

/** output = g(input). `kind` is a literal: each use is compiled to a loop of its own. */
@inline
export function activate<T>(kind: Activation, output: usize, input: usize, count: i32): void {
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    v128.store(output + i, activation<T>(kind, v128.load(input + i)));
  }
  const rest = count % lanes<T>();
  if (rest) storePart<T>(output + whole, activation<T>(kind, loadPart<T>(input + whole, rest)), rest);
}

@inline
function activation<T>(kind: Activation, x: v128): v128 {
  const zero = v128.splat<T>(0);
  if (kind == Activation.Step) return where(v128.gt<T>(x, zero), v128.splat<T>(1));
  if (kind == Activation.Sigmoid) return logistic<T>(x);
  if (kind == Activation.Tanh) return hyperbolicTangent<T>(x);
  if (kind == Activation.Relu) return v128.pmax<T>(x, zero);
  if (kind == Activation.LeakyRelu) {
    return v128.bitselect(x, v128.mul<T>(x, leak<T>()), v128.gt<T>(x, zero));
  }
  if (kind == Activation.Elu) return exponentialLinear<T>(x);
  if (kind == Activation.Gelu) return gaussianLinear<T>(x);
  if (kind == Activation.Silu) return sigmoidLinear<T>(x);
  if (kind == Activation.Softplus) return softplus<T>(x);
  return x;
}

/**
 * inputGradient = outputGradient ⊙ g'(input), with output = g(input) at hand. The derivatives at 0 of step
 * and relu are 0, of leakyRelu 0.01, of elu 1.
 */
@inline
export function activationGradient<T>(
  kind: Activation,
  inputGradient: usize,
  outputGradient: usize,
  input: usize,
  output: usize,
  count: i32,
): void {
  const whole = vectorBytes<T>(count);
  for (let i: usize = 0; i < whole; i += VECTOR_BYTES) {
    const gradient = v128.load(outputGradient + i);
    v128.store(
      inputGradient + i,
      gradientThrough<T>(kind, gradient, v128.load(input + i), v128.load(output + i)),
    );
  }
  const rest = count % lanes<T>();
  if (rest) {
    const gradient = loadPart<T>(outputGradient + whole, rest);
    const x = loadPart<T>(input + whole, rest);
    const y = loadPart<T>(output + whole, rest);
    storePart<T>(inputGradient + whole, gradientThrough<T>(kind, gradient, x, y), rest);
  }
}

@inline
function gradientThrough<T>(kind: Activation, gradient: v128, x: v128, y: v128): v128 {
  const zero = v128.splat<T>(0);
  const one = v128.splat<T>(1);
  if (kind == Activation.Step) return zero;
  if (kind == Activation.Sigmoid) {
    return v128.mul<T>(gradient, v128.mul<T>(y, v128.sub<T>(one, y)));
  }
  if (kind == Activation.Tanh) {
    return v128.mul<T>(gradient, v128.sub<T>(one, v128.mul<T>(y, y)));
  }
  if (kind == Activation.Relu) return v128.andnot(gradient, v128.le<T>(x, zero));
  if (kind == Activation.LeakyRelu) {
    return v128.bitselect(gradient, v128.mul<T>(gradient, leak<T>()), v128.gt<T>(x, zero));
  }
  if (kind == Activation.Elu) return v128.mul<T>(gradient, exponentialLinearSlope<T>(x));
  if (kind == Activation.Gelu) return v128.mul<T>(gradient, gaussianLinearSlope<T>(x));
  if (kind == Activation.Silu) return v128.mul<T>(gradient, sigmoidLinearSlope<T>(x));
  if (kind == Activation.Softplus) return v128.mul<T>(gradient, logistic<T>(x));
  return gradient;
}

/** The slope of leakyRelu for negative numbers. */
@inline
function leak<T>(): v128 {
  return v128.splat<T>(<T>0.01);
}

/** output = input. */
export function identity<T>(output: usize, input: usize, count: i32): void {
  memory.copy(output, input, bytes<T>(count));
}
