import * as fs from 'node:fs';
import path from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { cleanJournals } from '../../../src/trainer/trace/journalFolder';
import { isAlive, ownIdentity } from '../../../src/trainer/loading/processIdentity';
import { temporaryFolder } from '../../support/temporaryFolder';
import { at, converse, networkText, type Conversation } from '../conversation';
import { deadOwner, header, traceBytes } from './traceFixture';

const day = 24 * 3600 * 1000;

function journal(folder: string, name: string, owner = deadOwner): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, traceBytes([{ kind: 'header', header: { ...header, owner } }]));
  return file;
}

function aged(file: string, ageMs: number): void {
  const time = (Date.now() - ageMs) / 1000;
  fs.utimesSync(file, time, time);
}

async function load({ trainer }: Conversation, folder: string, session: string): Promise<void> {
  const result = await trainer.request('load', {
    file: '/lessons/test.nn.jsonc',
    text: networkText({ epochs: 50 }),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 22,
    journal: { folder, session },
  });
  expect(result.kind).toBe('loaded');
}

afterEach(() => vi.restoreAllMocks());

describe('case 30: what processes have left that are no more', () => {
  it('is told from what a living one keeps by process number and start', () => {
    const own = ownIdentity();
    expect(isAlive(own)).toBe(true);
    expect(isAlive({ ...own, started: 'another start of the same number' })).toBe(false);
    expect(isAlive(deadOwner)).toBe(false);
    expect(isAlive({ pid: 0, started: '' })).toBe(false);
  });

  it('is removed after a week, or when there is more than eight of it; what lives is kept', async () => {
    const folder = temporaryFolder();
    const own = journal(folder, 'own.nnjournal', ownIdentity());
    const foreign = journal(folder, 'reused.nnjournal', { pid: process.pid, started: 'before' });
    aged(own, 30 * day);
    aged(foreign, 8 * day);
    for (let index = 0; index < 12; index++) {
      aged(journal(folder, `dead-${index}.nnjournal`), (index + 1) * 1000);
    }
    const stray = path.join(folder, 'notes.txt');
    fs.writeFileSync(stray, 'not a journal');
    await cleanJournals(folder, Date.now());
    const left = fs.readdirSync(folder);
    expect(left).toContain('own.nnjournal');
    expect(left).toContain('notes.txt');
    expect(left).not.toContain('reused.nnjournal');
    const dead = Array.from({ length: 8 }, (_, index) => `dead-${index}.nnjournal`);
    expect(left.filter((name) => name.startsWith('dead')).sort()).toEqual(dead);
  });

  it('is removed when it is torn in its header or half written, but not while it may be written', async () => {
    const folder = temporaryFolder();
    const files = ['torn.nnjournal', 'empty.nnjournal', 'x.nnjournal.draft'].map((name) => {
      const file = path.join(folder, name);
      fs.writeFileSync(file, name.startsWith('empty') ? '' : traceBytes().subarray(0, 30));
      return file;
    });
    await cleanJournals(folder, Date.now());
    expect(fs.readdirSync(folder)).toHaveLength(3);
    for (const file of files) aged(file, 120_000);
    await cleanJournals(folder, Date.now());
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

it('case 21: nothing is written to a folder that was removed during the run', async () => {
  const [storage, home] = [temporaryFolder(), path.join(temporaryFolder(), 'lesson')];
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'table.csv'), 'x,y\n1,0\n2,1\n3,0\n4,1');
  const { trainer } = converse();
  const text = JSON.stringify({
    data: { source: 'csv', path: 'table.csv', targets: ['y'], split: { train: 1 } },
    layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
    training: { batchSize: 2, epochs: 50, seed: 1 },
  });
  await trainer.request('load', {
    file: path.join(home, 'table.nn.jsonc'),
    text,
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 22,
    journal: { folder: storage, session: 'removed' },
  });
  fs.rmSync(home, { recursive: true });
  const { position } = await trainer.request('seek', { position: at(40) });
  expect(position).toEqual(at(40));
  expect(fs.existsSync(home)).toBe(false);
  expect(fs.readdirSync(storage)).toEqual(['removed.nnjournal']);
});

it('case 22: two sessions of one network keep a journal each', async () => {
  const folder = temporaryFolder();
  const [first, second] = [converse(), converse()];
  await load(first, folder, 'one');
  await load(second, folder, 'two');
  await first.trainer.request('seek', { position: at(9) });
  await second.trainer.request('seek', { position: at(4) });
  expect(fs.readdirSync(folder)).toEqual(['one.nnjournal', 'two.nnjournal']);
  await first.trainer.request('end', {});
  expect(fs.readdirSync(folder)).toEqual(['two.nnjournal']);
  expect((await second.trainer.request('seek', { position: at(5) })).position).toEqual(at(5));
});

it('case 27: a clock that jumps changes neither the order of stops nor what is kept', async () => {
  const folder = temporaryFolder();
  const clock = vi.spyOn(Date, 'now');
  const live = converse();
  const real = Date.now();
  clock.mockReturnValue(real - 400 * day);
  await load(live, folder, 'first');
  clock.mockReturnValue(real + 400 * day);
  await load(converse(), folder, 'second');
  const sequences: number[] = [];
  live.trainer.on('stopped', ({ sequence }) => sequences.push(sequence));
  for (const [index, jump] of [0, -1000, 1000, -1].entries()) {
    clock.mockReturnValue(real + jump * day);
    await live.trainer.request('seek', { position: at(index) });
  }
  expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
  expect(new Set(sequences).size).toBe(4);
  expect(fs.readdirSync(folder)).toEqual(['first.nnjournal', 'second.nnjournal']);
});
