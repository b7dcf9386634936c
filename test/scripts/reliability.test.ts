import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';

import { expect, it, vi } from 'vitest';

import { isRunning } from '../reliability/trainerProcess';
import { processesWith } from '../support/processes';
import { temporaryFolder } from '../support/temporaryFolder';

vi.setConfig({ testTimeout: 60_000 });

it.each([
  ['SIGTERM', [143, null]],
  ['SIGKILL', [null, 'SIGKILL']],
] as const)('ends all that it has started when it is ended by %s', async (signal, expected) => {
  const folder = temporaryFolder();
  const args = ['scripts/reliability.mjs', '--quick', '--only', 'killed-trainer'];
  const script = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: folder },
  });
  const ended = once(script, 'exit');
  // The runner, and the first of its trainers.
  let started: readonly number[] = [];
  const isUnderWay = () => 1 < (started = processesWith(`${folder}/`)).length;
  await vi.waitUntil(isUnderWay, { timeout: 30_000 });
  script.kill(signal);
  expect(await ended).toEqual(expected);
  await vi.waitUntil(() => !started.some(isRunning), { timeout: 5000 });
  // A process that is killed removes nothing.
  const left = existsSync(folder) ? readdirSync(folder) : [];
  if (signal !== 'SIGKILL') expect(left).toEqual([]);
});
