/**
 * The kernels, as the core sees them: an executor of records, and the scalar functions.
 *
 * Whoever instantiates `kernels.wasm` (the trainer, the command line, a test) hands the instance's exports
 * to the machine; the core itself loads nothing.
 */
import type { GradientCheckKernels } from './gradientCheckKernels';
import type { KernelName } from './kernelCall';

/** What `kernels.wasm` exports; `op_<kernel>` are the opcodes of the records. */
export interface KernelExports extends GradientCheckKernels {
  readonly memory: WebAssembly.Memory;
  /** First byte that the kernels do not use themselves (their tables and packing buffers lie below). */
  readonly freeMemoryStart: () => number;
  /** Runs `count` records from address `first`; the suffix is the precision of the tensors. */
  readonly execute_f64: (first: number, count: number) => void;
  readonly execute_f32: (first: number, count: number) => void;
  /**
   * Runs `count` iterations from `first` on by the plan at this address (`passagePlan`), and writes a row of float64 for
   * each: the cost and, if `isMeasured`, the measures; otherwise there is only room for them.
   */
  readonly runIterations_f64: RunIterations;
  readonly runIterations_f32: RunIterations;
  /**
   * 64 bits over `byteLength` bytes, as two int32, which are no numbers on the heap: the low half is returned, the high
   * half is in `fingerprintHigh`. The seed, 0 unless it is given, comes in halves, too.
   */
  readonly fingerprint: (
    ...operands: [address: number, byteLength: number, seed?: number, seedHigh?: number]
  ) => number;
  readonly fingerprintHigh: () => number;
  /** Gives every NaN among these numbers the same bits. */
  readonly settleNaNs_f64: (address: number, byteLength: number) => void;
  readonly settleNaNs_f32: (address: number, byteLength: number) => void;
  readonly exp: (x: number) => number;
  readonly log: (x: number) => number;
  readonly sin: (x: number) => number;
  readonly cos: (x: number) => number;
  readonly tanh: (x: number) => number;
}

export type RunIterations = (
  ...operands: [plan: number, first: number, count: number, rows: number, isMeasured: 0 | 1]
) => void;

/** A record: an opcode, then the operands, each in a slot of 8 bytes as float64; unused slots are ignored. */
export const record = { slots: 16, byteLength: 128 } as const;

export type Opcodes = Readonly<Record<KernelName, number>>;
