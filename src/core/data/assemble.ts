/** From tables of samples to a dataset: dealt into splits, scaled, in the precision of the run. */
import type { SplitSpec } from '../../network/dataSource';
import type { Precision } from '../../network/spec';
import type { Dataset, Samples } from './dataset';
import { fitScaling, type Scaling, type ScalingOptions } from './scaling';
import { splitSamples, type Split } from './split';
import type { SampleTable } from './table';

export interface AssemblyOptions {
  readonly split: SplitSpec;
  readonly scaling: ScalingOptions;
  readonly precision: Precision;
  readonly seed: number;
  /** A test set of its own; the fraction that the split reserves for the test then joins the training samples. */
  readonly test?: SampleTable;
}

/** Validation and test may be empty; a split without a training sample is a `RangeError`. */
export function assembleDataset(table: SampleTable, options: AssemblyOptions): Dataset {
  const split = dealSamples(table.count, options);
  if (split.train.length === 0) {
    throw new RangeError(`Of ${table.count} samples, none is left for training`);
  }
  const scaling = fitScaling(table, split.train, options.scaling);
  const { precision, test } = options;
  const gather = (from: SampleTable, order: Int32Array) =>
    gatherSamples(from, order, { scaling, precision });
  return {
    features: table.features,
    ...(table.inputShape && { inputShape: table.inputShape }),
    outputs: table.outputs,
    train: gather(table, split.train),
    validation: gather(table, split.validation),
    test: test === undefined ? gather(table, split.test) : gather(test, everySample(test.count)),
  };
}

/** Which samples go where; the loader asks first, so that it can refuse an empty training split by name. */
export function dealSamples(count: number, { split, seed, test }: AssemblyOptions): Split {
  if (test === undefined) return splitSamples(count, split, seed);
  return splitSamples(count, { ...split, train: split.train + split.test, test: 0 }, seed);
}

function everySample(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, sample) => sample);
}

interface GatherOptions {
  readonly scaling: Scaling;
  readonly precision: Precision;
}

function gatherSamples(table: SampleTable, order: Int32Array, options: GatherOptions): Samples {
  const { features, outputs } = table;
  const { offsets, divisors } = options.scaling;
  const ArrayType = options.precision === 'float64' ? Float64Array : Float32Array;
  const inputs = new ArrayType(order.length * features);
  const targets = new ArrayType(order.length * outputs);
  order.forEach((sample, place) => {
    for (let feature = 0; feature < features; feature++) {
      const value = table.inputs[sample * features + feature]!;
      inputs[place * features + feature] = (value - offsets[feature]!) / divisors[feature]!;
    }
    for (let output = 0; output < outputs; output++) {
      targets[place * outputs + output] = table.targets[sample * outputs + output]!;
    }
  });
  return { count: order.length, inputs, targets };
}
