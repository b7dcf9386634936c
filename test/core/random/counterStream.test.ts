import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterStream } from '../../../src/core/random/counterStream';
import { philox4x32 } from '../../../src/core/random/philox';
import { streams, type StreamName } from '../../../src/core/random/streams';

const seeds = fc.maxSafeInteger();
const indices = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const turns = fc.integer({ min: 0, max: 0xffffffff });
const streamNames = fc.constantFrom(...(Object.keys(streams) as StreamName[]));

/** The definition, in arithmetic that cannot overflow. */
function uniformByDefinition(
  address: { seed: number; stream: StreamName; turn: number },
  index: number,
) {
  const seed = BigInt.asUintN(64, BigInt(address.seed));
  const block = BigInt(index) >> 1n;
  const words = Uint32Array.from([
    Number(block & 0xffffffffn),
    Number(block >> 32n),
    address.turn,
    streams[address.stream],
  ]);
  philox4x32(words, [Number(seed & 0xffffffffn), Number(seed >> 32n)]);
  const [a, b] = index % 2 === 0 ? [words[0]!, words[1]!] : [words[2]!, words[3]!];
  return Number((BigInt(a >>> 5) << 26n) + BigInt(b >>> 6)) / 2 ** 53;
}

describe('counterStream', () => {
  it('reads block, words and key as defined, for any safe seed and index', () => {
    fc.assert(
      fc.property(seeds, streamNames, turns, indices, (seed, stream, turn, index) => {
        const address = { seed, stream, turn };
        expect(counterStream(address).uniform(index)).toBe(uniformByDefinition(address, index));
      }),
    );
  });

  it('makes a normal number of two uniforms', () => {
    fc.assert(
      fc.property(seeds, turns, fc.nat(), (seed, turn, index) => {
        const address = { seed, stream: 'noise', turn } as const;
        const u1 = uniformByDefinition(address, 2 * index);
        const u2 = uniformByDefinition(address, 2 * index + 1);
        const expected = Math.sqrt(-2 * Math.log(1 - u1)) * Math.cos(2 * Math.PI * u2);
        expect(counterStream(address).normal(index, Math)).toBe(expected);
      }),
    );
  });

  it('gives the same number whatever was read before', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat(20), { minLength: 1 }), (seed, reads) => {
        const stream = counterStream({ seed, stream: 'data', turn: 0 });
        for (const index of reads) {
          const fresh = counterStream({ seed, stream: 'data', turn: 0 });
          expect(stream.uniform(index)).toBe(fresh.uniform(index));
          expect(stream.normal(index, Math)).toBe(fresh.normal(index, Math));
        }
      }),
    );
  });

  it('fills [0, 1) evenly', () => {
    const stream = counterStream({ seed: 42, stream: 'data', turn: 0 });
    const bins = new Float64Array(64);
    const count = 64_000;
    for (let index = 0; index < count; index++) bins[Math.floor(64 * stream.uniform(index))]! += 1;
    // χ² with 63 degrees of freedom is below 103.4 with probability 0.999.
    const expected = count / 64;
    const chiSquare = bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(103.4);
  });

  it('draws normal numbers with the moments of the standard normal distribution', () => {
    const stream = counterStream({ seed: 7, stream: 'noise', turn: 3 });
    const count = 40_000;
    const moments = [0, 0, 0, 0];
    for (let index = 0; index < count; index++) {
      const value = stream.normal(index, Math);
      moments.forEach((_, power) => (moments[power]! += value ** (power + 1) / count));
    }
    // Four standard errors: √(1, 2, 15, 96) / √count, times 4.
    [0, 1, 0, 3].forEach((expected, power) => {
      const tolerance = 4 * Math.sqrt([1, 2, 15, 96][power]! / count);
      expect(Math.abs(moments[power]! - expected)).toBeLessThan(tolerance);
    });
  });

  it('keeps streams, turns and seeds apart', () => {
    const first = (seed: number, stream: StreamName, turn: number) =>
      counterStream({ seed, stream, turn }).uniform(0);
    const numbers = [0, 1, -1, 2 ** 32, 2 ** 33].flatMap((seed) =>
      (Object.keys(streams) as StreamName[]).flatMap((stream) =>
        [0, 1, 2].map((turn) => first(seed, stream, turn)),
      ),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each([0.5, NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => counterStream({ seed, stream: 'data', turn: 0 })).toThrow(RangeError);
  });
});
