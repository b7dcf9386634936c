/**
 * Random numbers by index: the same (seed, stream, turn, index) is the same number for ever.
 *
 * The kernels compute the same bits where training needs them. Nothing here remembers anything that could
 * be seen from outside, so numbers may be read in any order, or again.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { philox4x32, type PhiloxKey } from './philox';
import { streams, type StreamName } from './streams';

export interface StreamAddress {
  /** Any safe integer; a negative one is read as 64-bit two's complement. */
  readonly seed: number;
  readonly stream: StreamName;
  /** Which time the stream is used: the epoch of a shuffle, the layer of an initialization, else 0. */
  readonly turn: number;
}

export interface CounterStream {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³; `index` is a whole number below 2⁵³. */
  uniform(index: number): number;
  /** Standard normal by Box and Muller, from the uniforms 2 · index and 2 · index + 1. */
  normal(index: number, math: ScalarMath): number;
}

export function counterStream({ seed, stream, turn }: StreamAddress): CounterStream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`Seed ${seed} is not a safe integer`);
  const key: PhiloxKey = [seed >>> 0, Math.floor(seed / two32) >>> 0];
  const words = new Uint32Array(4);
  let block = -1;

  function uniform(index: number): number {
    const wanted = Math.floor(index / 2);
    if (wanted !== block) {
      words[0] = wanted;
      words[1] = Math.floor(wanted / two32);
      words[2] = turn;
      words[3] = streams[stream];
      philox4x32(words, key);
      block = wanted;
    }
    return index % 2 === 0 ? fraction(words[0]!, words[1]!) : fraction(words[2]!, words[3]!);
  }

  function normal(index: number, math: ScalarMath): number {
    // 1 - u is in (0, 1], where the logarithm is finite.
    const radius = Math.sqrt(-2 * math.log(1 - uniform(2 * index)));
    return radius * math.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  return { uniform, normal };
}

/** 53 bits, 27 of the first word and 26 of the second, as a fraction. */
function fraction(first: number, second: number): number {
  return ((first >>> 5) * two26 + (second >>> 6)) / two53;
}

const two26 = 0x4000000;
const two32 = 0x100000000;
const two53 = Number.MAX_SAFE_INTEGER + 1;
