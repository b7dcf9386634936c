/**
 * Makes checksums right again after a mutation, so that what is behind them is reached: a damaged file whose
 * checksum is wrong is refused at once, and would teach nothing about the rest of a parser.
 */
import { crc32, inflateRawSync } from 'node:zlib';

/** Of every chunk, as far as the lengths lead. */
export function repairPng(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  let offset = 8;
  while (offset + 12 <= file.length) {
    const end = offset + 12 + file.readUInt32BE(offset);
    if (file.length < end) break;
    file.writeUInt32BE(crc32(file.subarray(offset + 4, end - 4)), end - 4);
    offset = end;
  }
  return file;
}

/** Of every record, as far as the lengths lead. */
export function repairTrace(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  let offset = 12;
  while (offset + 12 <= file.length) {
    const end = offset + 12 + file.readUInt32LE(offset);
    if (file.length < end) break;
    file.writeUInt32LE(crc32(file.subarray(offset, end - 4)), end - 4);
    offset = end;
  }
  return file;
}

/** Of a member whose header has no optional fields, and its length. */
export function repairGzip(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  if (file.length < 18) return file;
  const content = inflated(file.subarray(10, -8));
  if (content === undefined) return file;
  file.writeUInt32LE(crc32(content), file.length - 8);
  file.writeUInt32LE(content.length, file.length - 4);
  return file;
}

/** Of every entry that the directory leads to, in both places where a checksum stands. */
export function repairZip(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  let central = file.indexOf('PK\x01\x02', 0, 'latin1');
  while (0 <= central && central + 46 <= file.length) {
    const local = file.readUInt32LE(central + 42);
    if (local + 30 <= file.length) {
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      const packed = file.subarray(start, start + file.readUInt32LE(central + 20));
      const content = file.readUInt16LE(central + 10) === 0 ? packed : inflated(packed);
      if (content !== undefined) {
        file.writeUInt32LE(crc32(content), central + 16);
        file.writeUInt32LE(crc32(content), local + 14);
      }
    }
    central = file.indexOf('PK\x01\x02', central + 4, 'latin1');
  }
  return file;
}

function inflated(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: 2 ** 16 });
  } catch {
    return undefined;
  }
}
