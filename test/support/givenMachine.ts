/** A machine over numbers that a test gives: the samples, and the parameters to start from. */
import { Machine, type Dataset, type Instruction, type ParameterValues } from '../../src/core';
import type { NetworkSpec } from '../../src/network/spec';
import { instantiateKernels } from './runs';

/** Row-major. */
export interface GivenMatrix {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface GivenMachine {
  /** Its data source is not read. */
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  /** Values of the parameters whose initializer is a file. */
  readonly start: ParameterValues;
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

export function givenMachine({ start, ...options }: GivenMachine): Machine {
  return new Machine({ ...options, kernels: instantiateKernels(), fileParameters: start });
}

/** X is (features, samples), Y (outputs, samples); all samples are for training. */
export function givenDataset(X: GivenMatrix, Y: GivenMatrix): Dataset {
  const none = { count: 0, inputs: new Float64Array(), targets: new Float64Array() };
  return {
    features: X.shape[0]!,
    outputs: Y.shape[0]!,
    train: { count: X.shape[1]!, inputs: columnByColumn(X), targets: columnByColumn(Y) },
    validation: none,
    test: none,
  };
}

function columnByColumn({ shape: [rows = 0, columns = 0], values }: GivenMatrix): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, place) => values[(place % rows) * columns + Math.floor(place / rows)]!,
  );
}
