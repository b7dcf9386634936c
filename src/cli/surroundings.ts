/** What a command needs of the process it runs in. */
import type { ChooseKernels } from '../trainer/kernels';
import type { ProgressLine } from './progressLine';
import type { TextOutput } from './textOutput';

export interface Surroundings {
  readonly output: TextOutput;
  /** For what is wrong with the input. */
  readonly errors: TextOutput;
  readonly progress: ProgressLine;
  /** Aborted when the user wants the command to end. */
  readonly interruption: AbortSignal;
  /** For the data and for linear memory, each. */
  readonly memoryBudgetBytes: number;
  readonly chooseKernels: ChooseKernels;
  /** Milliseconds that only grow. */
  now(): number;
}
