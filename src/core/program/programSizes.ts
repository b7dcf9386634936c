/** What a program is compiled for beside the network: the sizes that the data decides. */
import type { Shape } from '../tensor/shape';

export interface ProgramSizes {
  readonly features: number;
  /** (channels, height, width) where the samples are images. */
  readonly inputShape?: Shape;
  readonly outputs: number;
  /** Samples in the training split. */
  readonly count: number;
  /** Samples of this minibatch; the batch size, or fewer in the last one of an epoch. */
  readonly columns: number;
  /** Samples of every other minibatch. */
  readonly batchSize: number;
}
