/**
 * What all elementwise kernels have in common: output = formula(x, y, z, a, b, c), with up to three vectors
 * of numbers and three factors, which are rounded to the tensors' precision first. A formula is named by the
 * opcode of the kernel that it belongs to; it must not care in which lane a number is.
 *
 * A kernel hands `map` the loop of its formula:
 *
 *     map<T>((o, x, y, z, a, b, c, n) => loop<T>(op.op_scale, o, x, y, z, a, b, c, n), …)
 */
import { activation, activationThrough } from './activations';
import { arithmetic } from './arithmetic';
import * as op from './opcodes';
import { bytes, splat, VECTOR_BYTES } from './vectors';

/** Computes `size` bytes of output, a multiple of a vector's. */
type Loop = (
  output: usize, x: usize, y: usize, z: usize,
  a: v128, b: v128, c: v128,
  size: usize,
) => void;

/**
 * Numbers that do not fill a vector at the end are computed on copies, in a whole one. Operands that the
 * formula does not use may be anything readable; output may be one of x, y and z.
 */
export function map<T>(
  loop: Loop,
  output: usize, x: usize, y: usize, z: usize,
  a: f64, b: f64, c: f64,
  count: i32,
): void {
  const factorA = splat<T>(a);
  const factorB = splat<T>(b);
  const factorC = splat<T>(c);
  const rest = bytes<T>(count) & (VECTOR_BYTES - 1);
  const whole = bytes<T>(count) - rest;
  if (whole) loop(output, x, y, z, factorA, factorB, factorC, whole);
  if (rest) {
    copyRest(REST_OF_X, x + whole, rest);
    copyRest(REST_OF_Y, y + whole, rest);
    copyRest(REST_OF_Z, z + whole, rest);
    loop(REST_OF_X, REST_OF_X, REST_OF_Y, REST_OF_Z, factorA, factorB, factorC, VECTOR_BYTES);
    copyRest(output + whole, REST_OF_X, rest);
  }
}

const REST_OF_X = memory.data(16, 16);
const REST_OF_Y = memory.data(16, 16);
const REST_OF_Z = memory.data(16, 16);

/** Copies `size` bytes, a multiple of 4. */
function copyRest(to: usize, from: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 4) store<u32>(to + i, load<u32>(from + i));
}

/**
 * `formula` is a literal, so nothing remains of the others. Activations take two or three vectors at a time, which then
 * wait less for each other's constants.
 */
@inline
export function loop<T>(
  formula: i32,
  output: usize, x: usize, y: usize, z: usize,
  a: v128, b: v128, c: v128,
  size: usize,
): void {
  let i: usize = 0;
  if (formula == op.op_tanh && sizeof<T>() == 4) {
    for (; i + 3 * VECTOR_BYTES <= size; i += 3 * VECTOR_BYTES) {
      const first = activation<T>(formula, v128.load(x + i));
      const second = activation<T>(formula, v128.load(x + i, VECTOR_BYTES));
      const third = activation<T>(formula, v128.load(x + i, 2 * VECTOR_BYTES));
      v128.store(output + i, first);
      v128.store(output + i, second, VECTOR_BYTES);
      v128.store(output + i, third, 2 * VECTOR_BYTES);
    }
  } else if (op.op_identity < formula && formula < op.op_identityGradient) {
    for (; i + 2 * VECTOR_BYTES <= size; i += 2 * VECTOR_BYTES) {
      const first = activation<T>(formula, v128.load(x + i));
      const second = activation<T>(formula, v128.load(x + i, VECTOR_BYTES));
      v128.store(output + i, first);
      v128.store(output + i, second, VECTOR_BYTES);
    }
  }
  if (formula == op.op_tanhGradient) {
    for (; i + 2 * VECTOR_BYTES <= size; i += 2 * VECTOR_BYTES) {
      const first = activationThrough<T>(formula, x + i, y + i, z + i);
      const second = activationThrough<T>(formula, x + i + 16, y + i + 16, z + i + 16);
      v128.store(output + i, first);
      v128.store(output + i, second, VECTOR_BYTES);
    }
  }
  for (; i < size; i += VECTOR_BYTES) {
    v128.store(output + i, value<T>(formula, x + i, y + i, z + i, a, b, c));
  }
}

@inline
function value<T>(
  formula: i32,
  x: usize, y: usize, z: usize,
  a: v128, b: v128, c: v128,
): v128 {
  if (formula < op.op_identity || op.op_squaredError <= formula) {
    return arithmetic<T>(formula, x, y, z, a, b, c);
  }
  if (formula < op.op_identityGradient) return activation<T>(formula, v128.load(x));
  return activationThrough<T>(formula, x, y, z);
}
