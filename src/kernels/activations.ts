/**
 * Activations and their derivatives, elementwise. NaN stays NaN, but for `step`, which knows only 0 and 1.
 */
import { loop, map } from './map';
import * as op from './opcodes';
import { hyperbolicTangent, logistic } from './sigmoidal';
import {
  exponentialLinear,
  exponentialLinearSlope,
  gaussianLinear,
  gaussianLinearSlope,
  sigmoidLinear,
  sigmoidLinearSlope,
  softLinear,
  softLinearSlope,
} from './smoothRectifiers';
import { bytes, splat, where } from './vectors';

/** output = g(input); `kind` is the opcode of g. */
export function activate<T>(kind: i32, output: usize, input: usize, count: i32): void {
  switch (kind) {
    case op.op_identity:
      return memory.copy(output, input, bytes<T>(count));
    case op.op_step:
      return step<T>(output, input, count);
    case op.op_sigmoid:
      return sigmoid<T>(output, input, count);
    case op.op_tanh:
      return tanh<T>(output, input, count);
    case op.op_relu:
      return relu<T>(output, input, count);
    case op.op_leakyRelu:
      return leakyRelu<T>(output, input, count);
    case op.op_elu:
      return elu<T>(output, input, count);
    case op.op_gelu:
      return gelu<T>(output, input, count);
    case op.op_silu:
      return silu<T>(output, input, count);
    case op.op_softplus:
      return softplus<T>(output, input, count);
  }
}

function step<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_step, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function sigmoid<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_sigmoid, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function tanh<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_tanh, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function relu<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_relu, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function leakyRelu<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_leakyRelu, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function elu<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_elu, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function gelu<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_gelu, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function silu<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_silu, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

function softplus<T>(output: usize, input: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_softplus, o, x, y, z, a, b, c, n),
    output, input, input, input, 0, 0, 0, count,
  );
}

/**
 * inputGradient = outputGradient ⊙ g'(input), with output = g(input) at hand; `kind` is the opcode of the
 * gradient. The derivatives at 0 of step and relu are 0, of leakyRelu 0.01, of elu 1.
 */
export function activationGradient<T>(
  kind: i32,
  inputGradient: usize,
  outputGradient: usize,
  input: usize,
  output: usize,
  count: i32,
): void {
  switch (kind) {
    case op.op_identityGradient:
      return memory.copy(inputGradient, outputGradient, bytes<T>(count));
    case op.op_stepGradient:
      return memory.fill(inputGradient, 0, bytes<T>(count));
    case op.op_sigmoidGradient:
      return sigmoidGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_tanhGradient:
      return tanhGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_reluGradient:
      return reluGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_leakyReluGradient:
      return leakyReluGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_eluGradient:
      return eluGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_geluGradient:
      return geluGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_siluGradient:
      return siluGradient<T>(inputGradient, outputGradient, input, output, count);
    case op.op_softplusGradient:
      return softplusGradient<T>(inputGradient, outputGradient, input, output, count);
  }
}

function sigmoidGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_sigmoidGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function tanhGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_tanhGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function reluGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_reluGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function leakyReluGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_leakyReluGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function eluGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_eluGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function geluGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_geluGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function siluGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_siluGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

function softplusGradient<T>(dx: usize, dy: usize, x: usize, y: usize, count: i32): void {
  map<T>(
    (o, x, y, z, a, b, c, n) => loop<T>(op.op_softplusGradient, o, x, y, z, a, b, c, n),
    dx, dy, x, y, 0, 0, 0, count,
  );
}

/** g(x). `kind` is a literal. */
@inline
export function activation<T>(kind: i32, x: v128): v128 {
  const zero = splat<T>(0);
  if (kind == op.op_step) return where(v128.gt<T>(x, zero), splat<T>(1));
  if (kind == op.op_sigmoid) return logistic<T>(x);
  if (kind == op.op_tanh) return hyperbolicTangent<T>(x);
  if (kind == op.op_relu) return v128.pmax<T>(x, zero);
  if (kind == op.op_leakyRelu) {
    return v128.bitselect(x, v128.mul<T>(x, splat<T>(LEAK)), v128.gt<T>(x, zero));
  }
  if (kind == op.op_elu) return exponentialLinear<T>(x);
  if (kind == op.op_gelu) return gaussianLinear<T>(x);
  if (kind == op.op_silu) return sigmoidLinear<T>(x);
  return softLinear<T>(x);
}

/** gradient ⊙ g'(x), where y = g(x), of the numbers at these addresses. `kind` is a literal. */
@inline
export function activationThrough<T>(kind: i32, gradientAt: usize, xAt: usize, yAt: usize): v128 {
  const gradient = v128.load(gradientAt);
  const one = splat<T>(1);
  if (kind == op.op_sigmoidGradient) {
    const y = v128.load(yAt);
    return v128.mul<T>(gradient, v128.mul<T>(y, v128.sub<T>(one, y)));
  }
  if (kind == op.op_tanhGradient) {
    const y = v128.load(yAt);
    return v128.mul<T>(gradient, v128.sub<T>(one, v128.mul<T>(y, y)));
  }
  const x = v128.load(xAt);
  if (kind == op.op_reluGradient) return v128.andnot(gradient, v128.le<T>(x, splat<T>(0)));
  if (kind == op.op_leakyReluGradient) {
    const leaked = v128.mul<T>(gradient, splat<T>(LEAK));
    return v128.bitselect(gradient, leaked, v128.gt<T>(x, splat<T>(0)));
  }
  return v128.mul<T>(gradient, slope<T>(kind, x));
}

@inline
function slope<T>(kind: i32, x: v128): v128 {
  if (kind == op.op_eluGradient) return exponentialLinearSlope<T>(x);
  if (kind == op.op_geluGradient) return gaussianLinearSlope<T>(x);
  if (kind == op.op_siluGradient) return sigmoidLinearSlope<T>(x);
  return softLinearSlope<T>(x);
}

/** The slope of leakyRelu for negative numbers. */
@inline
const LEAK = 0.01;
