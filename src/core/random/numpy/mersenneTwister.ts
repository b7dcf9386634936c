/**
 * MT19937, the Mersenne Twister of Matsumoto and Nishimura (1998): 32 random bits after another from a
 * state of 624 words, as behind `np.random.seed`.
 */

export interface MersenneTwister {
  /** The next 32 bits, unsigned. */
  next(): number;
}

/** `seed` is a whole number below 2³², as NumPy demands. */
export function mersenneTwister(seed: number): MersenneTwister {
  if (!(Number.isInteger(seed) && 0 <= seed && seed < 0x1_0000_0000)) {
    throw new RangeError(`Seed ${seed} is not a whole number from 0 to 2³² - 1`);
  }
  const state = seededState(seed);
  let place = length;
  return {
    next() {
      if (place === length) {
        advance(state);
        place = 0;
      }
      return temper(state[place++]!);
    },
  };
}

const length = 624;
const middle = 397;

/** Knuth's linear recurrence fills the state (the authors' revision of 2002). */
function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(length);
  state[0] = seed;
  for (let place = 1; place < length; place++) {
    const previous = state[place - 1]!;
    state[place] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + place;
  }
  return state;
}

/** Every word becomes that of the next round: the twist. */
function advance(state: Uint32Array): void {
  for (let place = 0; place < length; place++) {
    const bits = (state[place]! & 0x80000000) | (state[(place + 1) % length]! & 0x7fffffff);
    const twisted = (bits >>> 1) ^ ((bits & 1) === 1 ? 0x9908b0df : 0);
    state[place] = state[(place + middle) % length]! ^ twisted;
  }
}

function temper(word: number): number {
  let bits = word ^ (word >>> 11);
  bits ^= (bits << 7) & 0x9d2c5680;
  bits ^= (bits << 15) & 0xefc60000;
  return (bits ^ (bits >>> 18)) >>> 0;
}
