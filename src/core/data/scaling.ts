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
  for (let first = 0; first < features; first += width) {
    const [offset, divisor] = fit({ table, train, first, end: first + width });
    offsets.fill(offset, first, first + width);
    divisors.fill(divisor === 0 ? 1 : divisor, first, first + width);
  }
  return { offsets, divisors };
}

/** The values of the features first … end - 1 of the training samples. */
interface TrainingValues {
  readonly table: SampleTable;
  readonly train: Int32Array;
  readonly first: number;
  readonly end: number;
}

type Fit = (values: TrainingValues) => readonly [offset: number, divisor: number];

/** The smallest value and the distance to the largest: scaled values fill [0, 1]. */
const fitMinMax: Fit = (values) => {
  let smallest = Infinity;
  let largest = -Infinity;
  visit(values, (value) => {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  });
  return [smallest, largest - smallest];
};

/** Mean and standard deviation (of the population, 1/m): scaled values have mean 0 and deviation 1. */
const fitStandard: Fit = (values) => {
  const count = values.train.length * (values.end - values.first);
  let sum = 0;
  visit(values, (value) => {
    sum += value;
  });
  const mean = sum / count;
  let squares = 0;
  visit(values, (value) => {
    squares += (value - mean) * (value - mean);
  });
  return [mean, Math.sqrt(squares / count)];
};

function visit({ table, train, first, end }: TrainingValues, see: (value: number) => void): void {
  const { inputs, features } = table;
  for (const sample of train) {
    for (let feature = first; feature < end; feature++) see(inputs[sample * features + feature]!);
  }
}
