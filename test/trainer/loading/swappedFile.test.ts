/** Case 120: a file or folder that is swapped for a link while it is read leads nowhere. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { DataError } from '../../../src/trainer/loading/dataError';
import { dataFiles } from '../../../src/trainer/loading/dataFiles';
import { memoryBudget } from '../../../src/trainer/loading/memoryBudget';
import { networkFile } from '../../../src/trainer/loading/networkFile';
import { withFaults } from '../../support/faultyFiles';
import { temporaryFolder } from '../../support/temporaryFolder';

vi.mock('node:fs/promises', async (original) => {
  const { faultyPromises } = await import('../../support/faultyFiles');
  return faultyPromises(await original());
});

const folder = temporaryFolder();
const place = (...parts: string[]) => path.join(folder, ...parts);
mkdirSync(place('secret'));
writeFileSync(place('secret', 'x.csv'), 'secret');

/** A fresh `nets/data/x.csv`, and nothing else in `nets`. */
function prepare(): void {
  rmSync(place('nets'), { recursive: true, force: true });
  mkdirSync(place('nets', 'data'), { recursive: true });
  writeFileSync(place('nets', 'data', 'x.csv'), 'inside');
}

async function outcome(): Promise<string> {
  const files = dataFiles({
    network: networkFile(place('nets', 'net.nn.jsonc'), undefined),
    roots: [],
    memory: memoryBudget(1000),
  });
  const request = { path: 'data/x.csv', option: ['data', 'path'] };
  return files.read(request).then(
    ({ bytes }) => Buffer.from(bytes).toString(),
    (error: unknown) => {
      if (error instanceof DataError) return 'refused';
      throw error;
    },
  );
}

/** Puts a link in the place of a file or folder, which is kept, and takes it away again. */
function swapping(...parts: string[]) {
  const target = place('nets', ...parts);
  return {
    swap: () => {
      renameSync(target, `${target}.kept`);
      symlinkSync(place('secret', ...parts.slice(1)), target);
    },
    swapBack: () => {
      rmSync(target);
      renameSync(`${target}.kept`, target);
    },
  };
}

describe.skipIf(process.platform === 'win32')('case 120', () => {
  it.each([
    ['a file', ['data', 'x.csv']],
    ['a folder', ['data']],
  ])('never reads what is outside when %s is swapped at any moment', async (_, parts) => {
    const { swap, swapBack } = swapping(...parts);
    prepare();
    const calls = await withFaults({}, async () => expect(await outcome()).toBe('inside'));
    const seen = new Set<string>();
    for (let first = 0; first < calls; first++) {
      for (let last = first + 1; last <= calls; last++) {
        prepare();
        const meanwhile = (call: number) => {
          if (call === first) swap();
          if (call === last) swapBack();
        };
        await withFaults({ meanwhile }, async () => void seen.add(await outcome()));
      }
    }
    expect([...seen].sort()).toEqual(['inside', 'refused']);
  });
});
