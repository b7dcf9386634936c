/** Small random numbers for the mutator: the same seed and index give the same input on every machine. */

export interface Chance {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** One of the choices. */
  of<T>(choices: readonly T[]): T;
}

/** Marsaglia's xorshift of 32 bits, whose state is mixed from seed and index. */
export function chance(seed: number, index: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  state = (state ^ (state >>> 15)) | 1;
  const below = (count: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
  return { below, of: (choices) => choices[below(choices.length)]! };
}
