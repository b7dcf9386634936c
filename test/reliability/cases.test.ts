/** Cases of the fault catalog that need processes: each name begins with its number. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { type ForkOptions, openForkedChannel } from '../../src/rpc/node/forkedChannel';
import { readTrace } from '../../src/trainer/trace/readTrace';
import { temporaryFolder } from '../support/temporaryFolder';
import { bundle } from './bundle.mjs';
import { smallNetwork } from './networks';
import { everyNumber, isRunning, load, startTrainer, type TrainerProcess } from './trainerProcess';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
const text = smallNetwork({ iterations: 1_000_000 });
let trainerScript = '';
let hostScript = '';
const started: TrainerProcess[] = [];

beforeAll(async () => {
  ({ trainerScript, hostScript } = await bundle(folder));
});
afterEach(() => {
  for (const child of started.splice(0)) child.close();
});

function start(): TrainerProcess {
  const child = startTrainer(trainerScript);
  started.push(child);
  return child;
}

const at = (iteration: number, instruction = 0) => ({ iteration, instruction });
const seek = ({ trainer }: TrainerProcess, iteration: number, instruction = 0) =>
  trainer.request('seek', { position: at(iteration, instruction) });

/** Runs freely; resolves when it is on its way. */
async function running({ trainer }: TrainerProcess): Promise<void> {
  // An earlier movement may have taken all credits.
  await trainer.request('acknowledgeProgress', {});
  const underWay = new Promise((resolve) => trainer.on('progress', resolve));
  trainer.request('resume', { direction: 'forward' }).catch(() => undefined);
  await underWay;
}

/** The host disconnects; resolves when the trainer is gone. */
function goesAway({ trainer, close }: TrainerProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => trainer.onClose(() => resolve()));
  close();
  return gone;
}

/** A child process of its own that runs this program. */
function child(program: string, options: ForkOptions = {}) {
  const script = path.join(folder, `child-${program.length}.cjs`);
  fs.writeFileSync(script, program);
  const channel = openForkedChannel(script, options);
  const closed = new Promise<string>((resolve) => channel.onClose(resolve));
  return { channel, closed };
}

describe('a trainer that is ended', () => {
  it('case 1: says so at once, and goes on from the last position with the same numbers', async () => {
    const journal = { folder: path.join(folder, 'journal'), session: 'killed' };
    const first = start();
    await load(first, { text, journal });
    await seek(first, 20_000, 3);
    const expected = await everyNumber(first);
    await running(first);
    const killedAt = performance.now();
    const end = new Promise<string>((resolve) => first.trainer.onClose(resolve));
    await first.kill();
    expect(await end).toBe('was ended by signal SIGKILL');
    expect(performance.now() - killedAt).toBeLessThan(1000);
    const second = start();
    const resumed = { folder: journal.folder, session: 'resumed', resume: 'killed' };
    const { report } = await load(second, { text, journal: resumed });
    expect(report.position).toEqual(at(20_000, 3));
    expect(await everyNumber(second)).toBe(expected);
  });

  it.each([
    ['case 3', 'it was killed', (saving: TrainerProcess) => saving.kill()],
    ['case 20', 'its host went away', goesAway],
  ])('%s: has left the old file or the new one when %s while saving', async (name, _why, end) => {
    const file = path.join(folder, `${name}.nntrace`);
    for (let time = 0; time < 6; time++) {
      const saving = start();
      await load(saving, { text });
      await seek(saving, 3000);
      await saving.trainer.request('saveTrace', { file });
      const again = saving.trainer.request('saveTrace', { file }).catch(() => undefined);
      await delay(time * 2);
      await end(saving);
      await again;
      expect(readTrace({ file, bytes: fs.readFileSync(file) }).isComplete).toBe(true);
    }
  });

  it('case 23: does nothing to another session', async () => {
    const [first, second] = [start(), start()];
    await Promise.all([load(first, { text }), load(second, { text })]);
    expect(first.pid).not.toBe(second.pid);
    await Promise.all([running(first), running(second)]);
    await first.kill();
    const { position } = await seek(second, 7);
    expect(position).toEqual(at(7));
    expect(isRunning(second.pid)).toBe(true);
  });

  it('case 24: two sessions of one trace go their own ways', async () => {
    const file = path.join(folder, 'shared.nntrace');
    const live = start();
    await load(live, { text });
    await seek(live, 500);
    await live.trainer.request('saveTrace', { file });
    const [first, second] = [start(), start()];
    const budgets = { memoryBudgetBytes: 2 ** 30, keyframeBudgetBytes: 2 ** 24 };
    for (const each of [first, second]) {
      await each.trainer.request('attach', { trace: file, roots: [], ...budgets });
    }
    await seek(first, 900, 2);
    expect((await seek(second, 100)).computedIterations).toBe(500);
    expect((await seek(first, 600)).computedIterations).toBe(900);
  });
});

describe('a process that ends by itself', () => {
  it('case 4: is told to have run out of memory when its heap is full', async () => {
    const hoard = 'const all = []; for (;;) all.push(new Array(1000).fill({}));';
    const { closed } = child(hoard, { execArgv: ['--max-old-space-size=20'] });
    expect(await closed).toBe('ran out of memory');
  });

  it('case 8: is told to have crashed when a promise was rejected and nobody looked', async () => {
    const { closed } = child("setTimeout(() => Promise.reject(new Error('oh')), 1);");
    expect(await closed).toBe('ended with exit code 1');
  });

  it('case 9: is told to have been started with options that its Node does not know', async () => {
    const { closed } = child('', { execArgv: ['--no-such-option-of-node'] });
    expect(await closed).toContain('options that this version of Node does not know');
  });

  it('case 10: is ended when it gives no sign of life after its start', async () => {
    const { channel, closed } = child('for (;;);', { firstMessageMs: 300 });
    expect(await closed).toBe('gave no sign of life for 0.3 seconds after its start and was ended');
    await vi.waitUntil(() => !isRunning(channel.pid ?? 0), { timeout: 10_000 });
  });

  it('case 10: may be silent for as long as it likes once it has given one', async () => {
    const program = "process.send('up'); setTimeout(() => process.exit(3), 3500);";
    const { closed } = child(program, { firstMessageMs: 3000 });
    expect(await closed).toBe('ended with exit code 3');
  });

  it('case 10: gives a sign of life before it is asked anything, as a trainer', async () => {
    const { trainer } = start();
    await new Promise((resolve) => trainer.on('started', resolve));
  });

  it('case 11: is killed when it computes for ever and the session ends', async () => {
    const { channel, closed } = child("process.send('up'); for (;;);");
    await new Promise<unknown>((resolve) => channel.onMessage(resolve));
    channel.close();
    expect(await closed).toBe('was ended by signal SIGKILL');
  });

  it('case 29: leaves no more than its last words, however much it prints', async () => {
    const { channel, closed } = child(
      "const line = 'x'.repeat(65535) + '\\n'; let left = 1000; const on = () => { while (left-- > 0) if (!process.stdout.write(line)) return process.stdout.once('drain', on); process.stdout.write('done', () => process.exit(0)); }; on();",
    );
    const before = process.memoryUsage().rss;
    await closed;
    expect(channel.recentOutput().length).toBeLessThanOrEqual(64 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });
});

describe('a trainer that has lost its host', () => {
  it.each([
    ['case 16', 'reloaded', 'SIGTERM'],
    ['case 17', 'killed', 'SIGKILL'],
  ] as const)(
    '%s: because that was %s while it computed, is gone within a second, and its journal is valid',
    async (name, _how, signal) => {
      const home = path.join(folder, name.replace(' ', '-'));
      const host = spawn(process.execPath, [hostScript, trainerScript, 'running', home], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const [line] = (await once(host.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      expect(isRunning(pid)).toBe(true);
      host.kill(signal);
      await vi.waitUntil(() => !isRunning(pid), { timeout: 1000, interval: 5 });
      const file = path.join(home, 'hosted.nnjournal');
      expect(readTrace({ file, bytes: fs.readFileSync(file) }).stand.position).toEqual(at(500, 3));
      const journal = { folder: home, session: 'resumed', resume: 'hosted' };
      const next = start();
      const { report } = await load(next, {
        text: smallNetwork({ iterations: 10_000_000 }),
        journal,
      });
      expect(report.position).toEqual(at(500, 3));
    },
  );
});

it('case 19: a trainer whose extension is disabled ends at once, and its journal is valid', async () => {
  const journal = { folder: path.join(folder, 'disabled'), session: 'disabled' };
  const disabled = start();
  await load(disabled, { text, journal });
  await seek(disabled, 700, 2);
  await running(disabled);
  const began = performance.now();
  await goesAway(disabled);
  expect(performance.now() - began).toBeLessThan(1000);
  const file = path.join(journal.folder, 'disabled.nnjournal');
  expect(readTrace({ file, bytes: fs.readFileSync(file) }).stand.position).toEqual(at(700, 2));
});

describe('a trainer that gets no time', () => {
  it('case 26: goes on where it was after it has slept', async () => {
    const sleeper = start();
    await load(sleeper, { text });
    await seek(sleeper, 300);
    process.kill(sleeper.pid, 'SIGSTOP');
    const answer = seek(sleeper, 301, 1);
    await delay(1500);
    process.kill(sleeper.pid, 'SIGCONT');
    expect((await answer).position).toEqual(at(301, 1));
  });

  it('case 28: is slower and nothing else at the lowest priority', async () => {
    const slow = start();
    os.setPriority(slow.pid, 19);
    await load(slow, { text });
    expect((await seek(slow, 5000)).position).toEqual(at(5000));
    await running(slow);
    await slow.trainer.request('pause', {});
    expect((await seek(slow, 10)).position).toEqual(at(10));
  });
});
