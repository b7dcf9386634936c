/**
 * Random numbers by index: Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011).
 *
 * src/core/random computes the same bits; the counter is (index low, index high, turn, stream).
 */

const MULTIPLIER0: u64 = 0xd2511f53;
const MULTIPLIER1: u64 = 0xcd9e8d57;
// The golden ratio and √3 - 1, as fractions of 2³².
const WEYL0: u32 = 0x9e3779b9;
const WEYL1: u32 = 0xbb67ae85;

/** The four random words of the block drawn last. */
let word0: u32 = 0;
let word1: u32 = 0;
let word2: u32 = 0;
let word3: u32 = 0;

/** Draws the block that belongs to a counter: the uniforms 2 · block and 2 · block + 1 of a stream. */
export function drawBlock(seed: i64, block: u64, turn: u32, stream: u32): void {
  let c0 = <u32>block;
  let c1 = <u32>(block >> 32);
  let c2 = turn;
  let c3 = stream;
  let key0 = <u32>seed;
  let key1 = <u32>(seed >> 32);
  for (let round = 0; round < 10; round++) {
    const product0 = MULTIPLIER0 * <u64>c0;
    const product1 = MULTIPLIER1 * <u64>c2;
    c0 = <u32>(product1 >> 32) ^ c1 ^ key0;
    c1 = <u32>product1;
    c2 = <u32>(product0 >> 32) ^ c3 ^ key1;
    c3 = <u32>product0;
    key0 += WEYL0;
    key1 += WEYL1;
  }
  word0 = c0;
  word1 = c1;
  word2 = c2;
  word3 = c3;
}

/** The first uniform of the block, in [0, 1). */
export function evenUniform(): f64 {
  return fraction(word0, word1);
}

/** The second uniform of the block, in [0, 1). */
export function oddUniform(): f64 {
  return fraction(word2, word3);
}

/** 53 bits, 27 of the first word and 26 of the second, as a fraction. */
@inline
function fraction(first: u32, second: u32): f64 {
  return (<f64>(first >> 5) * 67108864.0 + <f64>(second >> 6)) / 9007199254740992.0;
}
