/**
 * The directory of a ZIP archive, strict enough for NPZ and no more.
 *
 * Entries are found by the central directory, as every reader finds them; an archive in which the entries'
 * own headers tell another story, in which they overlap, or that needs zip64 or a password, is refused.
 */
import type { DataBytes } from './dataFiles';
import { DataError } from './dataError';

export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly checksum: number;
  readonly length: number;
  readonly packed: Uint8Array;
}

export function readZipDirectory(source: DataBytes): readonly ZipEntry[] {
  const { file, bytes } = source;
  try {
    const entries = centralEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    refuseOverlap(entries);
    return entries;
  } catch (error) {
    // A read beyond the end is a RangeError of Buffer: an offset of the archive led there.
    const reason = error instanceof ZipFlaw ? error.message : 'it is damaged or incomplete';
    if (error instanceof ZipFlaw || error instanceof RangeError) {
      throw new DataError(`${file} cannot be read as NPZ: ${reason}.`, { file });
    }
    throw error;
  }
}

class ZipFlaw extends Error {}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const endLength = 22;
const maximumEntries = 10_000;

interface LocatedEntry extends ZipEntry {
  readonly start: number;
  readonly end: number;
}

function centralEntries(archive: Buffer): readonly LocatedEntry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  const directoryLength = archive.readUInt32LE(end + 12);
  const directoryStart = archive.readUInt32LE(end + 16);
  if (count === 0xffff || directoryStart === 0xffffffff) throw new ZipFlaw('it is a zip64 archive');
  if (archive.readUInt16LE(end + 8) !== count || archive.readUInt16LE(end + 4) !== 0) {
    throw new ZipFlaw('it is one part of several');
  }
  if (maximumEntries < count)
    throw new ZipFlaw(`it has ${count} entries, expected at most ${maximumEntries}`);
  if (directoryStart + directoryLength !== end)
    throw new ZipFlaw('its directory is not where it should be');
  const entries = new Map<string, LocatedEntry>();
  let place = directoryStart;
  for (let read = 0; read < count; read++) {
    if (archive.readUInt32LE(place) !== signatures.central)
      throw new ZipFlaw('its directory is damaged');
    const entry = centralEntry(archive.subarray(0, directoryStart), archive.subarray(place, end));
    if (entries.has(entry.name))
      throw new ZipFlaw(`it has two entries named ${printable(entry.name)}`);
    entries.set(entry.name, entry);
    place +=
      46 +
      archive.readUInt16LE(place + 28) +
      archive.readUInt16LE(place + 30) +
      archive.readUInt16LE(place + 32);
  }
  if (place !== end) throw new ZipFlaw('its directory does not end where it should');
  return [...entries.values()];
}

/** The end record is the last thing in the file but for a comment of the length it states. */
function findEnd(archive: Buffer): number {
  const earliest = Math.max(0, archive.length - endLength - 0xffff);
  for (let place = archive.length - endLength; earliest <= place; place--) {
    const states = archive.readUInt32LE(place) === signatures.end;
    if (states && place + endLength + archive.readUInt16LE(place + 20) === archive.length)
      return place;
  }
  throw new ZipFlaw('it is no ZIP archive, or incomplete');
}

function centralEntry(contents: Buffer, record: Buffer): LocatedEntry {
  const flags = record.readUInt16LE(8);
  const method = record.readUInt16LE(10);
  const packedLength = record.readUInt32LE(20);
  const length = record.readUInt32LE(24);
  const start = record.readUInt32LE(42);
  const nameBytes = record.subarray(46, 46 + record.readUInt16LE(28));
  const name = nameBytes.toString('utf8');
  if (!/^[^/\\:\0]+$/.test(name) || name === '__proto__.npy') {
    throw new ZipFlaw(`it has an entry with the name ${printable(name)}`);
  }
  // Bit 0 is encryption, bit 6 strong encryption, bit 13 a masked directory.
  if ((flags & 0x2041) !== 0) throw new ZipFlaw(`${printable(name)} is encrypted`);
  if (method !== 0 && method !== 8)
    throw new ZipFlaw(`${printable(name)} is compressed by method ${method}`);
  if ([packedLength, length, start].includes(0xffffffff))
    throw new ZipFlaw(`${printable(name)} needs zip64`);
  if (method === 0 && packedLength !== length)
    throw new ZipFlaw(`${printable(name)} has two lengths`);
  const local = contents.subarray(start);
  if (local.readUInt32LE(0) !== signatures.local)
    throw new ZipFlaw(`${printable(name)} is not where it should be`);
  const localName = local.subarray(30, 30 + local.readUInt16LE(26));
  const saysSame =
    localName.equals(nameBytes) &&
    local.readUInt16LE(8) === method &&
    agrees(local.readUInt32LE(18), packedLength, flags) &&
    agrees(local.readUInt32LE(22), length, flags);
  if (!saysSame) throw new ZipFlaw(`${printable(name)} contradicts the directory`);
  const dataStart = start + 30 + localName.length + local.readUInt16LE(28);
  const end = dataStart + packedLength;
  if (contents.length < end) throw new ZipFlaw(`${printable(name)} is incomplete`);
  return {
    name,
    method: method === 0 ? 'stored' : 'deflated',
    checksum: record.readUInt32LE(16),
    length,
    packed: contents.subarray(dataStart, end),
    start,
    end,
  };
}

/**
 * NumPy writes every entry so that it could outgrow 4 GB: its own header then says 2³² - 1 and the true length
 * stands in the directory. A streamed entry (bit 3) says 0.
 */
function agrees(local: number, central: number, flags: number): boolean {
  return local === central || local === 0xffffffff || (local === 0 && (flags & 8) !== 0);
}

function refuseOverlap(entries: readonly LocatedEntry[]): void {
  const inOrder = [...entries].sort((a, b) => a.start - b.start);
  let end = 0;
  for (const entry of inOrder) {
    if (entry.start < end) throw new ZipFlaw(`${printable(entry.name)} overlaps another entry`);
    end = entry.end;
  }
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
