/** Case 123: whatever call to the file system fails, a file is read as it is or not at all; and so it is written. */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { parseNetwork } from '../../../src/network/parse';
import { writeFileAtomically } from '../../../src/trainer/loading/atomicFile';
import { DataError } from '../../../src/trainer/loading/dataError';
import { loadDataset } from '../../../src/trainer/loading/loadDataset';
import { withFaults } from '../../support/faultyFiles';
import { temporaryFolder } from '../../support/temporaryFolder';

vi.mock('node:fs', async (original) => {
  const { faultyFiles } = await import('../../support/faultyFiles');
  return faultyFiles(await original());
});
vi.mock('node:fs/promises', async (original) => {
  const { faultyPromises } = await import('../../support/faultyFiles');
  return faultyPromises(await original());
});

const folder = temporaryFolder();
const fixtures = path.join(import.meta.dirname, '../../fixtures');

const rows = Array.from({ length: 40 }, (_, row) => `${row / 8},${row % 3},${row % 2}`);
writeFileSync(path.join(folder, 'x.csv'), `a,b,y\n${rows.join('\n')}\n`);
cpSync(path.join(fixtures, 'arrays/samples.npz'), path.join(folder, 'samples.npz'));
for (const name of ['a', 'b']) {
  mkdirSync(path.join(folder, 'images', name), { recursive: true });
  for (const number of [1, 2]) {
    const image = path.join(folder, 'images', name, `${number}.png`);
    cpSync(path.join(fixtures, 'png/grey8.png'), image);
  }
}

const sources = {
  'a CSV file, which is read piece by piece': { source: 'csv', path: 'x.csv', targets: ['y'] },
  'an NPZ archive': { source: 'npz', path: 'samples.npz' },
  'a folder of images': { source: 'png', path: 'images' },
};

async function numbersOf(data: object): Promise<string> {
  const text = JSON.stringify({
    data: { ...data, split: { train: 1 } },
    layers: [{ type: 'dense', units: 1 }],
    loss: 'squaredError',
  });
  const { spec } = parseNetwork(text);
  const { train } = await loadDataset({
    spec: spec!,
    networkFile: path.join(folder, 'net.nn.jsonc'),
    roots: [],
    memoryBudgetBytes: 2 ** 26,
    math: Math,
  });
  return `${train.inputs.join()} ${train.targets.join()}`;
}

const codes = ['EIO', 'EMFILE', 'EACCES', 'EINTR', 'ESTALE'];

describe('case 123: a disk with faults', () => {
  it.each(Object.entries(sources))('reads the numbers of %s or says why not', async (_, data) => {
    let numbers = '';
    const calls = await withFaults({}, async () => {
      numbers = await numbersOf(data);
    });
    expect(calls).toBeGreaterThan(5);
    for (const code of codes) {
      for (let failing = 0; failing < calls; failing++) {
        await withFaults({ failing, code }, async () => {
          const outcome = await numbersOf(data).catch((error: unknown) => error);
          if (outcome instanceof DataError) expect(outcome.message).not.toContain(code);
          else expect(outcome).toBe(numbers);
        });
      }
    }
  });

  it.each(Object.entries(sources))('reads the same of %s in short reads', async (_, data) => {
    const numbers = await numbersOf(data);
    for (const bytesPerRead of [1, 7]) {
      await withFaults({ bytesPerRead }, async () => {
        expect(await numbersOf(data)).toBe(numbers);
      });
    }
  });

  it.each([...codes, 'ENOSPC', 'EROFS', 'EFBIG', 'EDQUOT', 'EBUSY', 'EPERM'])(
    'writes the new file or leaves the old one when a call fails with %s (cases 117, 119)',
    async (code) => {
      const home = path.join(folder, 'saved');
      const file = path.join(home, 'weights.npz');
      let calls = Infinity;
      for (let failing = -1; failing < calls; failing++) {
        rmSync(home, { recursive: true, force: true });
        mkdirSync(home);
        writeFileSync(file, 'old');
        let outcome: unknown;
        const made = await withFaults({ failing, code }, async () => {
          outcome = await writeFileAtomically(file, Buffer.from('new')).catch(
            (error: unknown) => error,
          );
        });
        if (failing < 0) calls = made;
        expect(readdirSync(home)).toEqual(['weights.npz']);
        if (outcome === undefined) {
          expect(readFileSync(file, 'utf8')).toBe('new');
          continue;
        }
        expect(outcome).toBeInstanceOf(DataError);
        const { message } = outcome as DataError;
        expect(message).toContain(`${file} cannot be written: `);
        expect(message).not.toContain(code);
        expect(message).toMatch(/Choose another place\.$/);
        expect(readFileSync(file, 'utf8')).toBe('old');
      }
      expect(calls).toBeGreaterThan(4);
    },
  );
});
