/**
 * Houses and their prices, as a small network of three ReLU units could have set them.
 *
 * Features, of which the first `features` are given and the others are the same for all houses:
 * size in 100 m² (0.3 to 2.5), bedrooms (1 to 5), distance to the center in 10 km (0 to 2), wealth of the
 * neighborhood (0 to 1). A price, in 100,000s, is a weighted sum of three things that nobody measured: room for a
 * family, from size and bedrooms; what is in walking distance, from the distance; the school, from distance and wealth.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream } from '../random/counterStream';
import type { GeneratorOptions } from './generatorOptions';
import type { SampleTable } from './table';

export type HousingOptions = Extract<GeneratorOptions, { readonly kind: 'housing' }>;

/** The noise is on the price, which is never below 0. */
export function housingSamples(options: HousingOptions, math: ScalarMath): SampleTable {
  const { features, samples, noise, seed } = options;
  const positions = counterStream({ seed, stream: 'data', turn: 0 });
  const deviations = counterStream({ seed, stream: 'noise', turn: 0 });
  const inputs = new Float64Array(features * samples);
  const targets = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const draw = (feature: number) => positions.uniform(4 * sample + feature);
    const house = [0.3 + 2.2 * draw(0), 1 + Math.floor(5 * draw(1)), 2 * draw(2), draw(3)];
    const known = house.slice(0, features);
    const [size, bedrooms, distance, wealth] = [...known, ...usualHouse.slice(features)];
    inputs.set(known, features * sample);
    const price = priceOf({
      size: size!,
      bedrooms: bedrooms!,
      distance: distance!,
      wealth: wealth!,
    });
    targets[sample] = Math.max(0, price + noise * deviations.normal(sample, math));
  }
  return { count: samples, features, outputs: 1, inputs, targets };
}

const usualHouse = [1, 3, 1, 0.5];

export interface House {
  readonly size: number;
  readonly bedrooms: number;
  readonly distance: number;
  readonly wealth: number;
}

export function priceOf({ size, bedrooms, distance, wealth }: House): number {
  const family = Math.max(0, 1.5 * size + 0.2 * bedrooms - 0.9);
  const walking = Math.max(0, 1.2 - distance);
  const school = Math.max(0, wealth - 0.3 * distance);
  return 1.5 * family + 0.8 * walking + school;
}
