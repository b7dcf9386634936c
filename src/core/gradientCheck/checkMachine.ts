/** The machine of a gradient check: one minibatch of a run with the parameters it had, in float64. */
import type { NetworkSpec } from '../../network/spec';
import type { Dataset, Samples } from '../data/dataset';
import type { KernelExports } from '../kernels/kernelExports';
import type { ParameterValues } from '../machine/initialParameters';
import { Machine, type TensorView } from '../machine/machine';

export interface CheckMachineOptions {
  /** A fresh instance: the machine owns its memory. */
  readonly kernels: KernelExports;
  readonly spec: NetworkSpec;
  /** The minibatch, samples in columns. */
  readonly batch: { readonly X: TensorView; readonly Y: TensorView };
  /** Every parameter by name. */
  readonly parameters: ParameterValues;
}

/** All that is given is copied. */
export function makeCheckMachine({
  kernels,
  spec,
  batch,
  parameters,
}: CheckMachineOptions): Machine {
  const { X, Y } = batch;
  return new Machine({
    kernels,
    spec: {
      ...spec,
      layers: spec.layers.map((layer) => ({ ...layer, initializer: { type: 'file', path: '' } })),
      training: {
        ...spec.training,
        precision: 'float64',
        batchSize: X.columns,
        shuffle: false,
      },
    },
    dataset: datasetOf(X, Y),
    fileParameters: parameters,
  });
}

function datasetOf(X: TensorView, Y: TensorView): Dataset {
  const none: Samples = { count: 0, inputs: new Float64Array(), targets: new Float64Array() };
  const train = { count: X.columns, inputs: sampleAfterSample(X), targets: sampleAfterSample(Y) };
  return { features: X.rows, outputs: Y.rows, train, validation: none, test: none };
}

/** A matrix with samples in columns, transposed. */
function sampleAfterSample({ values, rows, columns }: TensorView): Float64Array {
  const result = new Float64Array(values.length);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      result[column * rows + row] = values[row * columns + column]!;
    }
  }
  return result;
}
