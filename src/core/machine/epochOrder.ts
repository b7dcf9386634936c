/**
 * The order of the samples where NumPy's generator decides it: written before an epoch begins, so that the
 * kernels, which draw the usual order themselves, find it made.
 */
import type { NetworkSpec } from '../../network/spec';
import { courseOrder } from '../random/numpy/courseMinibatches';

/** Undefined where the kernels know the order: without NumPy's numbers, or without shuffling. */
export type EpochOrder = ((epoch: number) => Int32Array) | undefined;

export function epochOrder({ random, training }: NetworkSpec, count: number): EpochOrder {
  if (random === undefined || !training.shuffle) return undefined;
  const seed = random.minibatches ?? random.numpy;
  return (epoch) => courseOrder(count, { seed, epoch });
}
