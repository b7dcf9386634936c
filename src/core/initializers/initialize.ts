/** Starting values of a layer's weights. Biases start at 0 and need no initializer. */
import type { InitializerSpec } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from '../random/counterStream';

/** The initializers that need no file; `file` is resolved by whoever reads files. */
export type ComputedInitializer = Exclude<InitializerSpec, { readonly type: 'file' }>;

export interface WeightsToInitialize {
  readonly initializer: ComputedInitializer;
  /** Counted from 1; each layer draws its own numbers. */
  readonly layer: number;
  /** n[l-1], the number of units that feed each unit. */
  readonly previousUnits: number;
  readonly seed: number;
}

/** Fills W, row-major (units, previousUnits): entry i is the layer's standard normal number i times the deviation. */
export function initializeWeights(
  weights: Float64Array | Float32Array,
  { initializer, layer, previousUnits, seed }: WeightsToInitialize,
  math: ScalarMath,
): void {
  const deviation = standardDeviation(initializer, previousUnits);
  if (deviation === 0) {
    weights.fill(0);
    return;
  }
  const stream = counterStream({ seed, stream: 'initialization', turn: layer });
  for (let entry = 0; entry < weights.length; entry++) {
    weights[entry] = deviation * stream.normal(entry, math);
  }
}

/** Of the normal distribution from which the weights are drawn. */
export function standardDeviation(initializer: ComputedInitializer, previousUnits: number): number {
  switch (initializer.type) {
    case 'zeros':
      return 0;
    case 'normal':
      return initializer.standardDeviation;
    // Keeps the variance of a layer's output equal to that of its input, for tanh and sigmoid near 0.
    case 'xavier':
      return Math.sqrt(1 / previousUnits);
    // Twice that, because ReLU sets half of its inputs to 0.
    case 'he':
      return Math.sqrt(2 / previousUnits);
    default:
      return initializer satisfies never;
  }
}
