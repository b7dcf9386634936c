/** What Backstep promises, each with the measurement that holds it. */

/** How much is measured: `full` as the promise says it, `quick` in minutes, `test` in seconds. */
export type Scale = 'full' | 'quick' | 'test';

export interface Surroundings {
  /** The trainer's bundle, with the kernels beside it. */
  readonly trainerScript: string;
  /** The bundle of `host.ts`. */
  readonly hostScript: string;
  /** For files of this measurement, removed afterwards. */
  readonly folder: string;
  readonly scale: Scale;
}

export interface Outcome {
  readonly passed: boolean;
  /** The numbers, in words for a table. */
  readonly figures: string;
}

export interface ReliabilityPromise {
  /** For `--only`. */
  readonly name: string;
  readonly claim: string;
  readonly limit: string;
  measure(surroundings: Surroundings): Promise<Outcome>;
}

/** One of three numbers. */
export function sized({ scale }: Surroundings, sizes: Readonly<Record<Scale, number>>): number {
  return sizes[scale];
}

/** The number below which `part` of them lie. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** A generator of whole numbers below a bound; the same for the same seed. */
export function chanceOf(seed: number): (bound: number) => number {
  let state = seed * 2654435761 + 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
export const milliseconds = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
