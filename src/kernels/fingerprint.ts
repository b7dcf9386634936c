/**
 * XXH64 of a region of memory: 64 bits by which two states are told apart.
 */
import { splat, vectorBytes, VECTOR_BYTES } from './vectors';

const PRIME1: u64 = 0x9e3779b185ebca87;
const PRIME2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME3: u64 = 0x165667b19e3779f9;
const PRIME4: u64 = 0x85ebca77c2b2ae63;
const PRIME5: u64 = 0x27d4eb2f165667c5;

let latest: u64 = 0;

/** The low 32 bits of the hash; `fingerprintHigh` then gives the high ones. The seed comes in halves, too. */
export function fingerprint(address: usize, byteLength: usize, seed: u32, seedHigh: u32): i32 {
  latest = hash(address, byteLength, (<u64>seedHigh << 32) | <u64>seed);
  return <i32>latest;
}

/** The high 32 bits of the hash that `fingerprint` computed last. */
export function fingerprintHigh(): i32 {
  return <i32>(latest >> 32);
}

/** Gives every NaN the same bits: processors differ in which they make, and nothing else depends on it. */
export function settleNaNs_f64(address: usize, byteLength: usize): void {
  settle<f64>(address, byteLength);
}

export function settleNaNs_f32(address: usize, byteLength: usize): void {
  settle<f32>(address, byteLength);
}

function settle<T>(at: usize, byteLength: usize): void {
  const end = at + byteLength;
  const endOfVectors = at + vectorBytes<u8>(<i32>byteLength);
  for (; at < endOfVectors; at += VECTOR_BYTES) {
    const numbers = v128.load(at);
    const isNaN = v128.ne<T>(numbers, numbers);
    if (v128.any_true(isNaN)) v128.store(at, v128.bitselect(splat<T>(NaN), numbers, isNaN));
  }
  for (; at < end; at += sizeof<T>()) {
    const number = load<T>(at);
    if (number != number) store<T>(at, <T>NaN);
  }
}

function hash(at: usize, byteLength: usize, seed: u64): u64 {
  const end = at + byteLength;
  let sum = seed + PRIME5;
  if (<usize>32 <= byteLength) {
    let lane1 = seed + PRIME1 + PRIME2;
    let lane2 = seed + PRIME2;
    let lane3 = seed;
    let lane4 = seed - PRIME1;
    for (const last = end - 32; at <= last; at += 32) {
      lane1 = round(lane1, load<u64>(at));
      lane2 = round(lane2, load<u64>(at, 8));
      lane3 = round(lane3, load<u64>(at, 16));
      lane4 = round(lane4, load<u64>(at, 24));
    }
    sum = rotl<u64>(lane1, 1) + rotl<u64>(lane2, 7) + rotl<u64>(lane3, 12) + rotl<u64>(lane4, 18);
    sum = merge(merge(merge(merge(sum, lane1), lane2), lane3), lane4);
  }
  sum += byteLength;
  for (; at + 8 <= end; at += 8) {
    sum = rotl<u64>(sum ^ round(0, load<u64>(at)), 27) * PRIME1 + PRIME4;
  }
  if (at + 4 <= end) {
    sum = rotl<u64>(sum ^ (<u64>load<u32>(at) * PRIME1), 23) * PRIME2 + PRIME3;
    at += 4;
  }
  for (; at < end; at++) sum = rotl<u64>(sum ^ (<u64>load<u8>(at) * PRIME5), 11) * PRIME1;
  sum = (sum ^ (sum >> 33)) * PRIME2;
  sum = (sum ^ (sum >> 29)) * PRIME3;
  return sum ^ (sum >> 32);
}

@inline
function round(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * PRIME2, 31) * PRIME1;
}

@inline
function merge(sum: u64, lane: u64): u64 {
  return (sum ^ round(0, lane)) * PRIME1 + PRIME4;
}
