/** Where initial weights come from: numbers by index from the seed, or the next ones of NumPy's generator. */
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from './counterStream';

/** Hands out one number after another. */
export interface NumberSource {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** The numbers 0, 1, 2, … of a layer; uniforms and normals are not to be mixed. */
export function layerNumbers(
  { seed, layer }: { readonly seed: number; readonly layer: number },
  math: ScalarMath,
): NumberSource {
  const stream = counterStream({ seed, stream: 'initialization', turn: layer });
  let drawn = 0;
  return { uniform: () => stream.uniform(drawn++), normal: () => stream.normal(drawn++, math) };
}
