import * as fs from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import type { LoadResult } from '../../../src/protocol/loading';
import type { StopReport } from '../../../src/protocol/movement';
import type { Summaries } from '../../../src/protocol/tensors';
import { ownIdentity } from '../../../src/trainer/loading/processIdentity';
import { readTrace, type Trace } from '../../../src/trainer/trace/readTrace';
import { temporaryFolder } from '../../support/temporaryFolder';
import { at, converse, networkText, type Conversation } from '../conversation';
import { deadOwner, rewriteHeader } from './traceFixture';

const folder = temporaryFolder();
const network = networkText({ epochs: 50 });
const fileOf = (session: string): string => path.join(folder, `${session}.nnjournal`);

interface Loading {
  readonly session: string;
  readonly resume?: string;
  readonly text?: string;
  readonly file?: string;
}

function load({ trainer }: Conversation, { text, file, ...journal }: Loading): Promise<LoadResult> {
  return trainer.request('load', {
    file: file ?? '/lessons/test.nn.jsonc',
    text: text ?? network,
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 22,
    journal: { folder, ...journal },
  });
}

async function journaled(
  loading: Loading,
): Promise<Conversation & { readonly report: StopReport }> {
  const conversation = converse();
  const result = await load(conversation, loading);
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return { ...conversation, report: result.report };
}

function journalOf(session: string): Trace {
  return readTrace({ file: fileOf(session), bytes: fs.readFileSync(fileOf(session)) });
}

/** The process that keeps this journal counts as dead. */
function kill(session: string): void {
  expect(journalOf(session).header.owner).toEqual(ownIdentity());
  rewriteHeader(fileOf(session), (header) => ({ ...header, owner: deadOwner }));
}

const seen = ({ trainer }: Conversation): Promise<Summaries> => trainer.request('summaries', {});

describe('a journal', () => {
  it('has each position before the user is told of it', async () => {
    const { trainer } = await journaled({ session: 'told' });
    const stands: unknown[] = [];
    trainer.on('stopped', ({ position }) => stands.push([position, journalOf('told').stand]));
    await trainer.request('seek', { position: at(12, 3) });
    await trainer.request('step', { granularity: 'layer', direction: 'backward', count: 1 });
    expect(stands).toHaveLength(2);
    for (const [position, stand] of stands as [unknown, unknown][]) {
      expect(stand).toEqual({ branch: 0, position });
    }
    expect(journalOf('told').branches[0]?.rows).toBe(12);
  });

  it('has a keyframe not far before the place that was told, also when the branch before has it', async () => {
    const { trainer } = await journaled({ session: 'near' });
    const distance = (branch: number): number => {
      const { branches, stand } = journalOf('near');
      const { iteration } = stand.position;
      const before = branches[branch]!.keyframes.map((keyframe) => iteration - keyframe.iteration);
      return Math.min(...before.filter((way) => 0 <= way));
    };
    for (const iteration of [150, 57, 58, 20, 199]) {
      await trainer.request('seek', { position: at(iteration, 2) });
      expect(distance(0)).toBeLessThanOrEqual(16);
    }
    await trainer.request('seek', { position: at(100) });
    await trainer.request('edit', { target: 'W1[0, 0]', value: '0.5' });
    expect(distance(0)).toBeLessThanOrEqual(16);
    await trainer.request('seek', { position: at(140) });
    expect(distance(1)).toBeLessThanOrEqual(16);
  });

  it('has no more keyframes than a reader has room for, wherever one goes', async () => {
    const { trainer } = await journaled({ session: 'wide', text: networkText({ epochs: 3000 }) });
    for (let iteration = 17; iteration < 12_000; iteration += 17) {
      await trainer.request('seek', { position: at(iteration) });
    }
    // The file is written anew while the run goes on.
    await vi.waitUntil(() => journalOf('wide').branches[0]!.keyframes.length <= 512, {
      timeout: 20_000,
    });
    expect(journalOf('wide').branches[0]!.keyframes.length).toBeGreaterThan(200);
    expect(journalOf('wide').stand.position).toEqual(at(11_985));
  });

  it('is gone when the session has ended, and those of others are not', async () => {
    const { trainer } = await journaled({ session: 'ended' });
    await journaled({ session: 'other' });
    await trainer.request('end', {});
    expect(fs.existsSync(fileOf('ended'))).toBe(false);
    expect(fs.existsSync(fileOf('other'))).toBe(true);
    await trainer.request('seek', { position: at(3) });
  });

  it.each(['../escape', 'a/b', '', 'x'.repeat(65), '.', 'a\0b'])(
    'is never kept under the name %j',
    async (session) => {
      await expect(load(converse(), { session })).rejects.toThrow('The name of a session');
    },
  );
});

describe('a run whose process was killed', () => {
  it('goes on from the position that was told last, with the same numbers and all that was known', async () => {
    const first = await journaled({ session: 'first' });
    await first.trainer.request('seek', { position: at(57, 2) });
    await first.trainer.request('seek', { position: at(31, 4) });
    const expected = await seen(first);
    kill('first');
    const second = await journaled({ session: 'second', resume: 'first' });
    expect(second.report).toMatchObject({
      position: at(31, 4),
      reason: 'entry',
      computedIterations: 57,
    });
    expect(second.report.notice).toBeUndefined();
    expect(await seen(second)).toEqual(expected);
    // The journal of the new session has taken the place of the old one.
    expect(fs.existsSync(fileOf('first'))).toBe(false);
    kill('second');
    expect((await journaled({ session: 'third', resume: 'second' })).report.position).toEqual(
      at(31, 4),
    );
  });

  it('has lost nothing that was told when its journal was torn behind it', async () => {
    const first = await journaled({ session: 'torn' });
    await first.trainer.request('seek', { position: at(9, 1) });
    kill('torn');
    const whole = fs.readFileSync(fileOf('torn'));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (tail) => {
        fs.writeFileSync(fileOf('torn'), Buffer.concat([whole, tail]));
        const { report, trainer } = await journaled({ session: 'torn-on', resume: 'torn' });
        expect(report.position).toEqual(at(9, 1));
        await trainer.request('end', {});
      }),
      { numRuns: 20 },
    );
  });

  it('begins anew when its network has changed, and says so', async () => {
    await journaled({ session: 'edited' });
    kill('edited');
    const text = networkText({ epochs: 51 });
    const { report } = await journaled({ session: 'edited-on', resume: 'edited', text });
    expect(report.position).toEqual(at(0));
    expect(report.notice).toContain('The network file has changed since the run stopped');
  });

  it('begins anew when its journal is gone, and says so', async () => {
    const { report } = await journaled({ session: 'lost-on', resume: 'lost' });
    expect(report.notice).toContain('There is no journal of this run any more');
  });

  it('is left alone while its process lives', async () => {
    await journaled({ session: 'alive' });
    const result = await load(converse(), { session: 'thief', resume: 'alive' });
    expect(result).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(result)).toContain(`still being debugged, by process ${process.pid}`);
    expect(journalOf('alive').header.owner).toEqual(ownIdentity());
  });

  it('is refused by another version of the arithmetic', async () => {
    await journaled({ session: 'older' });
    rewriteHeader(fileOf('older'), (header) => ({
      ...header,
      owner: deadOwner,
      numericsVersion: 999,
    }));
    const result = await load(converse(), { session: 'newer', resume: 'older' });
    expect(JSON.stringify(result)).toContain("version 999 of Backstep's arithmetic");
  });
});

it('case 80: refuses to go on when the data has changed on disk since', async () => {
  const home = temporaryFolder();
  const file = path.join(home, 'table.nn.jsonc');
  const table = path.join(home, 'table.csv');
  const rows = ['x,y', '1,0', '2,1', '3,0', '4,1'];
  fs.writeFileSync(table, rows.join('\n'));
  const text = JSON.stringify({
    data: { source: 'csv', path: 'table.csv', targets: ['y'], split: { train: 1 } },
    layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
    training: { batchSize: 2, epochs: 5, seed: 1 },
  });
  const first = await journaled({ session: 'data', file, text });
  await first.trainer.request('seek', { position: at(3) });
  kill('data');
  fs.writeFileSync(table, rows.join('\n').replace('3,0', '3.0000000001,0'));
  const refused = await load(converse(), { session: 'data-2', resume: 'data', file, text });
  expect(refused.kind).toBe('refused');
  expect(JSON.stringify(refused)).toContain('The data has changed since');
  fs.writeFileSync(table, rows.join('\n'));
  const second = await journaled({ session: 'data-2', resume: 'data', file, text });
  expect(second.report.position).toEqual(at(3));
});
