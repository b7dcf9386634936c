/** Writes what a command makes: whole or not at all, and only where a plain file may be. */
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

import { writeFileAtomically } from '../trainer/loading/atomicFile';
import { codeOf, explain } from '../trainer/loading/systemError';

/** The file cannot be written; what was there before is still there. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Throws an `OutputError` where no file can be written, before anything is computed that would be lost. */
export async function refuseUnwritable(file: string): Promise<void> {
  const target = await targetOf(file);
  const existing = await stat(target).catch(() => undefined);
  // The file is put in place by a rename, which would replace a device by a plain file.
  if (existing !== undefined && !existing.isFile()) {
    throw new OutputError(`${file} cannot be written: it is not a regular file.`);
  }
  const folder = path.dirname(target);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    const reason =
      codeOf(error) === 'ENOENT'
        ? `there is no folder ${folder}`
        : `in its folder ${explain(error)}`;
    throw new OutputError(`${file} cannot be written: ${reason}. Choose another place.`);
  });
}

/** Throws an `OutputError`, or the `DataError` of the write itself. */
export async function writeOutputFile(file: string, bytes: Uint8Array): Promise<void> {
  await refuseUnwritable(file);
  await writeFileAtomically(await targetOf(file), bytes);
}

/** A link keeps pointing where it points. */
function targetOf(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}
