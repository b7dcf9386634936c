/**
 * `kernels.wasm` as the build made it, with a memory in which tests lay out operands.
 */
import { readFileSync } from 'node:fs';

import type { KernelName, KernelOperands } from '../../src/core/kernels/kernelCall';
import { record, type KernelExports } from '../../src/core/kernels/kernelExports';

export type Precision = 'float64' | 'float32';
export type Numbers = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

const kernelModule = new WebAssembly.Module(readFileSync('dist/kernels.wasm'));

export class KernelMemory {
  readonly exports: KernelExports;
  private next: number;
  private readonly recordAddress: number;

  constructor(readonly precision: Precision) {
    const instance = new WebAssembly.Instance(kernelModule);
    this.exports = instance.exports as unknown as KernelExports;
    this.recordAddress = aligned(this.exports.freeMemoryStart());
    this.next = this.recordAddress + record.byteLength;
  }

  get buffer(): ArrayBuffer {
    return this.exports.memory.buffer;
  }

  /** First byte of what tests laid out. */
  get start(): number {
    return this.recordAddress + record.byteLength;
  }

  /** Address of `byteLength` bytes, 16-byte aligned, with some bytes to spare between it and others. */
  reserve(byteLength: number): number {
    const address = this.next;
    this.next = aligned(address + byteLength + 16);
    this.growTo(this.next);
    return address;
  }

  /** Forgets everything laid out so far. */
  clear(): void {
    this.next = this.start;
  }

  /** Address of the given numbers, in this memory's precision or another. */
  place(numbers: ArrayLike<number>, precision = this.precision): number {
    const address = this.reserve(numbers.length * 8);
    this.view(address, numbers.length, precision).set(numbers);
    return address;
  }

  /** The numbers at an address that is a multiple of their size. */
  view(address: number, count: number, precision = this.precision): Numbers {
    return numbersIn(this.buffer, precision, address, count);
  }

  run<K extends KernelName>(kernel: K, ...operands: KernelOperands[K]): void {
    this.execute(kernel, operands);
  }

  /** The same for a kernel that is known only by its name. */
  execute(kernel: KernelName, operands: readonly number[]): void {
    const opcodes = this.exports as unknown as Record<string, WebAssembly.Global>;
    const slots = new Float64Array(this.buffer, this.recordAddress, record.slots);
    slots.set([opcodes[`op_${kernel}`]!.value as number, ...operands]);
    if (this.precision === 'float64') this.exports.execute_f64(this.recordAddress, 1);
    else this.exports.execute_f32(this.recordAddress, 1);
  }

  private growTo(byteLength: number): void {
    const missing = byteLength - this.buffer.byteLength;
    if (0 < missing) this.exports.memory.grow(Math.ceil(missing / pageBytes));
  }
}

export function numbersIn(
  buffer: ArrayBuffer,
  precision: Precision,
  address: number,
  count: number,
): Numbers {
  return precision === 'float64'
    ? new Float64Array(buffer, address, count)
    : new Float32Array(buffer, address, count);
}

const pageBytes = 65536;

function aligned(address: number): number {
  return Math.ceil(address / 16) * 16;
}
