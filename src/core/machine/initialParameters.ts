/** The values every parameter starts from: weights from the layer's initializer, γ at 1, the rest at 0. */
import type { InitializerSpec, NetworkSpec } from '../../network/spec';
import { drawingOf } from '../initializers/drawing';
import { initializeWeights } from '../initializers/initialize';
import type { ScalarMath } from '../kernels/scalarMath';
import { elementCount } from '../tensor/shape';
import type { TensorSpec } from '../tensor/tensorSpec';

/** Row-major values by parameter name. */
export type ParameterValues = ReadonlyMap<string, Float64Array | Float32Array>;

export interface InitialParameterOptions {
  readonly spec: NetworkSpec;
  /** All tensors of the program; only the parameters matter here. */
  readonly tensors: readonly TensorSpec[];
  readonly math: ScalarMath;
  /** Values of the layers whose initializer is a file; their shapes have been checked by the loader. */
  readonly fileParameters?: ParameterValues;
}

export function initialParameters(options: InitialParameterOptions): ParameterValues {
  const { spec, tensors, math, fileParameters } = options;
  const drawing = drawingOf(spec, math);
  const values = new Map<string, Float64Array | Float32Array>();
  for (const { name, role, layer, shape } of tensors) {
    if (role !== 'parameter' || layer === undefined) continue;
    const initializer = initializerOf(spec, layer);
    const given = initializer?.type === 'file' ? fileParameters?.get(name) : undefined;
    if (given !== undefined) {
      values.set(name, given);
      continue;
    }
    const numbers = new Float64Array(elementCount(shape));
    if (name.startsWith('gamma')) numbers.fill(1);
    if (name.startsWith('W') && initializer !== undefined) {
      if (initializer.type === 'file') throw new RangeError(`No value was loaded for ${name}`);
      const inputs = elementCount(shape.slice(1));
      // The filters of the book's convolutions are drawn one after another too.
      const order = shape.length === 2 ? drawing.order : 'unitByUnit';
      initializeWeights(numbers, { initializer, inputs, order }, drawing.source(layer));
    }
    values.set(name, numbers);
  }
  return values;
}

function initializerOf(spec: NetworkSpec, layer: number): InitializerSpec | undefined {
  const found = spec.layers[layer - 1];
  return found !== undefined && 'initializer' in found ? found.initializer : undefined;
}
