/**
 * Scaling of the inputs: value ↦ (value - offset) / divisor.
 *
 * Offset and divisor are fitted on the training samples alone and applied to all, so that nothing of the
 * validation and test samples leaks into training; their scaled values may lie outside [0, 1].
 */
import type { ScalingKind } from '../../network/dataSource';
import type { SampleTable } from './table';

/** Per feature; a feature that does not vary is only moved (its divisor is 1). */
export interface Scaling {
  readonly offsets: Float64Array;
  readonly divisors: Float64Array;
}

/** Whether each feature has its own scale or all share one, as the pixels of an image do. */
export type ScalingScope = 'eachFeature' | 'allFeatures';

export interface ScalingOptions {
  readonly kind: ScalingKind;
  readonly scope: ScalingScope;
}

/** Fits on the samples listed in `train`, of which there is at least one. */
export function fitScaling(
  table: SampleTable,
  train: Int32Array,
  options: ScalingOptions,
): Scaling {
  const { features } = table;
  if (options.kind === 'none') {
    return { offsets: new Float64Array(features), divisors: new Float64Array(features).fill(1) };
  }
  const fit = options.kind === 'minMax' ? fitMinMax : fitStandard;
  const scales = options.scope === 'eachFeature' ? features : 1;
  const { offsets, divisors } = fit(table, train, scales);
  const spread = (values: Float64Array) =>
    Float64Array.from({ length: features }, (_, feature) => values[feature % scales]!);
  return { offsets: spread(offsets), divisors: spread(divisors.map((divisor) => divisor || 1)) };
}

/** `scales` is the number of features, or 1 for a scale that serves all of them. */
type Fit = (table: SampleTable, train: Int32Array, scales: number) => Scaling;

/** The smallest value and the distance to the largest: scaled values fill [0, 1]. */
const fitMinMax: Fit = ({ inputs, features }, train, scales) => {
  const smallest = new Float64Array(scales).fill(Infinity);
  const largest = new Float64Array(scales).fill(-Infinity);
  for (const sample of train) {
    for (let feature = 0; feature < features; feature++) {
      const scale = scales === 1 ? 0 : feature;
      const value = inputs[sample * features + feature]!;
      if (value < smallest[scale]!) smallest[scale] = value;
      if (largest[scale]! < value) largest[scale] = value;
    }
  }
  return { offsets: smallest, divisors: largest.map((high, scale) => high - smallest[scale]!) };
};

/** Mean and standard deviation (of the population, 1/m): scaled values have mean 0 and deviation 1. */
const fitStandard: Fit = ({ inputs, features }, train, scales) => {
  const count = (train.length * features) / scales;
  const sums = new Float64Array(scales);
  for (const sample of train) {
    for (let feature = 0; feature < features; feature++) {
      sums[scales === 1 ? 0 : feature]! += inputs[sample * features + feature]!;
    }
  }
  const means = sums.map((sum) => sum / count);
  const squares = new Float64Array(scales);
  for (const sample of train) {
    for (let feature = 0; feature < features; feature++) {
      const scale = scales === 1 ? 0 : feature;
      const deviation = inputs[sample * features + feature]! - means[scale]!;
      squares[scale]! += deviation * deviation;
    }
  }
  return { offsets: means, divisors: squares.map((sum) => Math.sqrt(sum / count)) };
};
