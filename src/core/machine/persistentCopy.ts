/** Tensors in a copy of the persistent block. */
import type { MemoryRegion } from '../tensor/memoryPlan';

/** The numbers in the copy that stand where `values` stand in the machine's block. */
export function viewInCopy(
  values: Float64Array | Float32Array,
  { buffer, byteOffset }: Uint8Array,
  persistent: MemoryRegion,
): Float64Array | Float32Array {
  const offset = byteOffset + values.byteOffset - persistent.address;
  return values instanceof Float64Array
    ? new Float64Array(buffer, offset, values.length)
    : new Float32Array(buffer, offset, values.length);
}
