/**
 * XXH64 (seed 0) of a region of memory: 64 bits by which two states are told apart.
 */

const PRIME1: u64 = 0x9e3779b185ebca87;
const PRIME2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME3: u64 = 0x165667b19e3779f9;
const PRIME4: u64 = 0x85ebca77c2b2ae63;
const PRIME5: u64 = 0x27d4eb2f165667c5;

let latest: u64 = 0;

/** The low 32 bits of the hash, unsigned; `fingerprintHigh` then gives the high ones. */
export function fingerprint(address: usize, byteLength: usize): f64 {
  latest = hash(address, byteLength);
  return <f64>(<u32>latest);
}

/** The high 32 bits of the hash that `fingerprint` computed last. */
export function fingerprintHigh(): f64 {
  return <f64>(<u32>(latest >> 32));
}

function hash(at: usize, byteLength: usize): u64 {
  const end = at + byteLength;
  let sum = PRIME5;
  if (<usize>32 <= byteLength) {
    let lane1 = PRIME1 + PRIME2;
    let lane2 = PRIME2;
    let lane3: u64 = 0;
    let lane4: u64 = 0 - PRIME1;
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
