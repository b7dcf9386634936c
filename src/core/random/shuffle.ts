/** Permutations from counter streams. */
import { counterStream, type CounterStream } from './counterStream';

export interface ShuffleAddress {
  readonly seed: number;
  readonly epoch: number;
}

/** The order in which an epoch visits `count` samples; the kernels fill their order region with the same. */
export function shuffledOrder(count: number, { seed, epoch }: ShuffleAddress): Int32Array {
  return permutation(count, counterStream({ seed, stream: 'shuffle', turn: epoch }));
}

/** 0 … count - 1, shuffled from the end by Fisher and Yates; place i is decided by the uniform at index i. */
export function permutation(count: number, stream: CounterStream): Int32Array {
  const order = new Int32Array(count);
  for (let place = 0; place < count; place++) order[place] = place;
  for (let place = count - 1; 0 <= place; place--) {
    const chosen = Math.floor(stream.uniform(place) * (place + 1));
    const moved = order[place]!;
    order[place] = order[chosen]!;
    order[chosen] = moved;
  }
  return order;
}
