/**
 * An instruction: one line of the program that an iteration of training executes.
 *
 * Everything that Backstep shows of an operation comes from here: its place in the listing, its formula,
 * its shapes, what it calls, and how one number of its output came to be.
 */
import type { KernelCall } from '../kernels/kernelCall';
import type { CellReader, Cell, Explanation } from './explanation';
import type { FormulaToken } from './formula';

export type PhaseName = 'batch' | 'forward' | 'loss' | 'backward' | 'update';

export interface Instruction {
  /** Unique in the program: the first tensor it writes, by which positions name it. */
  readonly name: string;
  readonly phase: PhaseName;
  /** Counted from 1; absent where the instruction belongs to no single layer. */
  readonly layer?: number;
  readonly writes: readonly string[];
  /** Includes what it overwrites, when the new value depends on the old one. */
  readonly reads: readonly string[];
  readonly formula: readonly FormulaToken[];
  /** `(16, 32) = (16, 2) · (2, 32) + (16, 1)` */
  readonly shapes: string;
  /** What a learner should know here, in a sentence or two. */
  readonly note?: string;
  /** The kernel calls that carry it out, in order. */
  readonly calls: (addressOf: AddressOf) => readonly KernelCall[];
  /**
   * The calls that carry it out in an iteration that is passed over as a whole, where they are others than `calls`.
   * They may leave out what nobody can see then; what outlives the iteration has the same bits.
   */
  readonly callsInPassing?: (addressOf: AddressOf) => readonly KernelCall[];
  /** Where one number of an output came from, once the instruction has run. */
  readonly explain: (cell: Cell, reader: CellReader) => Explanation;
}

/** Address of a tensor by name, or of one of the machine's regions. */
export type AddressOf = (name: string) => number;

/** Names of the regions a machine lends to instructions; no tensor has such a name. */
export const regions = {
  samples: '$samples',
  labels: '$labels',
  order: '$order',
  control: '$control',
} as const;
