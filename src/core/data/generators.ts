/**
 * Small data sets of points in the plane, made from a seed.
 *
 * Each place is a function of the sample's index: sample i belongs to class i mod k, so that classes differ in
 * size by one at most, and Gaussian noise with the standard deviation `noise` is added to both coordinates
 * after the class is known. Targets are class numbers; with two classes they are 0 and 1.
 */
import type { GeneratorKind } from '../../network/spec';
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream, type CounterStream } from '../random/counterStream';
import type { SampleTable } from './table';

export interface GeneratorOptions {
  readonly kind: GeneratorKind;
  readonly samples: number;
  /** Standard deviation, in the units of the plane. */
  readonly noise: number;
  /** 2 but for spirals, which may have more. */
  readonly classes: number;
  readonly seed: number;
}

export function generateSamples(options: GeneratorOptions, math: ScalarMath): SampleTable {
  const { kind, samples, noise, classes, seed } = options;
  const positions = counterStream({ seed, stream: 'data', turn: 0 });
  const deviations = counterStream({ seed, stream: 'noise', turn: 0 });
  const inputs = new Float64Array(2 * samples);
  const targets = new Uint16Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const target = sample % classes;
    const place = Math.floor(sample / classes);
    const members = Math.ceil((samples - target) / classes);
    const [x, y] = shapes[kind]({ target, classes, place, members, sample, positions }, math);
    inputs[2 * sample] = x + noise * deviations.normal(2 * sample, math);
    inputs[2 * sample + 1] = y + noise * deviations.normal(2 * sample + 1, math);
    targets[sample] = target;
  }
  return { count: samples, features: 2, outputs: 1, inputs, targets };
}

interface Member {
  readonly target: number;
  readonly classes: number;
  /** The sample is number `place` of the `members` of its class. */
  readonly place: number;
  readonly members: number;
  readonly sample: number;
  readonly positions: CounterStream;
}

type Shape = (member: Member, math: ScalarMath) => readonly [x: number, y: number];

const shapes: Readonly<Record<GeneratorKind, Shape>> = {
  /**
   * Uniform in the four squares of side 1 around the origin, each square in turn; class 1 where the signs
   * of x and y differ, which is what exclusive or means.
   */
  xor({ target, place, sample, positions }) {
    const x = positions.uniform(2 * sample);
    const y = positions.uniform(2 * sample + 1);
    const side = place % 2 === 0 ? 1 : -1;
    return target === 0 ? [side * x, side * y] : [side * x, -side * y];
  },

  /** Two half circles of radius 1 that reach into each other, evenly spaced: around (0, 0) and (1, ½). */
  moons({ target, place, members }, math) {
    const angle = Math.PI * fractionOf(place, members - 1);
    return target === 0
      ? [math.cos(angle), math.sin(angle)]
      : [1 - math.cos(angle), 0.5 - math.sin(angle)];
  },

  /** Circles of radius 1 (class 0) and ½ (class 1) around the origin, evenly spaced. */
  circles({ target, place, members }, math) {
    const angle = 2 * Math.PI * fractionOf(place, members);
    const radius = target === 0 ? 1 : 0.5;
    return [radius * math.cos(angle), radius * math.sin(angle)];
  },

  /** Arms from the origin to radius 1, at equal angles; each winds by 4 radians on its way out. */
  spirals({ target, classes, place, members }, math) {
    const radius = fractionOf(place, members);
    const angle = (2 * Math.PI * target) / classes + 4 * radius;
    return [radius * math.cos(angle), radius * math.sin(angle)];
  },
};

/** place / whole, and 0 for a class with a single member. */
function fractionOf(place: number, whole: number): number {
  return whole === 0 ? 0 : place / whole;
}
