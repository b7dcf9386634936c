import { describe, expect, it } from 'vitest';

import { KernelMemory } from '../support/kernelMemory';

const memory = new KernelMemory('float64');

/** The bytes 0, 1, 2, … modulo 251. */
function counting(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => i % 251);
}

function fingerprint(bytes: Uint8Array, shift = 0): string {
  memory.clear();
  const address = memory.reserve(bytes.length + shift) + shift;
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  const low = memory.exports.fingerprint(address, bytes.length) >>> 0;
  const high = memory.exports.fingerprintHigh() >>> 0;
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

describe('fingerprint', () => {
  // Published values of XXH64 with seed 0.
  it.each([
    ['', 'ef46db3751d8e999'],
    ['a', 'd24ec4f1a98c6e5b'],
    ['abc', '44bc2cf5ad770999'],
    ['Nobody inspects the spammish repetition', 'fbcea83c8a378bf1'],
  ])('is XXH64 of "%s"', (text, hash) => {
    expect(fingerprint(new TextEncoder().encode(text))).toBe(hash);
  });

  it('is XXH64 with any seed', () => {
    // Published, of no bytes with the first prime as seed.
    const low = memory.exports.fingerprint(memory.start, 0, 2654435761, 0) >>> 0;
    const high = memory.exports.fingerprintHigh() >>> 0;
    expect([high, low]).toEqual([0xac75fda2, 0x929b17ef]);
    const seeds = [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const;
    const hashes = seeds.map((seed) => memory.exports.fingerprint(memory.start, 200, ...seed));
    expect(new Set(hashes).size).toBe(3);
  });

  it('does not depend on where the bytes lie', () => {
    for (const length of [0, 3, 8, 31, 32, 33, 200]) {
      expect(fingerprint(counting(length), 5)).toBe(fingerprint(counting(length)));
    }
  });

  it('changes with every bit', () => {
    const bytes = counting(77);
    const seen = new Set([fingerprint(bytes)]);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      seen.add(fingerprint(changed));
    }
    expect(seen.size).toBe(1 + 8 * bytes.length);
  });

  it('case 46: of numbers sees the sign of zero', () => {
    const bytesOf = (x: number) => new Uint8Array(new Float64Array([x]).buffer);
    expect(fingerprint(bytesOf(0))).not.toBe(fingerprint(bytesOf(-0)));
  });
});
