/** The linear memory as the twins of the kernels see it: numbers from an address on. */
import type { KernelName, KernelOperands } from '../../../src/core/kernels/kernelCall';

export type ReferenceKernels = {
  readonly [K in KernelName]: (...operands: KernelOperands[K]) => void;
};

/** The twins of some of the kernels. */
export type Twins<K extends KernelName> = Pick<ReferenceKernels, K>;

export interface TwinMemory {
  readonly buffer: ArrayBuffer;
  /** Rounds to the precision of the tensors. */
  readonly round: (x: number) => number;
  /** The numbers of tensors. */
  readonly at: (address: number) => Float64Array | Float32Array;
  /** The numbers of what is float64 whatever the precision. */
  readonly wide: (address: number) => Float64Array;
}

export function twinMemory(buffer: ArrayBuffer, precision: 'float64' | 'float32'): TwinMemory {
  const isWide = precision === 'float64';
  return {
    buffer,
    round: isWide ? (x) => x : Math.fround,
    at: remembered((address) =>
      isWide ? new Float64Array(buffer, address) : new Float32Array(buffer, address),
    ),
    wide: remembered((address) => new Float64Array(buffer, address)),
  };
}

export function each(count: number, visit: (index: number) => void): void {
  for (let index = 0; index < count; index++) visit(index);
}

function remembered<T>(viewOf: (address: number) => T): (address: number) => T {
  const views = new Map<number, T>();
  return (address) => {
    const view = views.get(address) ?? viewOf(address);
    views.set(address, view);
    return view;
  };
}
