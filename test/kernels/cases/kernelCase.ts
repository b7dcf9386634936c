/**
 * How to call a kernel on a random problem of a given size, and how near its twin it must come.
 */
import type { KernelName } from '../../../src/core/kernels/kernelCall';

export interface ProblemSize {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/** A region of numbers, or a number that is passed as it is. */
export type Operand = Region | number;

export interface Region {
  readonly count: number;
  /** What the numbers are before the call. */
  readonly filledWith: Filling;
  readonly isWritten: boolean;
  /** Float64 whatever the precision. */
  readonly isWide?: true;
}

export type Filling = 'signed' | 'positive' | 'probability' | 'bit' | 'whole' | 'garbage';

export interface KernelCase {
  readonly name: string;
  readonly kernel: KernelName;
  readonly operands: (size: ProblemSize) => readonly Operand[];
  /** Largest distance from the twin, in units of the last place of the larger of 1 and the twin's number. */
  readonly tolerance: number;
}

export type Call = Omit<KernelCase, 'name' | 'kernel'>;

export function named(kernel: KernelName, call: Call, variant?: string): KernelCase {
  return { name: variant === undefined ? kernel : `${kernel}, ${variant}`, kernel, ...call };
}

export function reads(count: number, filledWith: Filling = 'signed'): Region {
  return { count, filledWith, isWritten: false };
}

export function writes(count: number): Region {
  return { count, filledWith: 'garbage', isWritten: true };
}

export function updates(count: number, filledWith: Filling = 'signed'): Region {
  return { count, filledWith, isWritten: true };
}

export function wide(region: Region): Region {
  return { ...region, isWide: true };
}

/** A control block that says which iteration it is. */
export const control: Region = wide(reads(2, 'whole'));
