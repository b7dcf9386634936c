import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { afterEach, expect, it } from 'vitest';

import { preparedFolder, preparedRoot } from '../../../scripts/vscodeHost/prepared.mjs';

const name = `prepared-test-${process.pid}`;
const content = async (folder: string) => writeFile(path.join(folder, 'content'), 'complete');
const drafts = async () =>
  (await readdir(preparedRoot)).filter((each) => each.startsWith('draft-'));

afterEach(() => rm(path.join(preparedRoot, name), { recursive: true, force: true }));

it('is filled once', async () => {
  const folder = await preparedFolder(name, content);
  const again = await preparedFolder(name, () => Promise.reject(new Error('filled twice')));
  expect(again).toBe(folder);
});

it('is complete for everybody when two prepare it at the same time', async () => {
  const folders = await Promise.all([preparedFolder(name, content), preparedFolder(name, content)]);
  for (const folder of folders) {
    expect(await readFile(path.join(folder, 'content'), 'utf8')).toBe('complete');
  }
});

it('is not there when filling it failed, and leaves no draft', async () => {
  const before = await drafts();
  const filling = preparedFolder(name, async (folder: string) => {
    await content(folder);
    throw new Error('the network is down');
  });
  await expect(filling).rejects.toThrow('the network is down');
  expect(existsSync(path.join(preparedRoot, name))).toBe(false);
  expect(await drafts()).toEqual(before);
});
