import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { expect, describe, it } from 'vitest';

import { writeFileAtomically } from '../../../src/trainer/loading/atomicFile';
import { DataError } from '../../../src/trainer/loading/dataError';
import { dataFiles } from '../../../src/trainer/loading/dataFiles';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { networkFile } from '../../../src/trainer/loading/networkFile';
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

  it('case 3: removes what killed processes have left of files, and nothing else', async () => {
    const home = path.join(folder, 'left');
    mkdirSync(home);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const put = (name: string, ageMs = 3_600_000): void => {
      writeFileSync(path.join(home, name), '');
      const time = (Date.now() - ageMs) / 1000;
      utimesSync(path.join(home, name), time, time);
    };
    const kept = [
      `.backstep-${process.pid}-0123456789ab.tmp`,
      `.backstep-${dead}-0123456789ab.tmp.txt`,
      `.weights.npz.${dead}-0123456789ab.tmp`,
      `backstep-${dead}-0123456789ab.tmp`,
    ];
    for (const name of kept) put(name);
    const young = `.backstep-${dead}-ffffffffffff.tmp`;
    put(young, 0);
    const link = `.backstep-${dead}-eeeeeeeeeeee.tmp`;
    symlinkSync('nowhere', path.join(home, link));
    put(`.backstep-${dead}-0123456789ab.tmp`);
    put(`.backstep-${dead}-ba9876543210.tmp`);
    await writeFileAtomically(path.join(home, 'weights.npz'), Buffer.from('new'));
    expect(readdirSync(home).sort()).toEqual([...kept, young, link, 'weights.npz'].sort());
  });

  it.each([
    '바이트.npz',
    'de\u0301coupage.npz',
    '🧠 x.npz',
    'a b#c%20d.npz',
    'weights.NPZ',
    `${'x'.repeat(251)}.npz`,
  ])('case 121: writes a file named %s, which is then read under that name', async (name) => {
    const home = path.join(folder, 'names');
    mkdirSync(home, { recursive: true });
    await writeFileAtomically(path.join(home, name), Buffer.from(name));
    expect(readdirSync(home)).toContain(name);
    const files = dataFiles({
      network: networkFile(path.join(home, 'net.nn.jsonc'), undefined),
      roots: [],
      memory: memoryBudget(1000),
    });
    const { bytes } = await files.read({ path: name, option: ['data', 'path'] });
    expect(Buffer.from(bytes).toString()).toBe(name);
  });

  it('names the file and the reason', async () => {
    const file = path.join(folder, 'nowhere', 'weights.npz');
    const written = writeFileAtomically(file, Buffer.from('new'));
    await expect(written).rejects.toThrow(
      `${file} cannot be written: there is no folder ${path.dirname(file)}. Choose another place.`,
    );
  });

  it.skipIf(!existsSync('/dev/full'))('case 117: says so when the disk is full', async () => {
    // The draft lies beside the file, so only a folder on a full disk would do; its error is the same.
    const { explain } = await import('../../../src/trainer/loading/systemError');
    const error = await import('node:fs/promises').then(({ writeFile }) =>
      writeFile('/dev/full', 'x').catch((reason: unknown) => reason),
    );
    expect(explain(error)).toBe('the disk is full');
  });
});
