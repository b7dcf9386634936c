/** The values every parameter starts from: weights from the layer's initializer, biases at 0. */
import type { NetworkSpec } from '../../network/spec';
import { initializeWeights } from '../initializers/initialize';
import type { ScalarMath } from '../kernels/scalarMath';

/** Row-major values by parameter name. */
export type ParameterValues = ReadonlyMap<string, Float64Array | Float32Array>;

export interface InitialParameterOptions {
  readonly spec: NetworkSpec;
  readonly features: number;
  readonly math: ScalarMath;
  /** Values of the layers whose initializer is a file; their shapes have been checked by the loader. */
  readonly fileParameters?: ParameterValues;
}

export function initialParameters(options: InitialParameterOptions): ParameterValues {
  const { spec, features, math, fileParameters } = options;
  const values = new Map<string, Float64Array | Float32Array>();
  spec.layers.forEach(({ units, initializer }, index) => {
    const layer = index + 1;
    const previousUnits = spec.layers[index - 1]?.units ?? features;
    const [W, b] = [`W${layer}`, `b${layer}`];
    if (initializer.type === 'file') {
      for (const name of [W, b]) {
        const given = fileParameters?.get(name);
        if (given === undefined) throw new RangeError(`No value was loaded for ${name}`);
        values.set(name, given);
      }
      return;
    }
    const weights = new Float64Array(units * previousUnits);
    initializeWeights(
      weights,
      { initializer, layer, previousUnits, seed: spec.training.seed },
      math,
    );
    values.set(W, weights);
    values.set(b, new Float64Array(units));
  });
  return values;
}
