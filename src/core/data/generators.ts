/**
 * Data sets made from a seed: points in the plane, houses, drawn images.
 *
 * Each sample is a function of its index and the seed, but where NumPy's generator is asked for: its stream
 * has a state, and the recipe says in which order it is used. Targets are class numbers, and prices in housing.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { catSamples } from './cats';
import { digitSamples } from './digits';
import { gateSamples } from './gates';
import type { GeneratorOptions } from './generatorOptions';
import { housingSamples } from './housing';
import { numpySamples } from './numpyRecipes';
import { planeSamples } from './planeShapes';
import type { SampleTable } from './table';

export function generateSamples(options: GeneratorOptions, math: ScalarMath): SampleTable {
  switch (options.kind) {
    case 'gates':
      return gateSamples(options, math);
    case 'housing':
      return housingSamples(options, math);
    case 'digits':
      return digitSamples(options, math);
    case 'cats':
      return catSamples(options, math);
    case 'xor':
    case 'spirals':
      return planeSamples(options, math);
    case 'moons':
    case 'circles':
    case 'flower':
    case 'blobs':
      return options.random === undefined
        ? planeSamples(options, math)
        : numpySamples(options, options.random.numpy);
    default:
      return options satisfies never;
  }
}
