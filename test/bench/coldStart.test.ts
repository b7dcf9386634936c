/** The cold start is measured with the real trainer: it comes to its first stop, whatever it reports before. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { measureColdStart } from '../../bench/coldStart.mjs';
import { bundleTrainer } from '../../bench/sources.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-cold-start-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('measures from the start of the process to the first stop', async () => {
  const { starts, milliseconds } = await measureColdStart(await bundleTrainer(folder), {
    rounds: 1,
  });
  expect(starts).toEqual([milliseconds]);
});
