/** Writes what a command makes: whole or not at all, and only where a plain file may be. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

import { writeFileAtomically } from '../trainer/loading/atomicFile';

/** The file cannot be written; what was there before is still there. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Throws an `OutputError`, or the `DataError` of the write itself. */
export async function writeOutputFile(file: string, bytes: Uint8Array): Promise<void> {
  // A link keeps pointing where it points.
  const target = await realpath(file).catch(() => path.resolve(file));
  const existing = await stat(target).catch(() => undefined);
  // The file is put in place by a rename, which would replace a device by a plain file.
  if (existing !== undefined && !existing.isFile()) {
    throw new OutputError(`${file} cannot be written: it is not a regular file.`);
  }
  await writeFileAtomically(target, bytes);
}
