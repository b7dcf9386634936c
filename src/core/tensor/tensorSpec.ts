/** What is known of a tensor before it has any numbers. */
import type { Shape } from './shape';

/** `statistics` are the running averages that evaluation uses. */
export type TensorRole =
  | 'data'
  | 'parameter'
  | 'activation'
  | 'gradient'
  | 'optimizerState'
  | 'statistics'
  | 'cost'
  | 'hyperparameter';

export type ElementType = 'float64' | 'float32';

export interface TensorSpec {
  /** The notes' name: `W1`, `dZ2`, `J`. */
  readonly name: string;
  readonly shape: Shape;
  readonly role: TensorRole;
  /** Counted from 1; absent for the data, the cost and what serves all layers. */
  readonly layer?: number;
  /** Scalars that steer the optimizer, and the cost, are float64 even in a float32 run. */
  readonly element: ElementType;
  /** Kept from one iteration to the next, and so part of every keyframe. */
  readonly persistent: boolean;
}

export function bytesPerElement(element: ElementType): number {
  return element === 'float64' ? 8 : 4;
}
