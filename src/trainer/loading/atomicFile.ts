/**
 * Writes whole files: whatever happens, the old file or the new one is there, never a mix.
 *
 * What a process leaves that is killed meanwhile is named after it, and removed with the next file in that folder.
 */
import { randomBytes } from 'node:crypto';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { DataError } from './dataError';
import { isAlive } from './processIdentity';
import { codeOf, explain } from './systemError';

// Another machine's process, whose number means nothing here, may be writing to a shared folder.
const shortestLeftMs = 60_000;

/** Rejects with a `DataError` that names the file; nothing is left behind then. */
export async function writeFileAtomically(file: string, bytes: Uint8Array): Promise<void> {
  // In the same folder, because a file can only be renamed within one file system.
  const folder = path.dirname(file);
  const draft = path.join(folder, draftName());
  await removeLeftDrafts(folder);
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = codeOf(error) === 'ENOENT' ? `there is no folder ${folder}` : explain(error);
    throw new DataError(`${file} cannot be written: ${reason}. Choose another place.`, { file });
  }
}

function draftName(): string {
  return `.backstep-${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** Never fails: what cannot be removed stays. */
async function removeLeftDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = /^\.backstep-(\d+)-[0-9a-f]{12}\.tmp$/.exec(name)?.[1];
    if (pid === undefined || isAlive({ pid: Number(pid), started: '' })) continue;
    const draft = path.join(folder, name);
    const status = await lstat(draft).catch(() => undefined);
    if (status?.isFile() !== true || Date.now() - status.mtimeMs < shortestLeftMs) continue;
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
