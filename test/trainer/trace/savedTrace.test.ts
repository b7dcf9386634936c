import * as fs from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { AttachResult } from '../../../src/protocol/loading';
import { readTrace } from '../../../src/trainer/trace/readTrace';
import { temporaryFolder } from '../../support/temporaryFolder';
import { at, converse, loaded, networkText, type Conversation } from '../conversation';
import { rewriteHeader } from './traceFixture';

const folder = temporaryFolder();
const network = networkText({ epochs: 50, layers: 2 });
const instructions = 20;

function attach({ trainer }: Conversation, trace: string): Promise<AttachResult> {
  return trainer.request('attach', {
    trace,
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 22,
  });
}

async function attached(trace: string) {
  const conversation = converse();
  const result = await attach(conversation, trace);
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return { ...conversation, ...result };
}

/** Names of all tensors that have a value where the run stands, with all of their numbers. */
async function everyTensor({ trainer }: Pick<Conversation, 'trainer'>): Promise<unknown> {
  const { tensors } = await trainer.request('summaries', {});
  const { slices } = await trainer.request('slices', {
    requests: tensors.map((tensor) => ({
      tensor,
      firstRow: 0,
      firstColumn: 0,
      rows: 1000,
      columns: 1000,
      maximumCells: 8192,
    })),
  });
  return slices.map(({ tensor, values }) => [
    tensor,
    values === undefined ? undefined : Buffer.from(values.buffer).toString('hex'),
  ]);
}

async function saved(name: string, live: Conversation): Promise<string> {
  const file = path.join(folder, name);
  await live.trainer.request('saveTrace', { file });
  return file;
}

async function edit({ trainer }: Conversation, target: string, value: string): Promise<void> {
  expect(await trainer.request('edit', { target, value })).toMatchObject({ kind: 'edited' });
}

describe('a saved trace', () => {
  it('has the same bits as the live run at random positions, also beyond its end', async () => {
    const live = await loaded(network);
    await live.trainer.request('seek', { position: at(90, 3) });
    const trace = await attached(await saved('law.nntrace', live));
    expect(trace.report).toMatchObject({ position: at(90, 3), computedIterations: 90 });
    expect(trace.network.text).toBe(network);
    expect(await everyTensor(trace)).toEqual(await everyTensor(live));
    const place = fc.record({ iteration: fc.nat(150), instruction: fc.nat(instructions) });
    await fc.assert(
      fc.asyncProperty(place, async (position) => {
        await live.trainer.request('seek', { position });
        await trace.trainer.request('seek', { position });
        expect(await everyTensor(trace)).toEqual(await everyTensor(live));
      }),
      { numRuns: 30 },
    );
  });

  it('steps forward and backward as a live run does', async () => {
    const live = await loaded(network);
    await live.trainer.request('seek', { position: at(40, 2) });
    const trace = await attached(await saved('steps.nntrace', live));
    const step = fc.record({
      granularity: fc.constantFrom('instruction', 'layer', 'phase', 'iteration', 'epoch'),
      direction: fc.constantFrom('forward', 'backward'),
      count: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(step, async (params) => {
        const here = await live.trainer.request('step', params);
        const there = await trace.trainer.request('step', params);
        expect(there.position).toEqual(here.position);
        expect(await everyTensor(trace)).toEqual(await everyTensor(live));
      }),
      { numRuns: 30 },
    );
  });

  it('has the branches of the run, and stands in the one that was in use', async () => {
    const live = await loaded(network);
    await live.trainer.request('seek', { position: at(30, 4) });
    await live.trainer.request('seek', { position: at(12, 3) });
    await edit(live, 'W1[1, 0]', '0.5');
    // A second edit at the same place joins the branch.
    await edit(live, 'W1[0, 0]', '-0.25');
    await live.trainer.request('seek', { position: at(25, 1) });
    await live.trainer.request('seek', { position: at(20, 0) });
    await edit(live, 'learningRate', '0.5');
    await live.trainer.request('seek', { position: at(28, 6) });
    // Begins where branch 2 does, after a few instructions of it had run.
    await live.trainer.request('switchBranch', { branch: 2 });
    await live.trainer.request('seek', { position: at(12, 3) });
    await edit(live, 'W2[0, 0]', '7');
    await live.trainer.request('seek', { position: at(14, 2) });
    const { branches } = await live.trainer.request('branches', {});
    expect(branches).toHaveLength(4);

    const trace = await attached(await saved('branches.nntrace', live));
    expect(trace.report.position).toEqual(at(14, 2));
    expect((await trace.trainer.request('branches', {})).branches).toEqual(branches);
    expect(await everyTensor(trace)).toEqual(await everyTensor(live));
    for (const branch of [1, 3, 2, 4]) {
      await live.trainer.request('switchBranch', { branch });
      await trace.trainer.request('switchBranch', { branch });
      for (const position of [at(28, 2), at(13, 5), at(35, 0)]) {
        await live.trainer.request('seek', { position });
        await trace.trainer.request('seek', { position });
        expect(await everyTensor(trace)).toEqual(await everyTensor(live));
      }
    }
  });

  it('knows the network file beside it by its text', async () => {
    const live = await loaded(network);
    const file = await saved('beside.nntrace', live);
    expect((await attached(file)).network.program).toBeUndefined();
    const program = path.join(folder, 'any name.nn.jsonc');
    fs.writeFileSync(program, network);
    expect((await attached(file)).network.program).toBe(program);
    fs.rmSync(program);
  });

  it('is whole, and names neither a path nor a process', async () => {
    const live = await loaded(network);
    await live.trainer.request('seek', { position: at(5) });
    const file = await saved('whole.nntrace', live);
    const bytes = fs.readFileSync(file);
    const trace = readTrace({ file, bytes });
    expect(trace.isComplete).toBe(true);
    expect(trace.header.owner).toBeUndefined();
    expect(bytes.includes('/lessons')).toBe(false);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a trace that cannot be gone on with', () => {
  it('says that a file of its data is missing, and what it looks for', async () => {
    const home = temporaryFolder();
    const table = path.join(home, 'table.csv');
    const rows = ['x,y', '1,0', '2,1', '3,0', '4,1'].join('\n');
    fs.writeFileSync(table, rows);
    const text = JSON.stringify({
      data: { source: 'csv', path: 'table.csv', targets: ['y'], split: { train: 1 } },
      layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
      training: { batchSize: 2, epochs: 5, seed: 1 },
    });
    const live = converse();
    await live.trainer.request('load', {
      file: path.join(home, 'table.nn.jsonc'),
      text,
      roots: [],
      memoryBudgetBytes: 2 ** 28,
      keyframeBudgetBytes: 2 ** 22,
    });
    await live.trainer.request('seek', { position: at(3) });
    const trace = path.join(home, 'run.nntrace');
    await live.trainer.request('saveTrace', { file: trace });

    fs.rmSync(table);
    expect(JSON.stringify(await attach(converse(), trace))).toContain('There is no file');
    fs.writeFileSync(table, rows.replace('4,1', '5,1'));
    expect(JSON.stringify(await attach(converse(), trace))).toContain('The data has changed since');
    fs.writeFileSync(table, rows);
    expect((await attach(converse(), trace)).kind).toBe('loaded');
  });

  it.each<[string, Parameters<typeof rewriteHeader>[1]]>([
    ['by version 7 of Backstep', (header) => ({ ...header, numericsVersion: 7 })],
    ['computed by the relaxed kernels', (header) => ({ ...header, kernels: 'relaxed' })],
    ['says of itself what does not fit', (header) => ({ ...header, seed: 99 })],
    ['The data has changed since', (header) => ({ ...header, contentHash: '0'.repeat(64) })],
  ])('%s: is refused', async (message, change) => {
    const file = await saved('other.nntrace', await loaded(network));
    rewriteHeader(file, change);
    const result = await attach(converse(), file);
    expect(result.kind).toBe('refused');
    expect(JSON.stringify(result)).toContain(message);
  });

  it('is read up to the damage, and says so', async () => {
    const live = await loaded(network);
    await live.trainer.request('seek', { position: at(60, 1) });
    const file = await saved('damaged.nntrace', live);
    const bytes = fs.readFileSync(file);
    for (const cut of [1, 12, 30, 40, 60]) {
      fs.writeFileSync(file, bytes.subarray(0, bytes.length - cut));
      const { report } = await attached(file);
      expect(report.notice).toContain('damaged.nntrace is damaged');
    }
  });

  it('is refused when it is no trace, no file, or not there', async () => {
    const text = path.join(folder, 'network.nn.jsonc');
    fs.writeFileSync(text, '{}');
    for (const file of [text, folder, '/nowhere.nntrace']) {
      expect((await attach(converse(), file)).kind).toBe('refused');
    }
  });
});

describe('evaluations', () => {
  const text = JSON.stringify({
    data: {
      source: 'moons',
      samples: 60,
      noise: 0.3,
      split: { train: 0.5, validation: 0.3, test: 0.2 },
    },
    layers: [
      { type: 'dense', units: 8, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    optimizer: { type: 'adam', learningRate: 0.1 },
    training: { batchSize: 8, epochs: 40, seed: 5, earlyStopping: { patience: 2 } },
  });
  const far = { iteration: 1e9, instruction: 0 };

  async function found({ trainer }: Pick<Conversation, 'trainer'>): Promise<unknown> {
    const names = ['validation J', 'validation accuracy', 'training J', 'test accuracy'];
    const window = { firstIteration: 0, iterations: 160, buckets: 160 };
    const { series } = await trainer.request('series', { names, ...window });
    return [series, await trainer.request('metrics', {})];
  }

  it('go on where they were, and end the run where they would have', async () => {
    const whole = await loaded(text);
    const end = await whole.trainer.request('resume', { direction: 'forward' });
    expect(end).toMatchObject({
      reason: 'end',
      notice: expect.stringMatching(/^Early stopping: /),
    });
    const iterations = end.iterations ?? NaN;
    expect(iterations).toBeLessThan(160);
    for (const iteration of [3, 4, 9, iterations - 1]) {
      const live = await loaded(text);
      await live.trainer.request('seek', { position: { iteration, instruction: 0 } });
      const trace = await attached(await saved(`evaluated-${iteration}.nntrace`, live));
      expect(await found(trace)).toEqual(await found(live));
      const again = await trace.trainer.request('resume', { direction: 'forward' });
      expect(again).toMatchObject({ position: end.position, notice: end.notice, iterations });
      expect(await found(trace)).toEqual(await found(whole));
    }
  });

  it('of a run that has ended early are known when it is opened', async () => {
    const live = await loaded(text);
    const end = await live.trainer.request('resume', { direction: 'forward' });
    const trace = await attached(await saved('ended.nntrace', live));
    expect(trace.report).toMatchObject({ position: end.position, iterations: end.iterations });
    expect(await found(trace)).toEqual(await found(live));
    await expect(trace.trainer.request('seek', { position: far })).rejects.toThrow(
      `outside this run of ${end.iterations} iterations`,
    );
  });
});
