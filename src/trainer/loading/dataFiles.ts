/**
 * Reads data files, whole or piece by piece, and nothing but regular files in the allowed folders.
 *
 * Links are resolved on both ends before containment is judged, the file is opened without blocking (a FIFO
 * would hang for ever) and compared with the one that was judged, and bytes come from that descriptor only.
 */
import { constants, readSync, type Dirent } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

import type { OptionPath } from '../../network/optionPlace';
import { DataError, type Place } from './dataError';
import { changed, type DataStream } from './dataStream';
import type { MemoryBudget } from './memoryBudget';
import type { NetworkFile } from './networkFile';
import { contains, judgePath } from './pathRule';
import { codeOf, explain } from './systemError';

/** A file in memory; `file` is its absolute path, for messages. */
export interface DataBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface FileRequest {
  /** As the network file spells it. */
  readonly path: string;
  readonly option: OptionPath;
  /** What to do when the file is missing, as a sentence or two. */
  readonly advice?: string;
}

export interface FolderEntry {
  readonly name: string;
  /** A link counts as a file: what it leads to is judged when it is read. */
  readonly kind: 'file' | 'folder' | 'other';
}

export interface FolderListing {
  /** Absolute. */
  readonly folder: string;
  /** In the order of their names, character by character. */
  readonly entries: readonly FolderEntry[];
}

export interface DataFiles {
  /** Rejects with a `DataError`: in the network file for a path, in the data file for what it holds. */
  read(request: FileRequest): Promise<DataBytes>;
  /** What `take` makes of a file, which is open until then. Rejects also when the file was written meanwhile. */
  stream<T>(request: FileRequest, take: (source: DataStream) => T): Promise<T>;
  /** What a folder holds, by the same rules. */
  list(request: FileRequest): Promise<FolderListing>;
}

export interface DataFilesOptions {
  readonly network: NetworkFile;
  /** Folders from which data may be read, beside the network file's own. */
  readonly roots: readonly string[];
  readonly memory: MemoryBudget;
}

export function dataFiles({ network, roots, memory }: DataFilesOptions): DataFiles {
  const home = path.dirname(path.resolve(network.path));
  // Roots are resolved once, files when they are opened.
  const realRoots = Promise.all([realFolders(roots), realFolders([home, ...roots])]);

  async function locate({ path: text, option, advice }: FileRequest): Promise<string> {
    const place = network.placeOf(option);
    const [furtherRoots, permitted] = await realRoots;
    const judged = judgePath(text, { home, roots: [...roots, ...furtherRoots] });
    if (judged.kind === 'refused') {
      throw new DataError(
        `The path "${text}" is refused: ${judged.reason}. ${wherePermitted}`,
        place,
      );
    }
    const target = await realTarget(judged.path, { text, place, advice });
    if (permitted.some((root) => contains(root, target))) return target;
    const reason = 'a link leads out of the folders that may be read';
    throw new DataError(`The path "${text}" is refused: ${reason}. ${wherePermitted}`, place);
  }

  return {
    async read(request) {
      const target = await locate(request);
      return withRegularFile(target, network.placeOf(request.option), async ({ handle, size }) => {
        memory.claim(size, `Reading ${path.basename(target)}`, { file: target });
        return { file: target, bytes: await readExactly(handle, size, target) };
      });
    },
    async stream(request, take) {
      const target = await locate(request);
      return withRegularFile(target, network.placeOf(request.option), async ({ handle, size }) => {
        const { mtimeNs } = await handle.stat({ bigint: true });
        const taken = take(streamFrom(handle, size, target));
        const now = await handle.stat({ bigint: true });
        if (now.size !== BigInt(size) || now.mtimeNs !== mtimeNs) throw changed(target);
        return taken;
      });
    },
    async list(request) {
      const folder = await locate(request);
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        return { folder, entries: entries.map(folderEntry).sort(byName) };
      } catch (error) {
        const place = network.placeOf(request.option);
        throw new DataError(`${folder} cannot be listed: ${explain(error)}.`, place);
      }
    },
  };
}

function folderEntry(entry: Dirent): FolderEntry {
  if (entry.isDirectory()) return { name: entry.name, kind: 'folder' };
  const isFile = entry.isFile() || entry.isSymbolicLink();
  return { name: entry.name, kind: isFile ? 'file' : 'other' };
}

function byName({ name: one }: FolderEntry, { name: other }: FolderEntry): number {
  return one < other ? -1 : Number(other < one);
}

const wherePermitted =
  'Put the file into the folder of the network file, or open the folder that holds both in VS Code.';

async function realFolders(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    // A root that does not exist allows nothing.
    folders.map((folder) => realpath(folder).catch(() => undefined)),
  );
  return found.filter((folder) => folder !== undefined);
}

interface Wanted {
  readonly text: string;
  readonly place: Place;
  readonly advice: string | undefined;
}

async function realTarget(target: string, { text, place, advice }: Wanted): Promise<string> {
  try {
    return await realpath(target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw new DataError(`"${text}" cannot be read: ${explain(error)}.`, place);
    const folder = path.dirname(target);
    const similar = await similarName(folder, path.basename(target));
    const next = similar === undefined ? advice : `Did you mean "${similar}"?`;
    throw new DataError(
      [`There is no file "${path.basename(text)}" in ${folder}.`, next].filter(Boolean).join(' '),
      place,
    );
  }
}

/** A name in the folder that differs only in case, punctuation, packing, or in how its accents are written. */
async function similarName(folder: string, name: string): Promise<string | undefined> {
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/\.gz$/, '')
      .replace(/[-_.\s]/g, '');
  const names = await readdir(folder).catch(() => []);
  return names.find((candidate) => plain(candidate) === plain(name));
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

async function withRegularFile<T>(
  target: string,
  place: Place,
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(target, constants.O_RDONLY | nonBlocking);
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile()) throw new DataError(`${target} is not a regular file.`, place);
    // A link that was put there meanwhile shows in the path, or, once it is gone again, in the file behind it.
    if ((await realpath(target)) !== target) throw changed(target);
    const judged = await stat(target, { bigint: true });
    if (opened.dev !== judged.dev || opened.ino !== judged.ino) throw changed(target);
    return await use({ handle, size: Number(opened.size) });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`${target} cannot be read: ${explain(error)}.`, place);
  } finally {
    // What was read is known by then, whatever closing it reports.
    await handle?.close().catch(() => undefined);
  }
}

async function readExactly(handle: FileHandle, size: number, file: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const length = Math.min(size - filled, maximumRead);
    const { bytesRead } = await handle.read(bytes, filled, length, filled);
    if (bytesRead === 0) throw changed(file);
    filled += bytesRead;
  }
  const { bytesRead } = await handle.read(new Uint8Array(1), 0, 1, size);
  if (bytesRead !== 0) throw changed(file);
  return bytes;
}

function streamFrom({ fd }: FileHandle, size: number, file: string): DataStream {
  return {
    file,
    size,
    read(into, position) {
      for (let filled = 0; filled < into.length;) {
        const length = Math.min(into.length - filled, maximumRead);
        const bytesRead = readSync(fd, into, filled, length, position + filled);
        if (bytesRead === 0) throw changed(file);
        filled += bytesRead;
      }
    },
  };
}

// Windows has no such flag, and no FIFO in the file system either.
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

// A single read may not be longer than 2 GiB.
const maximumRead = 64 * 2 ** 20;
