/**
 * The kernels: numbers in linear memory, nothing else. They allocate nothing, remember nothing between two
 * calls that could be seen from outside, and touch no byte that is not an operand's or below
 * `freeMemoryStart`. `KernelExports` in src/core/kernels is their contract.
 */
export { execute_f32, execute_f64 } from './execute/execute';
export { runIterations_f32, runIterations_f64 } from './execute/iterations';
export { fingerprint, fingerprintHigh, settleNaNs_f32, settleNaNs_f64 } from './fingerprint';
export { addColumnLosses, listChanges, shiftRows, softmaxOfChanges, spreadChanges } from './gradientCheck';
export * from './opcodes';
export {
  slot_convolve_f32,
  slot_convolve_f64,
  slot_convolveFilterGradient_f32,
  slot_convolveFilterGradient_f64,
  slot_convolveImageGradient_f32,
  slot_convolveImageGradient_f64,
  slot_multiply_f32,
  slot_multiply_f64,
} from './productSlots';
export { cos, exp, log, sin, tanh } from './scalarMath';

/** The first byte after the tables and the workspace. */
export function freeMemoryStart(): usize {
  return __heap_base;
}
