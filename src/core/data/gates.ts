/** Truth tables: the four rows of a gate in the order (0, 0), (1, 0), (0, 1), (1, 1), again and again. */
import type { GateKind } from '../../network/dataSource';
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from '../random/counterStream';
import type { GeneratorOptions } from './generatorOptions';
import type { SampleTable } from './table';

export type GateOptions = Extract<GeneratorOptions, { readonly kind: 'gates' }>;

/** The noise is on the inputs alone. */
export function gateSamples(options: GateOptions, math: ScalarMath): SampleTable {
  const { gate, samples, noise, seed } = options;
  const deviations = counterStream({ seed, stream: 'noise', turn: 0 });
  const inputs = new Float64Array(2 * samples);
  const targets = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const first = sample % 2;
    const second = Math.floor(sample / 2) % 2;
    inputs[2 * sample] = first + noise * deviations.normal(2 * sample, math);
    inputs[2 * sample + 1] = second + noise * deviations.normal(2 * sample + 1, math);
    targets[sample] = outcomes[gate][first + second]!;
  }
  return { count: samples, features: 2, outputs: 1, inputs, targets };
}

/** By the number of inputs that are 1. */
const outcomes: Readonly<Record<GateKind, readonly number[]>> = {
  AND: [0, 0, 1],
  NAND: [1, 1, 0],
  OR: [0, 1, 1],
  XOR: [0, 1, 0],
};
