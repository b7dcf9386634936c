/** What lies in memory before the first iteration: the samples, the starting parameters, the counters. */
import { controlBlock } from '../kernels/controlBlock';
import type { ScalarMath } from '../kernels/scalarMath';
import type { NetworkSpec } from '../../network/spec';
import type { Dataset } from '../data/dataset';
import { regions, type AddressOf } from '../program/instruction';
import { elementCount } from '../tensor/shape';
import type { TensorSpec } from '../tensor/tensorSpec';
import { initialParameters, type ParameterValues } from './initialParameters';

export interface StartingState {
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  /** All tensors of the program. */
  readonly tensors: readonly TensorSpec[];
  readonly fileParameters?: ParameterValues;
  readonly math: ScalarMath;
}

export interface MemoryMap {
  readonly buffer: ArrayBuffer;
  readonly addressOf: AddressOf;
}

/** Everything that is not written here is 0, as the memory of a fresh instance is. */
export function writeStartingState({ buffer, addressOf }: MemoryMap, state: StartingState): void {
  const { spec, dataset, tensors } = state;
  const ArrayType = spec.training.precision === 'float64' ? Float64Array : Float32Array;
  const put = (name: string, values: Float64Array | Float32Array): void => {
    new ArrayType(buffer, addressOf(name), values.length).set(values);
  };
  const putDoubles = (address: number, ...values: number[]): void => {
    new Float64Array(buffer, address, values.length).set(values);
  };
  put(regions.samples, dataset.train.inputs);
  put(regions.labels, dataset.train.targets);
  for (const [name, values] of initialParameters(state)) put(name, values);
  for (const { name, role, layer, shape } of tensors) {
    if (role !== 'statistics' || layer === undefined) continue;
    const start = name.startsWith('runningVar') ? initialVariance(spec, layer) : 0;
    const usual = new Float64Array(elementCount(shape)).fill(start);
    put(name, state.fileParameters?.get(name) ?? usual);
  }
  putDoubles(addressOf(regions.control) + controlBlock.orderEpoch, -1);
  putDoubles(addressOf('learningRate'), spec.optimizer.learningRate);
  if (spec.optimizer.type === 'adam') putDoubles(addressOf('betaPowers'), 1, 1);
}

/** Of a layer's running variance. */
function initialVariance({ layers }: NetworkSpec, layer: number): number {
  const found = layers[layer - 1];
  return found !== undefined && 'batchNorm' in found ? found.batchNorm.initialVariance : 0;
}
