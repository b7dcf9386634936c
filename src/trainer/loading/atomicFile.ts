/** Writes whole files: whatever happens, the old file or the new one is there, never a mix. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { DataError } from './dataError';
import { explain } from './dataFiles';

/** Rejects with a `DataError` that names the file; nothing is left behind then. */
export async function writeFileAtomically(file: string, bytes: Uint8Array): Promise<void> {
  // In the same folder, because a file can only be renamed within one file system.
  const draft = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`,
  );
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
    throw new DataError(`${file} cannot be written: ${explain(error)}.`, { file });
  }
}
