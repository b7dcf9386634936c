/** Starting values of a layer's weights. Biases start at 0 and need no initializer. */
import type { InitializerSpec } from '../../network/spec';
import type { NumberSource } from '../random/numberSource';
import { fillOrthogonal } from './orthogonal';

/** The initializers that need no file; `file` is resolved by whoever reads files. */
export type ComputedInitializer = Exclude<InitializerSpec, { readonly type: 'file' }>;

export interface WeightsToInitialize {
  readonly initializer: ComputedInitializer;
  /** Inputs of each unit: n[l-1], or channels · height · width of a filter's kernel. */
  readonly inputs: number;
  /** `unitByUnit` draws each unit's weights after another; `inputByInput` draws those of an input for all units first. */
  readonly order: 'unitByUnit' | 'inputByInput';
}

/** Fills W, row-major (units, inputs), with the next numbers of the source; `zeros` and `constant` take none. */
export function initializeWeights(
  weights: Float64Array,
  { initializer, inputs, order }: WeightsToInitialize,
  source: NumberSource,
): void {
  if (initializer.type === 'constant') {
    weights.fill(initializer.value);
    return;
  }
  if (initializer.type === 'zeros') {
    weights.fill(0);
    return;
  }
  const draw = drawOf(initializer, inputs, source);
  const units = weights.length / inputs;
  for (let drawn = 0; drawn < weights.length; drawn++) {
    const entry =
      order === 'unitByUnit' ? drawn : (drawn % units) * inputs + Math.floor(drawn / units);
    weights[entry] = draw();
  }
  if (initializer.type === 'orthogonal') fillOrthogonal(weights, inputs, initializer.gain);
}

function drawOf(
  initializer: Exclude<ComputedInitializer, { readonly type: 'zeros' | 'constant' }>,
  inputs: number,
  source: NumberSource,
): () => number {
  switch (initializer.type) {
    case 'normal':
    case 'xavier':
    case 'he': {
      const deviation = standardDeviation(initializer, inputs);
      return () => source.normal() * deviation;
    }
    case 'uniform': {
      const { low, high } = initializer;
      return () => low + (high - low) * source.uniform();
    }
    case 'orthogonal':
      return source.normal;
    default:
      return initializer satisfies never;
  }
}

/** Of the normal distribution from which the weights are drawn. */
export function standardDeviation(
  initializer: Extract<ComputedInitializer, { readonly type: 'normal' | 'xavier' | 'he' }>,
  inputs: number,
): number {
  switch (initializer.type) {
    case 'normal':
      return initializer.standardDeviation;
    // Keeps the variance of a layer's output equal to that of its input, for tanh and sigmoid near 0.
    case 'xavier':
      return Math.sqrt(1 / inputs);
    // Twice that, because ReLU sets half of its inputs to 0.
    case 'he':
      return Math.sqrt(2 / inputs);
    default:
      return initializer satisfies never;
  }
}
