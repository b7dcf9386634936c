/** How to call each kernel on a random problem: all but gatherBatch and the convolutions, which have tests of their own. */
import { activationCases } from './cases/activationCases';
import { batchNormCases } from './cases/batchNormCases';
import type { KernelCase } from './cases/kernelCase';
import { lossCases } from './cases/lossCases';
import { matrixCases } from './cases/matrixCases';
import { updateCases } from './cases/updateCases';
import { windowCases } from './cases/windowCases';

export const kernelCases: readonly KernelCase[] = [
  ...matrixCases,
  ...activationCases,
  ...lossCases,
  ...batchNormCases,
  ...windowCases,
  ...updateCases,
];
