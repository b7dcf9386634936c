/**
 * The kernels: numbers in linear memory, nothing else. They allocate nothing, remember nothing between two
 * calls that could be seen from outside, and touch no byte that is not an operand's or below
 * `freeMemoryStart`. `KernelExports` in src/core/kernels is their contract.
 */
export { execute_f32, execute_f64 } from './execute/execute';
export { fingerprint, fingerprintHigh } from './fingerprint';
export * from './opcodes';
export { productSlot_f32, productSlot_f64 } from './productSlots';
export { cos, exp, log, sin, tanh } from './scalarMath';

/** The first byte after the tables and the workspace. */
export function freeMemoryStart(): usize {
  return __heap_base;
}
