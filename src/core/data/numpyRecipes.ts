/**
 * The recipes of scikit-learn and of the course on NumPy's generator, number by number.
 *
 * `make_moons`, `make_circles` and `make_blobs` begin with `np.random.seed(seed)`, or are given it as
 * `random_state`; the flower is `load_planar_dataset` of the course's `planar_utils`. The order in which a
 * recipe draws is part of it, and so is how NumPy spaces numbers and where it rounds.
 */
import { legacyGenerator, type LegacyGenerator } from '../random/numpy/legacyGenerator';
import { cosine, sine } from '../random/numpy/sine';
import type { PlaneOptions } from './planeShapes';
import type { SampleTable } from './table';

export type RecipeOptions = Exclude<PlaneOptions, { readonly kind: 'xor' | 'spirals' }>;

export function numpySamples(options: RecipeOptions, seed: number): SampleTable {
  const generator = legacyGenerator(seed);
  switch (options.kind) {
    case 'moons':
      return addNoise(shuffled(moons(options.samples), generator), options.noise, generator);
    case 'circles':
      return addNoise(shuffled(circles(options), generator), options.noise, generator);
    case 'blobs':
      return shuffled(blobs(options, generator), generator);
    case 'flower':
      return flower(options, generator);
    default:
      return options satisfies never;
  }
}

interface Drawn extends SampleTable {
  readonly inputs: Float64Array;
}

function moons(samples: number): Drawn {
  const [outer, inner] = halves(samples).map((count) => spaced(0, Math.PI, count));
  return table([
    ...outer!.map((angle): Row => [cosine(angle), sine(angle), 0]),
    ...inner!.map((angle): Row => [1 - cosine(angle), 1 - sine(angle) - 0.5, 1]),
  ]);
}

function circles({ samples, factor }: { samples: number; factor: number }): Drawn {
  const step = (count: number) => (2 * Math.PI) / count;
  const [outer, inner] = halves(samples).map((count) =>
    Array.from({ length: count }, (_, place) => place * step(count)),
  );
  return table([
    ...outer!.map((angle): Row => [cosine(angle), sine(angle), 0]),
    ...inner!.map((angle): Row => [cosine(angle) * factor, sine(angle) * factor, 1]),
  ]);
}

function blobs({ samples, classes, noise }: RecipeOptions, { uniform, normal }: LegacyGenerator) {
  const centers = Array.from({ length: classes }, () => [
    -10 + 20 * uniform(),
    -10 + 20 * uniform(),
  ]);
  const rows = centers.flatMap(([x = 0, y = 0], target) => {
    const members = Math.floor(samples / classes) + (target < samples % classes ? 1 : 0);
    return Array.from({ length: members }, (): Row => [
      x + noise * normal(),
      y + noise * normal(),
      target,
    ]);
  });
  return table(rows);
}

/** With an odd number of samples, which the course does not have, class 1 gets the last. */
function flower({ samples, noise }: RecipeOptions, { normal }: LegacyGenerator): Drawn {
  const rows = halves(samples).flatMap((count, target) => {
    const angles = spaced(target * 3.12, (target + 1) * 3.12, count);
    const noisy = angles.map((angle) => angle + normal() * noise);
    return noisy.map((angle): Row => {
      const radius = 4 * sine(4 * angle) + normal() * noise;
      return [radius * sine(angle), radius * cosine(angle), target];
    });
  });
  return table(rows);
}

type Row = readonly [x: number, y: number, target: number];

function table(rows: readonly Row[]): Drawn {
  const inputs = new Float64Array(2 * rows.length);
  const targets = new Uint16Array(rows.length);
  rows.forEach(([x, y, target], row) => {
    inputs[2 * row] = x;
    inputs[2 * row + 1] = y;
    targets[row] = target;
  });
  return { count: rows.length, features: 2, outputs: 1, inputs, targets };
}

function halves(samples: number): readonly [outer: number, inner: number] {
  const outer = Math.floor(samples / 2);
  return [outer, samples - outer];
}

/** `np.linspace(start, stop, count)`. */
function spaced(start: number, stop: number, count: number): readonly number[] {
  const step = (stop - start) / (count - 1);
  return Array.from({ length: count }, (_, place) => {
    if (place === 0) return start;
    return place === count - 1 ? stop : place * step + start;
  });
}

/** `sklearn.utils.shuffle`. */
function shuffled({ inputs, targets, ...rest }: Drawn, { permutation }: LegacyGenerator): Drawn {
  const order = permutation(rest.count);
  const moved = { inputs: inputs.slice(), targets: targets.slice() };
  order.forEach((from, to) => {
    moved.inputs[2 * to] = inputs[2 * from]!;
    moved.inputs[2 * to + 1] = inputs[2 * from + 1]!;
    moved.targets[to] = targets[from]!;
  });
  return { ...rest, ...moved };
}

/** Also where the noise is 0: the numbers are drawn all the same. */
function addNoise(drawn: Drawn, noise: number, { normal }: LegacyGenerator): Drawn {
  return { ...drawn, inputs: drawn.inputs.map((value) => value + noise * normal()) };
}
