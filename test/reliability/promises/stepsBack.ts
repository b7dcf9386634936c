/** How long a step back takes, by any granularity, from anywhere in a long run. */
import { imageNetwork, smallNetwork } from '../networks';
import {
  chanceOf,
  megabytes,
  milliseconds,
  percentile,
  sized,
  type Outcome,
  type ReliabilityPromise,
  type Surroundings,
} from '../promise';
import { openedRun, type OpenedRun } from '../openedRun';

const granularities = ['instruction', 'layer', 'phase', 'iteration', 'epoch'] as const;

export const stepsBackInSmall: ReliabilityPromise = {
  name: 'step-back-small',
  claim: 'step back by one, any granularity, anywhere in a 100,000-iteration run of 2-16-16-1',
  limit: 'p50 ≤ 1 ms, p99 ≤ 5 ms in the trainer, keyframes ≤ 16 MB',

  async measure(surroundings) {
    const iterations = sized(surroundings, { full: 100_000, quick: 100_000, test: 2000 });
    const steps = sized(surroundings, { full: 5000, quick: 1000, test: 30 });
    const opened = await openedRun({ text: smallNetwork({ iterations }) });
    const { first, repeated } = await stepBackTimes(opened, { iterations, places: steps / 5 });
    const times = [...first, ...repeated];
    const [median, slowest] = [percentile(times, 0.5), percentile(times, 0.99)];
    const bytes = opened.keyframeBytes();
    return {
      passed: median <= 1 && slowest <= 5 && bytes <= 16 * 2 ** 20,
      figures: `${times.length} steps: p50 ${milliseconds(median)}, p99 ${milliseconds(slowest)}; of those that follow a jump to a random place: p50 ${milliseconds(percentile(first, 0.5))}, p99 ${milliseconds(percentile(first, 0.99))}; keyframes ${megabytes(bytes)}`,
    };
  },
};

export const stepsBackInImages: ReliabilityPromise = {
  name: 'step-back-images-float32',
  claim: 'the same in a 5,000-iteration run of 784-128-64-10, batch 128, float32',
  limit:
    'p99 ≤ 50 ms for the first step after a jump, p50 ≤ 3 ms for those behind it, keyframes ≤ 256 MB',
  async measure(surroundings) {
    return inImages(surroundings, 'float32');
  },
};

export const stepsBackInImagesOfDoubles: ReliabilityPromise = {
  name: 'step-back-images-float64',
  claim: 'the same in float64',
  limit: 'p99 ≤ 200 ms of all of them, keyframes ≤ 256 MB',
  async measure(surroundings) {
    return inImages(surroundings, 'float64');
  },
};

async function inImages(
  surroundings: Surroundings,
  precision: 'float32' | 'float64',
): Promise<Outcome> {
  const iterations = sized(surroundings, { full: 5000, quick: 1000, test: 16 });
  const places = sized(surroundings, { full: 200, quick: 40, test: 4 });
  const opened = await openedRun({ text: imageNetwork({ iterations, precision }) });
  const { first, repeated } = await stepBackTimes(opened, { iterations, places });
  const [firstSlowest, median] = [percentile(first, 0.99), percentile(repeated, 0.5)];
  const slowest = percentile([...first, ...repeated], 0.99);
  const bytes = opened.keyframeBytes();
  const isFast = precision === 'float32' ? firstSlowest <= 50 && median <= 3 : slowest <= 200;
  return {
    passed: isFast && bytes <= 256 * 2 ** 20,
    figures: `${places} jumps: first step back p50 ${milliseconds(percentile(first, 0.5))}, p99 ${milliseconds(firstSlowest)}; the ${repeated.length} behind it p50 ${milliseconds(median)}, p99 ${milliseconds(percentile(repeated, 0.99))}; of all of them p99 ${milliseconds(slowest)}; keyframes ${megabytes(bytes)}`,
  };
}

interface Places {
  readonly iterations: number;
  readonly places: number;
}

/** From random places five steps back each: the first after a jump, and those behind it. */
async function stepBackTimes(
  { run, mover }: OpenedRun,
  { iterations, places }: Places,
): Promise<{ readonly first: readonly number[]; readonly repeated: readonly number[] }> {
  const end = run.timeline.end.instruction;
  const below = chanceOf(7);
  const [first, repeated]: [number[], number[]] = [[], []];
  await mover.seek({ iteration: iterations - 1, instruction: end });
  for (let place = 0; place < places; place++) {
    const position = { iteration: below(iterations), instruction: below(end + 1) };
    await mover.seek(position);
    for (let step = 0; step < 5; step++) {
      const granularity = granularities[below(granularities.length)]!;
      const began = performance.now();
      await mover.step({ granularity, direction: 'backward', count: 1 });
      (step === 0 ? first : repeated).push(performance.now() - began);
    }
  }
  return { first, repeated };
}
