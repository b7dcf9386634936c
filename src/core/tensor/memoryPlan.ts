/**
 * Where every tensor lies in linear memory, decided once before anything runs.
 *
 * The persistent tensors form one contiguous block, so that a keyframe is one copy; the transient ones
 * follow. Addresses are aligned to 64 bytes, a cache line. The plan allocates nothing itself.
 */
import { elementCount } from './shape';
import { bytesPerElement, type TensorSpec } from './tensorSpec';

const alignment = 64;

export interface MemoryPlan {
  /** First byte of each tensor, by name. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly persistent: MemoryRegion;
  /** First byte behind the plan. */
  readonly end: number;
}

export interface MemoryRegion {
  readonly address: number;
  readonly byteLength: number;
}

/** Lays `tensors` out from `start` on. */
export function planMemory(tensors: readonly TensorSpec[], start: number): MemoryPlan {
  const addresses = new Map<string, number>();
  const first = align(start);
  let next = first;
  const place = (tensor: TensorSpec): void => {
    addresses.set(tensor.name, next);
    next = align(next + tensorBytes(tensor));
  };
  tensors.filter((tensor) => tensor.persistent).forEach(place);
  const persistent = { address: first, byteLength: next - first };
  tensors.filter((tensor) => !tensor.persistent).forEach(place);
  return { addresses, persistent, end: next };
}

/** Bytes of the tensor's numbers, without padding. */
export function tensorBytes(tensor: TensorSpec): number {
  return elementCount(tensor.shape) * bytesPerElement(tensor.element);
}

export function align(address: number): number {
  return Math.ceil(address / alignment) * alignment;
}
