/**
 * Scaling of the inputs: value ↦ (value - offset) / divisor.
 *
 * Offset and divisor are fitted on the training samples alone and applied to all, so that nothing of the
 * validation and test samples leaks into training; their scaled values may lie outside [0, 1].
 */
import type { ScalingKind } from '../../network/spec';
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
  const offsets = new Float64Array(features);
  const divisors = new Float64Array(features).fill(1);
  if (options.kind === 'none') return { offsets, divisors };
  const fit = options.kind === 'minMax' ? fitMinMax : fitStandard;
  const width = options.scope === 'eachFeature' ? 1 : features;
  for (let feature = 0; feature < features; feature += width) {
    const [offset, divisor] = fit(table, train, { first: feature, end: feature + width });
    offsets.fill(offset, feature, feature + width);
    divisors.fill(divisor === 0 ? 1 : divisor, feature, feature + width);
  }
  return { offsets, divisors };
}

interface FeatureRange {
  readonly first: number;
  readonly end: number;
}

type Fit = (table: SampleTable, train: Int32Array, range: FeatureRange) => [number, number];

/** The smallest value and the distance to the largest: scaled values fill [0, 1]. */
const fitMinMax: Fit = (table, train, range) => {
  let smallest = Infinity;
  let largest = -Infinity;
  visit(table, train, range, (value) => {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  });
  return [smallest, largest - smallest];
};

/** Mean and standard deviation (of the population, 1/m): scaled values have mean 0 and deviation 1. */
const fitStandard: Fit = (table, train, range) => {
  const count = train.length * (range.end - range.first);
  let sum = 0;
  visit(table, train, range, (value) => {
    sum += value;
  });
  const mean = sum / count;
  let squares = 0;
  visit(table, train, range, (value) => {
    squares += (value - mean) * (value - mean);
  });
  return [mean, Math.sqrt(squares / count)];
};

function visit(
  { inputs, features }: SampleTable,
  train: Int32Array,
  { first, end }: FeatureRange,
  see: (value: number) => void,
): void {
  for (const sample of train) {
    for (let feature = first; feature < end; feature++) see(inputs[sample * features + feature]!);
  }
}
