/**
 * Philox4x32-10: a random function of a counter and a key, not a generator with a state.
 *
 * Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (2011). Ten rounds, 32-bit
 * integer arithmetic only, so the same bits on every engine. (NumPy's Philox is the 4x64 variant.)
 */

/** The two words of a key. */
export type PhiloxKey = readonly [low: number, high: number];

/** Replaces the four words of the counter by the four random words that belong to it. */
export function philox4x32(words: Uint32Array, key: PhiloxKey): void {
  let [word0 = 0, word1 = 0, word2 = 0, word3 = 0] = words;
  let [key0, key1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, word0);
    const low0 = Math.imul(multiplier0, word0);
    const high1 = multiplyHigh(multiplier1, word2);
    const low1 = Math.imul(multiplier1, word2);
    word0 = (high1 ^ word1 ^ key0) >>> 0;
    word1 = low1 >>> 0;
    word2 = (high0 ^ word3 ^ key1) >>> 0;
    word3 = low0 >>> 0;
    key0 = (key0 + weyl0) | 0;
    key1 = (key1 + weyl1) | 0;
  }
  words[0] = word0;
  words[1] = word1;
  words[2] = word2;
  words[3] = word3;
}

const rounds = 10;
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
// The golden ratio and √3 - 1, as fractions of 2³².
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** The upper 32 bits of the product of two unsigned 32-bit numbers, from 16-bit halves. */
function multiplyHigh(left: number, right: number): number {
  const leftLow = left & 0xffff;
  const leftHigh = left >>> 16;
  const rightLow = right & 0xffff;
  const rightHigh = right >>> 16;
  // No sum reaches 2³², because (2¹⁶ - 1)² + 2 · (2¹⁶ - 1) is 2³² - 1.
  const middle = leftHigh * rightLow + ((leftLow * rightLow) >>> 16);
  const carry = (middle & 0xffff) + leftLow * rightHigh;
  return leftHigh * rightHigh + (middle >>> 16) + (carry >>> 16);
}
