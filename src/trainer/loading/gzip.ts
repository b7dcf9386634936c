/**
 * Gzip (RFC 1952) of one member, told by its first two bytes and not by a file's name.
 *
 * Nothing is taken on trust: the checksum and the length must be right, and nothing may follow.
 */
import { constants, crc32, inflateRawSync } from 'node:zlib';

import type { DataBytes } from './dataFiles';
import { DataError } from './dataError';
import { inflate } from './inflate';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The first bytes of what is packed: up to `length`, fewer when the file is shorter. */
export function gunzipStart(packed: DataBytes, length: number): Uint8Array {
  const start = packed.bytes.subarray(memberHeaderLength(packed), startLength);
  try {
    // Sync flush: the end of this piece is not the end of the stream.
    return inflateRawSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, length);
  } catch {
    throw damaged(packed);
  }
}

// Inflates to 8 MB at most, and holds more than any gzip header and the tables of a first block.
const startLength = 8192;

/** All that is packed, which must be `length` bytes. */
export function gunzip(packed: DataBytes, length: number): DataBytes {
  const { file, bytes } = packed;
  const start = memberHeaderLength(packed);
  const result = inflate(bytes.subarray(start), length);
  if (result === 'damaged') throw damaged(packed);
  if (result === 'tooLong') {
    throw new DataError(
      `${file} unpacks to more than the ${length} bytes that its header declares.`,
      { file },
    );
  }
  const trailer = start + result.consumed;
  if (bytes.length < trailer + 8) throw damaged(packed);
  const view = new DataView(bytes.buffer, bytes.byteOffset + trailer);
  if (
    view.getUint32(0, true) !== crc32(result.bytes) ||
    view.getUint32(4, true) !== result.bytes.length
  ) {
    throw new DataError(`${file} is damaged: its gzip checksum is wrong. Download it again.`, {
      file,
    });
  }
  if (trailer + 8 < bytes.length) {
    const extra = bytes.length - trailer - 8;
    throw new DataError(
      `${file} has ${extra} bytes after the end of its gzip data. Download it again.`,
      { file },
    );
  }
  return { file, bytes: result.bytes };
}

const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

function memberHeaderLength(packed: DataBytes): number {
  const { bytes } = packed;
  const set = bytes[3] ?? 0;
  if (!isGzip(bytes) || bytes[2] !== 8 || (set & flags.reserved) !== 0) throw damaged(packed);
  let length = 10;
  if (set & flags.extra) length += 2 + (bytes[length] ?? 0) + 256 * (bytes[length + 1] ?? 0);
  for (const flag of [flags.name, flags.comment]) {
    if (!(set & flag)) continue;
    const end = bytes.indexOf(0, length);
    if (end < 0) throw damaged(packed);
    length = end + 1;
  }
  if (set & flags.headerChecksum) length += 2;
  if (bytes.length < length) throw damaged(packed);
  return length;
}

function damaged({ file }: DataBytes): DataError {
  return new DataError(`${file} is damaged or incomplete gzip data. Download it again.`, { file });
}
