/**
 * The kernels once more, in plain TypeScript: each is its formula in the plainest loops.
 *
 * They work on the same memory, operands and layout as `kernels.wasm`. With float32 every single operation
 * is rounded, so that a kernel which keeps the formula's order of operations has the same bits. Exponentials
 * and logarithms are taken in float64 and rounded once.
 */
import { activationTwins } from './twins/activationTwins';
import { batchNormTwins } from './twins/batchNormTwins';
import { convolutionTwins } from './twins/convolutionTwins';
import { lossTwins } from './twins/lossTwins';
import { matrixTwins } from './twins/matrixTwins';
import { sampleTwins } from './twins/sampleTwins';
import { twinMemory, type ReferenceKernels } from './twins/twinMemory';
import { updateTwins } from './twins/updateTwins';
import { windowTwins } from './twins/windowTwins';

export function referenceKernels(
  buffer: ArrayBuffer,
  precision: 'float64' | 'float32',
): ReferenceKernels {
  const memory = twinMemory(buffer, precision);
  return {
    ...sampleTwins(memory),
    ...matrixTwins(memory),
    ...activationTwins(memory),
    ...lossTwins(memory),
    ...batchNormTwins(memory),
    ...windowTwins(memory),
    ...convolutionTwins(memory),
    ...updateTwins(memory),
  };
}
