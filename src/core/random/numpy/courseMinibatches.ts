/** The order of the samples in the course's `random_mini_batches(X, Y, mini_batch_size, seed)`. */
import { legacyGenerator } from './legacyGenerator';

export interface CourseEpoch {
  /** What the notebook's `seed` is before the first epoch; it is raised by 1 before each. */
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
}

/** `list(np.random.permutation(m))`, cut into minibatches one after another. */
export function courseOrder(count: number, { seed, epoch }: CourseEpoch): Int32Array {
  // Seeds end at 2³² - 1, and begin again.
  return legacyGenerator((seed + 1 + epoch) % 0x1_0000_0000).permutation(count);
}
