/**
 * NumPy's legacy generator: what `np.random.seed(seed)` starts and `np.random.rand`, `randn`, `normal`,
 * `uniform`, `permutation`, `shuffle`, `randint` and `choice` draw from, number by number.
 *
 * NumPy has frozen these streams. They have a state: each call takes the next numbers, so the order of
 * calls decides them. Normals need the logarithm of the C library; `logarithm.ts` has its last digit.
 */
import { logarithm } from './logarithm';
import { mersenneTwister } from './mersenneTwister';

export interface LegacyGenerator {
  /** `rand()`: uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** `randn()`. */
  normal(): number;
  /** `randint(0, count)` and `choice(count)`: a whole number below `count`, which is at most 2³². */
  below(count: number): number;
  /** `shuffle(order)`, in place. */
  shuffle(order: Int32Array): void;
  /** `permutation(count)`. */
  permutation(count: number): Int32Array;
}

export function legacyGenerator(seed: number): LegacyGenerator {
  const bits = mersenneTwister(seed);
  /** The polar method makes normals in pairs; the second of a pair waits here. */
  let waiting: number | undefined;

  function uniform(): number {
    const high = bits.next() >>> 5;
    const low = bits.next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  function normal(): number {
    if (waiting !== undefined) {
      const second = waiting;
      waiting = undefined;
      return second;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (1 <= square || square === 0) continue;
      const factor = Math.sqrt((-2 * logarithm(square)) / square);
      waiting = factor * x;
      return factor * y;
    }
  }

  /** Takes as many bits as the largest allowed number has and throws away what is larger. */
  function below(count: number): number {
    const largest = count - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    for (;;) {
      const value = (bits.next() & mask) >>> 0;
      if (value <= largest) return value;
    }
  }

  function shuffle(order: Int32Array): void {
    for (let place = order.length - 1; 0 < place; place--) {
      const chosen = below(place + 1);
      const moved = order[place]!;
      order[place] = order[chosen]!;
      order[chosen] = moved;
    }
  }

  function permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, place) => place);
    shuffle(order);
    return order;
  }

  return { uniform, normal, below, shuffle, permutation };
}
