import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { expect, describe, it } from 'vitest';

import { writeFileAtomically } from '../../../src/trainer/loading/atomicFile';
import { DataError } from '../../../src/trainer/loading/dataError';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = temporaryFolder();

describe('writeFileAtomically', () => {
  it('writes a new file and replaces an old one, leaving nothing else behind', async () => {
    const home = path.join(folder, 'good');
    mkdirSync(home);
    const file = path.join(home, 'weights.npz');
    await writeFileAtomically(file, Buffer.from('old'));
    await writeFileAtomically(file, Buffer.from('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(home)).toEqual(['weights.npz']);
  });

  it('cases 117, 119: leaves the folder as it was when it cannot write', async () => {
    const home = path.join(folder, 'bad');
    mkdirSync(path.join(home, 'weights.npz'), { recursive: true });
    writeFileSync(path.join(home, 'other'), '');
    const written = writeFileAtomically(path.join(home, 'weights.npz'), Buffer.from('new'));
    await expect(written).rejects.toThrow(DataError);
    expect(readdirSync(home).sort()).toEqual(['other', 'weights.npz']);
  });

  it('names the file and the reason', async () => {
    const file = path.join(folder, 'nowhere', 'weights.npz');
    const written = writeFileAtomically(file, Buffer.from('new'));
    await expect(written).rejects.toThrow(`${file} cannot be written: it does not exist`);
  });

  it.skipIf(!existsSync('/dev/full'))('case 117: says so when the disk is full', async () => {
    // The draft lies beside the file, so only a folder on a full disk would do; its error is the same.
    const { explain } = await import('../../../src/trainer/loading/dataFiles');
    const error = await import('node:fs/promises').then(({ writeFile }) =>
      writeFile('/dev/full', 'x').catch((reason: unknown) => reason),
    );
    expect(explain(error)).toBe('the disk is full');
  });
});
