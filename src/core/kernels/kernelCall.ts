/**
 * The calls a machine can make: every kernel by name, with its operands in order.
 *
 * A program is executed as a list of such calls, written as records into linear memory and run by the
 * kernels' own loop. Addresses are byte offsets into linear memory, 16-byte aligned; sizes are counts of
 * numbers, never bytes. Matrices are row-major; samples are columns, so the batch is contiguous.
 * Flags are 0 or 1. Every operand travels as a float64, which holds addresses and counts exactly.
 */
import type { ActivationKernels } from './activationKernels';
import type { ImageKernels } from './imageKernels';
import type { LossKernels } from './lossKernels';
import type { MatrixKernels } from './matrixKernels';
import type { RegularizerKernels } from './regularizerKernels';
import type { UpdateKernels } from './updateKernels';

/** The operands of each kernel, by its name. */
export interface KernelOperands
  extends
    MatrixKernels,
    ActivationKernels,
    LossKernels,
    RegularizerKernels,
    ImageKernels,
    UpdateKernels {}

export type KernelName = keyof KernelOperands;

/** One kernel with its operands. */
export type KernelCall = {
  readonly [K in KernelName]: {
    readonly kernel: K;
    readonly operands: Readonly<KernelOperands[K]>;
  };
}[KernelName];
