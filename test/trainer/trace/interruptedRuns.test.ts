/** What dead processes have left is found, so that it can be offered. */
import * as fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import type { InterruptedRun } from '../../../src/protocol/loading';
import { temporaryFolder } from '../../support/temporaryFolder';
import { everyNumber } from '../../reliability/trainerProcess';
import { at, converse, networkText, type Conversation } from '../conversation';
import { deadOwner, header, rewriteHeader, traceBytes } from './traceFixture';

const text = networkText({ epochs: 50 });
const home = temporaryFolder();
const network = path.join(home, 'lesson.nn.jsonc');
fs.writeFileSync(network, text);
const budgets = { roots: [], memoryBudgetBytes: 2 ** 28, keyframeBudgetBytes: 2 ** 22 };

interface Debugging {
  readonly session: string;
  readonly resume?: string;
  readonly file?: string;
}

async function debugged(
  folder: string,
  { file = network, ...journal }: Debugging,
): Promise<Conversation> {
  const conversation = converse();
  const params = { file, text, ...budgets, journal: { folder, ...journal } };
  const { kind } = await conversation.trainer.request('load', params);
  expect(kind).toBe('loaded');
  return conversation;
}

function journal(folder: string, session: string): string {
  return path.join(folder, `${session}.nnjournal`);
}

/** The process that keeps this journal counts as dead. */
function die(file: string): void {
  rewriteHeader(file, (written) => ({ ...written, owner: deadOwner }));
}

async function interrupted(folder: string): Promise<readonly InterruptedRun[]> {
  const { runs } = await converse().trainer.request('interruptedRuns', { folder });
  return runs;
}

describe('case 16: a run that was interrupted', () => {
  it('is found with its network file and the place where it stood', async () => {
    const folder = temporaryFolder();
    const live = await debugged(folder, { session: 'one' });
    await live.trainer.request('seek', { position: at(123, 4) });
    die(journal(folder, 'one'));
    expect(await interrupted(folder)).toEqual([
      {
        session: 'one',
        journal: journal(folder, 'one'),
        file: network,
        position: at(123, 4),
        lastWritten: fs.statSync(journal(folder, 'one')).mtimeMs,
      },
    ]);
  });

  it('goes on with its branches, and is found no more', async () => {
    const folder = temporaryFolder();
    const live = await debugged(folder, { session: 'one' });
    await live.trainer.request('seek', { position: at(40) });
    await live.trainer.request('seek', { position: at(20, 3) });
    await live.trainer.request('edit', { target: 'W1[0, 0]', value: '0.5' });
    await live.trainer.request('seek', { position: at(30, 2) });
    const branches = await live.trainer.request('branches', {});
    const numbers = await everyNumber(live);
    die(journal(folder, 'one'));
    const next = await debugged(folder, { session: 'two', resume: 'one' });
    expect(await next.trainer.request('branches', {})).toEqual(branches);
    expect(await everyNumber(next)).toBe(numbers);
    await next.trainer.request('end', {});
    expect(await interrupted(folder)).toEqual([]);
  });

  it('is left alone while its process lives, and found when that ends a moment later', async () => {
    const folder = temporaryFolder();
    await debugged(folder, { session: 'living' });
    await debugged(folder, { session: 'dying' });
    const found = interrupted(folder);
    die(journal(folder, 'dying'));
    expect((await found).map(({ session }) => session)).toEqual(['dying']);
  });

  it('is not found by what does not tell its network: older journals, damaged ones, other files', async () => {
    const folder = temporaryFolder();
    for (const [name, bytes] of [
      ['older', traceBytes([{ kind: 'header', header: { ...header, owner: deadOwner } }])],
      ['torn', traceBytes().subarray(0, 40)],
      ['none', Buffer.from('not a journal')],
    ] as const) {
      fs.writeFileSync(journal(folder, name), bytes);
    }
    fs.writeFileSync(path.join(folder, 'notes.txt'), '');
    expect(await interrupted(folder)).toEqual([]);
    expect(await interrupted(path.join(folder, 'missing'))).toEqual([]);
  });

  it('cannot go on when its network file has changed or is gone', async () => {
    const folder = temporaryFolder();
    const file = path.join(home, 'changed.nn.jsonc');
    fs.writeFileSync(file, text);
    await debugged(folder, { session: 'one', file });
    die(journal(folder, 'one'));
    expect((await interrupted(folder))[0]).not.toHaveProperty('obstacle');
    fs.writeFileSync(file, `${text} `);
    const obstacle = 'Its network file has changed since.';
    expect(await interrupted(folder)).toMatchObject([{ obstacle }]);
    fs.rmSync(file);
    expect((await interrupted(folder))[0]?.obstacle).toContain('cannot be read any more');
  });

  it('of which an older version has the journal goes on all the same', async () => {
    const folder = temporaryFolder();
    const live = await debugged(folder, { session: 'one' });
    await live.trainer.request('seek', { position: at(7, 2) });
    rewriteHeader(journal(folder, 'one'), (written) => {
      const { networkFile, ...older } = written;
      expect(networkFile).toBe(network);
      return { ...older, owner: deadOwner };
    });
    const next = await debugged(folder, { session: 'two', resume: 'one' });
    const { position } = await next.trainer.request('step', {
      granularity: 'instruction',
      direction: 'forward',
      count: 1,
    });
    expect(position).toEqual(at(7, 3));
  });

  it('of a trace goes on from where the session stood, not from where the trace does', async () => {
    const folder = temporaryFolder();
    const trace = path.join(temporaryFolder(), 'saved.nntrace');
    const live = await debugged(folder, { session: 'saving' });
    await live.trainer.request('seek', { position: at(10) });
    await live.trainer.request('saveTrace', { file: trace });
    await live.trainer.request('end', {});
    // What is handed on says nothing of the machine that it comes from.
    expect(fs.readFileSync(trace).includes(Buffer.from(home))).toBe(false);
    const attached = converse();
    const attach = { trace, ...budgets, journal: { folder, session: 'attached' } };
    await attached.trainer.request('attach', attach);
    await attached.trainer.request('edit', { target: 'W1[0, 0]', value: '0.25' });
    await attached.trainer.request('seek', { position: at(17, 5) });
    const branches = await attached.trainer.request('branches', {});
    die(journal(folder, 'attached'));
    const [found] = await interrupted(folder);
    expect(found).toMatchObject({ session: 'attached', file: trace, position: at(17, 5) });
    expect(found).not.toHaveProperty('obstacle');
    const next = converse();
    const resumed = { folder, session: 'next', resume: 'attached' };
    const result = await next.trainer.request('attach', { ...attach, journal: resumed });
    expect(result).toMatchObject({ kind: 'loaded', report: { position: at(17, 5) } });
    expect(await next.trainer.request('branches', {})).toEqual(branches);
  });
});

describe('case 19: a run that was interrupted because Backstep was updated', () => {
  it('is found, and says which version can go on with it, when the arithmetic is another one', async () => {
    const folder = temporaryFolder();
    const live = await debugged(folder, { session: 'one' });
    await live.trainer.request('seek', { position: at(9) });
    rewriteHeader(journal(folder, 'one'), (written) => ({
      ...written,
      owner: deadOwner,
      numericsVersion: 77,
    }));
    const says = "It was computed by version 77 of Backstep's arithmetic";
    expect((await interrupted(folder))[0]?.obstacle).toContain(says);
    const refused = await converse().trainer.request('load', {
      ...{ file: network, text, ...budgets },
      journal: { folder, session: 'two', resume: 'one' },
    });
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(refused)).toContain(says);
    expect(fs.existsSync(journal(folder, 'one'))).toBe(true);
  });

  it('is kept for the version that wrote it when its format is a newer one', async () => {
    const folder = temporaryFolder();
    const file = journal(folder, 'newer');
    const bytes = traceBytes();
    bytes.writeUInt32LE(99, 8);
    fs.writeFileSync(file, bytes);
    const hourAgo = Date.now() / 1000 - 3600;
    fs.utimesSync(file, hourAgo, hourAgo);
    const next = await debugged(folder, { session: 'older' });
    await next.trainer.request('end', {});
    expect(fs.readdirSync(folder)).toEqual(['newer.nnjournal']);
    const refused = await converse().trainer.request('load', {
      ...{ file: network, text, ...budgets },
      journal: { folder, session: 'older', resume: 'newer' },
    });
    expect(JSON.stringify(refused)).toContain('its format has version 99');
    const weekAgo = Date.now() / 1000 - 8 * 24 * 3600;
    fs.utimesSync(file, weekAgo, weekAgo);
    await debugged(folder, { session: 'older' });
    expect(fs.existsSync(file)).toBe(false);
  });
});
