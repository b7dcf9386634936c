/** NPZ archives: NPY arrays by name. An array is unpacked and checked when it is asked for. */
import { crc32 } from 'node:zlib';

import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import { inflate } from './inflate';
import type { MemoryBudget } from './memoryBudget';
import { parseNpy } from './npy';
import type { TensorArchive } from './numericTensor';
import { readZipDirectory, type ZipEntry } from './zipDirectory';

/** The names are without `.npy`. */
export function openNpz(source: DataBytes, memory: MemoryBudget): TensorArchive {
  const { file } = source;
  const entries = new Map(readZipDirectory(source).map((entry) => [arrayName(entry, file), entry]));
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      // Once unpacked, and once more as numbers.
      memory.claim(2 * entry.length, `Reading ${entry.name} of ${file}`, { file });
      return parseNpy({ file: `${file}, ${entry.name}`, bytes: unpack(entry, file) });
    },
  };
}

function arrayName(entry: ZipEntry, file: string): string {
  if (entry.name.endsWith('.npy')) return entry.name.slice(0, -'.npy'.length);
  throw new DataError(
    `${file} holds ${JSON.stringify(entry.name)}, which is no .npy array. Save it with numpy.savez.`,
    {
      file,
    },
  );
}

function unpack(entry: ZipEntry, file: string): Uint8Array {
  const bytes = entry.method === 'stored' ? entry.packed : inflateEntry(entry);
  if (bytes?.length !== entry.length || crc32(bytes) !== entry.checksum) {
    throw new DataError(
      `${file} is damaged: ${entry.name} does not unpack to what the archive declares.`,
      { file },
    );
  }
  return bytes;
}

function inflateEntry(entry: ZipEntry): Uint8Array | undefined {
  const inflated = inflate(entry.packed, entry.length);
  if (typeof inflated === 'string' || inflated.consumed !== entry.packed.length) return undefined;
  return inflated.bytes;
}
