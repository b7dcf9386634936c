/**
 * Classes of points in the plane.
 *
 * Sample i belongs to class i mod k, so that classes differ in size by one at most; Gaussian noise is added
 * after the class is known.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { counterStream, type CounterStream } from '../random/counterStream';
import type { GeneratorOptions } from './generatorOptions';
import type { SampleTable } from './table';

export type PlaneKind = 'xor' | 'moons' | 'circles' | 'spirals' | 'flower' | 'blobs';
export type PlaneOptions = Extract<GeneratorOptions, { readonly kind: PlaneKind }>;

export function planeSamples(options: PlaneOptions, math: ScalarMath): SampleTable {
  const { kind, samples, noise, classes, seed } = options;
  const positions = counterStream({ seed, stream: 'data', turn: 0 });
  const centers = counterStream({ seed, stream: 'data', turn: 1 });
  const deviations = counterStream({ seed, stream: 'noise', turn: 0 });
  const factor = options.kind === 'circles' ? options.factor : 1;
  const inputs = new Float64Array(2 * samples);
  const targets = new Uint16Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const target = sample % classes;
    const place = Math.floor(sample / classes);
    const members = Math.ceil((samples - target) / classes);
    const deviation: Point = [
      noise * deviations.normal(2 * sample, math),
      noise * deviations.normal(2 * sample + 1, math),
    ];
    const member = { target, classes, place, members, sample, factor, positions, centers };
    const [x, y] = shapes[kind](member, math, deviation);
    inputs[2 * sample] = x;
    inputs[2 * sample + 1] = y;
    targets[sample] = target;
  }
  return { count: samples, features: 2, outputs: 1, inputs, targets };
}

type Point = readonly [x: number, y: number];

interface Member {
  readonly target: number;
  readonly classes: number;
  /** The sample is number `place` of the `members` of its class. */
  readonly place: number;
  readonly members: number;
  readonly sample: number;
  /** Radius of the inner circle. */
  readonly factor: number;
  /** Indexed by sample. */
  readonly positions: CounterStream;
  /** Indexed by class. */
  readonly centers: CounterStream;
}

type Shape = (member: Member, math: ScalarMath, deviation: Point) => Point;

const shapes: Readonly<Record<PlaneKind, Shape>> = {
  /**
   * Uniform in the four squares of side 1 around the origin, each square in turn; class 1 where the signs
   * of x and y differ, which is what exclusive or means.
   */
  xor({ target, place, sample, positions }, _, deviation) {
    const x = positions.uniform(2 * sample);
    const y = positions.uniform(2 * sample + 1);
    const side = place % 2 === 0 ? 1 : -1;
    return moved([side * x, target === 0 ? side * y : -side * y], deviation);
  },

  /** Two half circles of radius 1 that reach into each other, evenly spaced: around (0, 0) and (1, ½). */
  moons({ target, place, members }, math, deviation) {
    const angle = Math.PI * fractionOf(place, members - 1);
    const [x, y] = [math.cos(angle), math.sin(angle)];
    return moved(target === 0 ? [x, y] : [1 - x, 0.5 - y], deviation);
  },

  /** Circles of radius 1 (class 0) and `factor` (class 1) around the origin, evenly spaced. */
  circles({ target, place, members, factor }, math, deviation) {
    const angle = 2 * Math.PI * fractionOf(place, members);
    const radius = target === 0 ? 1 : factor;
    return moved([radius * math.cos(angle), radius * math.sin(angle)], deviation);
  },

  /** Arms from the origin to radius 1, at equal angles; each winds by 4 radians on its way out. */
  spirals({ target, classes, place, members }, math, deviation) {
    const radius = fractionOf(place, members);
    const angle = (2 * Math.PI * target) / classes + 4 * radius;
    return moved([radius * math.cos(angle), radius * math.sin(angle)], deviation);
  },

  /**
   * A rose of eight petals, r = 4 sin 4θ; class 0 has about the half with x > 0, class 1 the other. The noise is
   * in θ and r. The course's planar data, which measures θ from the y axis.
   */
  flower({ target, place, members }, math, [angleNoise, radiusNoise]) {
    const angle = 3.12 * (target + fractionOf(place, members - 1)) + angleNoise;
    const radius = 4 * math.sin(4 * angle) + radiusNoise;
    return [radius * math.sin(angle), radius * math.cos(angle)];
  },

  /** Clouds around centers that are uniform in the square from -10 to 10. */
  blobs({ target, centers }, _, deviation) {
    const side = (index: number) => -10 + 20 * centers.uniform(index);
    return moved([side(2 * target), side(2 * target + 1)], deviation);
  },
};

function moved([x, y]: Point, [byX, byY]: Point): Point {
  return [x + byX, y + byY];
}

/** place / whole, and 0 for a class with a single member. */
function fractionOf(place: number, whole: number): number {
  return whole === 0 ? 0 : place / whole;
}
