/**
 * Damages a good file: one to six edits, each of a kind that parsers have stumbled over.
 *
 * Numbers at the edge of their range, in both byte orders, are put where sizes may stand; stretches are taken
 * out, repeated, moved in from another file; text is damaged by the signs of the formats.
 */
import type { Chance } from './chance';

export function mutate(
  whole: Uint8Array,
  others: readonly Uint8Array[],
  chance: Chance,
): Uint8Array {
  let bytes: Buffer = Buffer.from(whole);
  for (let edits = 1 + chance.below(6); 0 < edits; edits--) bytes = edit(bytes, others, chance);
  return new Uint8Array(bytes);
}

/** Longer inputs find nothing that shorter ones do not, and take longer. */
const longest = 4096;

function edit(bytes: Buffer, others: readonly Uint8Array[], chance: Chance): Buffer {
  const at = chance.below(bytes.length + 1);
  const length = chance.below(Math.min(64, bytes.length - at) + 1);
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (chance.below(8)) {
    case 0:
      return replaced(bytes, at, Buffer.of(chance.below(256)));
    case 1:
      return replaced(bytes, at, Buffer.of((bytes[at] ?? 0) ^ (1 << chance.below(8))));
    case 2:
      return replaced(bytes, at, tellingNumber(chance));
    case 3:
      return replaced(bytes, at, Buffer.from(chance.of(tellingTexts), 'latin1'));
    case 4:
      return Buffer.concat([before, after]);
    case 5:
      return Buffer.concat([before, part, part, after]).subarray(0, longest);
    case 6: {
      const other = chance.of(others);
      const from = chance.below(other.length + 1);
      const taken = other.subarray(from, from + chance.below(65));
      return Buffer.concat([before, taken, after]).subarray(0, longest);
    }
    default:
      // Half of the cuts are close to the end, where the trailers are.
      return bytes.subarray(0, chance.below(2) === 0 ? at : bytes.length - chance.below(20));
  }
}

function replaced(bytes: Buffer, at: number, by: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  by.copy(copy, at);
  return copy;
}

const tellingNumbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000];
const largeNumbers = [0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffe, 0xffffffff];
const tellingTexts = [
  ...['{', '}', '[', ']', '"', '\\', ':', ',', "'", '(', ')', '-1', '1e9', 'L', '\0', '\xff', ' '],
  ...['99999999999', '9007199254740993', '|O', '<f8', '>i2', 'F64', 'BF16', '../', '__proto__'],
  ...['IDAT', 'IEND', 'PLTE', 'tRNS', 'PK\x01\x02', 'PK\x05\x06', '.npy', 'True'],
];

function tellingNumber(chance: Chance): Buffer {
  const width = chance.of([1, 2, 4, 8]);
  const value = chance.of(width < 4 ? tellingNumbers : [...tellingNumbers, ...largeNumbers]);
  const bytes = Buffer.alloc(8);
  bytes.writeUIntLE(value % 2 ** (8 * Math.min(width, 6)), 0, 6);
  const little = bytes.subarray(0, width);
  return chance.below(2) === 0 ? little : little.reverse();
}
