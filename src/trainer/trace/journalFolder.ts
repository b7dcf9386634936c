/**
 * The folder of the journals: one file for each session, named after it.
 *
 * Each belongs to the process that its header names, and is nobody else's business while that one lives. What dead
 * processes have left is kept for a while, so that a run can still be gone on with, and then removed.
 */
import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { DataError } from '../loading/dataError';
import { isAlive } from '../loading/processIdentity';
import { explain } from '../loading/systemError';
import {
  formatVersion,
  preambleBytes,
  recordHeadBytes,
  recordTailBytes,
  signature,
  type TraceHeader,
} from './format';
import { readTrace, type Trace } from './readTrace';

const extension = '.nnjournal';
const mostLeft = 8;
const longestLeftMs = 7 * 24 * 3600 * 1000;
// Between being opened and having a header a file is nobody's for a moment; longer than that, it is rubbish.
const shortestUnreadableMs = 60_000;
const longestHeader = 2 ** 25;

/** Throws a `RangeError` for a session that no file could be named after. */
export function journalFile(folder: string, session: string): string {
  if (!/^[\w-]{1,64}$/.test(session)) {
    throw new RangeError('The name of a session is made of at most 64 letters, digits and dashes');
  }
  return path.join(folder, `${session}${extension}`);
}

/** The sessions that have journals here, whoever keeps them. */
export async function journaledSessions(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length));
}

/** What the header of a session's journal says; absent when it cannot be read. */
export async function journalHeader(
  folder: string,
  session: string,
): Promise<TraceHeader | undefined> {
  try {
    const file = journalFile(folder, session);
    return readTrace({ file, bytes: await readHeader(file) }).header;
  } catch {
    return undefined;
  }
}

export type FoundJournal =
  | { readonly kind: 'found'; readonly trace: Trace; readonly file: string }
  | { readonly kind: 'missing' };

/** What a session has left behind. Throws a `DataError` for a damaged journal, or one that is in use. */
export async function findJournal(folder: string, session: string): Promise<FoundJournal> {
  const file = journalFile(folder, session);
  const bytes = await readWhole(file);
  if (bytes === undefined) return { kind: 'missing' };
  const trace = readTrace({ file, bytes });
  const { owner } = trace.header;
  if (owner !== undefined && isAlive(owner)) {
    const message = `The run in ${file} is still being debugged, by process ${owner.pid}. End that session first.`;
    throw new DataError(message, { file });
  }
  return { kind: 'found', trace, file };
}

/** Removes what dead processes have left longer ago than is of use; never anything of a living one. */
export async function cleanJournals(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left: { readonly file: string; readonly age: number }[] = [];
  for (const name of names.filter((each) => each.endsWith(extension))) {
    const file = path.join(folder, name);
    const age = now - (await modified(file, now));
    const owner = await ownerOf(file);
    if (owner === 'unreadable') {
      if (shortestUnreadableMs < age) await rm(file, { force: true });
    } else if (owner === 'dead') left.push({ file, age });
  }
  left.sort((one, other) => one.age - other.age);
  for (const [index, { file, age }] of left.entries()) {
    if (mostLeft <= index || longestLeftMs < age) await rm(file, { force: true });
  }
  for (const name of names.filter((each) => each.endsWith(`${extension}.draft`))) {
    const file = path.join(folder, name);
    const owner = await ownerOf(file);
    const isYoung = now - (await modified(file, now)) <= shortestUnreadableMs;
    if (owner === 'dead' || (owner === 'unreadable' && !isYoung)) await rm(file, { force: true });
  }
}

async function modified(file: string, otherwise: number): Promise<number> {
  const status = await stat(file).catch(() => undefined);
  return status?.mtimeMs ?? otherwise;
}

async function ownerOf(file: string): Promise<'alive' | 'dead' | 'unreadable'> {
  try {
    const { header } = readTrace({ file, bytes: await readHeader(file) });
    return header.owner !== undefined && isAlive(header.owner) ? 'alive' : 'dead';
  } catch {
    return (await isOfNewerFormat(file)) ? 'dead' : 'unreadable';
  }
}

/** What a newer version has left is kept for it, as long as anything else. */
async function isOfNewerFormat(file: string): Promise<boolean> {
  const bytes = await readHeader(file).catch(() => new Uint8Array());
  const version = Buffer.from(bytes).subarray(0, preambleBytes);
  const isTrace = version.subarray(0, signature.length).equals(signature);
  return isTrace && formatVersion < version.readUInt32LE(signature.length);
}

/** The bytes up to the end of the first record, as far as there are any. */
async function readHeader(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(preambleBytes + recordHeadBytes);
    await handle.read(head, 0, head.length, 0);
    const length = Math.min(head.readUInt32LE(preambleBytes), longestHeader);
    const bytes = Buffer.alloc(head.length + length + recordTailBytes);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Undefined when there is no such file. */
async function readWhole(file: string): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new DataError(`${file} cannot be read: ${explain(error)}.`, { file });
  }
}
