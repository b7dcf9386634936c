import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'backstep-acceptance-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function acceptance(...args: readonly string[]) {
  const script = ['scripts/acceptance.mjs', ...args];
  const { status, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  return { status, stderr };
}

function writeIdx(name: string, samples: number): void {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(samples, 4);
  writeFileSync(path.join(folder, name), head);
}

it('says which files it needs when it is given no folder', () => {
  const { status, stderr } = acceptance();
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Usage: npm run acceptance -- --mnist FOLDER/);
  expect(stderr).toContain('train-images-idx3-ubyte.gz');
});

it.each([
  [['--mist', 'x'], "Unknown option '--mist'"],
  [['--mnist', path.join(folder, 'nothing')], 'cannot be read (ENOENT)'],
  [['--mnist', folder], 'has no train-images-idx3-ubyte.gz and no train-images-idx3-ubyte'],
])('refuses %j', (args, reason) => {
  const { status, stderr } = acceptance(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(reason);
  expect(stderr).toContain('Usage:');
});

it('refuses a part of MNIST, whose accuracies are others', () => {
  for (const name of ['train-images-idx3', 'train-labels-idx1']) writeIdx(`${name}-ubyte`, 2000);
  for (const name of ['t10k-images-idx3', 't10k-labels-idx1']) writeIdx(`${name}-ubyte`, 500);
  const { status, stderr } = acceptance('--mnist', folder);
  expect(status).toBe(2);
  expect(stderr).toContain('2000 samples; the published numbers are of all 60000');
});
