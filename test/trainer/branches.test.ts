/** Reliability case 38: what is changed by hand begins a branch that says so, and what was computed is kept. */
import { describe, expect, it } from 'vitest';

import type { StopReport } from '../../src/protocol/movement';
import { at, endless, loaded, networkText, type Conversation } from './conversation';

const W1 = 'W1[0, 1]';
const learningRate = 'learningRate';

async function edit({ trainer }: Conversation, target: string, value: number): Promise<StopReport> {
  const result = await trainer.request('edit', { target, value: String(value) });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.report;
}

async function bitsOf({ trainer }: Conversation, tensor: string): Promise<string> {
  const whole = { tensor, firstRow: 0, firstColumn: 0, rows: 8, columns: 2, maximumCells: 100 };
  const { slices } = await trainer.request('slices', { requests: [whole] });
  return Buffer.from(slices[0]!.values!.buffer).toString('hex');
}

async function costs({ trainer }: Conversation, branch: number): Promise<readonly number[]> {
  const window = { names: ['J'], firstIteration: 0, iterations: 12, buckets: 12 };
  const { series } = await trainer.request('series', { ...window, branch });
  return [...series[0]!.values].filter((_, index) => index % 2 === 0);
}

it('case 36: a seek while the run moves pauses it first, and ends exactly there', async () => {
  const { trainer, stops } = await loaded(endless);
  const running = trainer.request('resume', { direction: 'forward' });
  const sought = await trainer.request('seek', { position: at(3, 2) });
  expect(await running).toMatchObject({ reason: 'pause' });
  expect(sought).toMatchObject({ reason: 'goto', position: at(3, 2) });
  expect(stops.map(({ reason }) => reason)).toEqual(['pause', 'goto']);
});

describe('an edit after going back', () => {
  it('begins a branch, says so, and keeps the old future', async () => {
    const conversation = await loaded();
    const { trainer, stops } = conversation;
    await trainer.request('seek', { position: at(11, 1) });
    const old = await bitsOf(conversation, 'W1');
    await trainer.request('seek', { position: at(4) });
    const report = await edit(conversation, W1, 0.5);
    expect(report).toMatchObject({
      reason: 'edit',
      position: at(4),
      branch: 2,
      computedIterations: 4,
      notice: 'Branch 2 starts here: W1[0, 1] = 0.5. What was computed before stays in branch 1.',
    });
    expect(stops.at(-1)).toEqual(report);
    const value = await trainer.request('evaluate', { expression: 'W1[0, 1]' });
    expect(value).toMatchObject({ kind: 'number', value: Float64Array.of(0.5) });
    await trainer.request('seek', { position: at(11, 1) });
    expect(await bitsOf(conversation, 'W1')).not.toBe(old);
    const back = await trainer.request('switchBranch', { branch: 1 });
    expect(back).toMatchObject({
      reason: 'branch',
      position: at(11, 1),
      notice: 'This is branch 1.',
    });
    expect(back).not.toHaveProperty('branch');
    expect(await bitsOf(conversation, 'W1')).toBe(old);
  });

  it('leaves the past before it common to both', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    await trainer.request('seek', { position: at(8) });
    await trainer.request('seek', { position: at(2) });
    const past = await bitsOf(conversation, 'W1');
    await trainer.request('seek', { position: at(4) });
    await edit(conversation, learningRate, 1);
    await trainer.request('seek', { position: at(8) });
    await trainer.request('seek', { position: at(2) });
    expect(await bitsOf(conversation, 'W1')).toBe(past);
    const [before, after] = [await costs(conversation, 1), await costs(conversation, 2)];
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(after[5]).not.toBe(before[5]);
  });

  it('joins the branch that has just begun here, and no other', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    await edit(conversation, W1, 0.5);
    const joined = await edit(conversation, learningRate, 0.25);
    expect(joined).toMatchObject({
      branch: 2,
      notice: 'Branch 2, which starts here, now has learningRate = 0.25 too.',
    });
    await trainer.request('seek', { position: at(1) });
    expect(await edit(conversation, W1, 0.5)).toMatchObject({ branch: 3 });
    const { branches } = await trainer.request('branches', {});
    expect(branches).toMatchObject([
      { id: 1, isInUse: false, computedIterations: 0, edits: [] },
      {
        id: 2,
        origin: { branch: 1, position: at(0) },
        edits: ['W1[0, 1] = 0.5', 'learningRate = 0.25'],
        hyperparameters: [{ name: 'learningRate', value: 0.25 }],
      },
      { id: 3, isInUse: true, origin: { branch: 2, position: at(1) }, computedIterations: 1 },
    ]);
  });

  it('stops what is under way first', async () => {
    const conversation = await loaded(endless);
    const running = conversation.trainer.request('resume', { direction: 'forward' });
    const report = await edit(conversation, learningRate, 0.5);
    expect(await running).toMatchObject({ reason: 'pause' });
    expect(report).toMatchObject({ reason: 'edit', branch: 2 });
  });
});

it('tells which formulas have other numbers since a hyper-parameter was changed', async () => {
  const text = networkText().replace('"type":"gradientDescent"', '"type":"momentum"');
  const conversation = await loaded(text);
  const { trainer } = conversation;
  await trainer.request('seek', { position: at(2, 3) });
  const report = await edit(conversation, 'optimizerBeta', 0.5);
  const formulas = report.formulas?.map(({ formula }) =>
    formula.map((token) => (typeof token === 'string' ? token : token.tensor)).join(''),
  );
  expect(formulas?.[0]).toBe('0.5 · vW1 + 0.5 · dW1');
  expect(formulas).toHaveLength(4);
  const before = await trainer.request('seek', { position: at(2, 2) });
  expect(before).not.toHaveProperty('formulas');
  const again = await trainer.request('seek', { position: at(3) });
  expect(again.formulas).toEqual(report.formulas);
  const value = await trainer.request('evaluate', { expression: 'optimizerBeta' });
  expect(value).toMatchObject({ value: Float64Array.of(0.5) });
});

describe('an edit is refused, and nothing changes,', () => {
  it.each([
    [
      'of a tensor that has no value yet',
      'Z1[0, 0]',
      '0',
      'Column 1: Z1 has not been computed yet in this iteration.',
    ],
    [
      'of a whole tensor that has no value yet',
      'Z1',
      '0',
      'Z1 has no value here that could be changed. Step on to where it has been computed.',
    ],
    [
      'of a whole tensor',
      'W1',
      '0',
      'W1 has more than one number. Change one of them: W1[0, 0] = …',
    ],
    ['outside a tensor', 'W1[8, 1]', '0', 'Column 4: Found row 8, expected one of -8 … 7.'],
    [
      'of what can only be computed',
      'norm(W1)',
      '0',
      'norm(W1) cannot be changed. Change an element of a tensor, such as W1[0, 0], or one of learningRate.',
    ],
    ['of what follows from the position', 'iteration', '0', 'iteration cannot be changed.'],
    ['of a hyper-parameter that the run does not have', 'optimizerBeta', '0.9', 'optimizerBeta'],
    [
      'to a value that is not allowed',
      learningRate,
      '-1',
      'learningRate is a number from 0 to 1000; -1 is not.',
    ],
    [
      'to what is no number',
      W1,
      'much',
      '"much" is not a number. Write one such as 0.5, -3e-4, NaN, Inf or -Inf.',
    ],
    ['to code', W1, '1+1', '"1+1" is not a number.'],
    ['to what no number can hold', W1, '1e999', '"1e999" is not a number.'],
    ['to nothing', W1, ' ', '" " is not a number.'],
  ])('%s', async (_, target, value, message) => {
    const { trainer, stops } = await loaded();
    const result = await trainer.request('edit', { target, value });
    expect(result).toMatchObject({ kind: 'refused' });
    expect(result.kind === 'refused' && result.message).toContain(message);
    expect(stops).toEqual([]);
    expect((await trainer.request('branches', {})).branches).toHaveLength(1);
  });

  it('beyond eight branches', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    for (let iteration = 1; iteration < 8; iteration++) {
      await trainer.request('seek', { position: at(iteration) });
      await edit(conversation, W1, iteration);
    }
    await trainer.request('seek', { position: at(8) });
    expect(await trainer.request('edit', { target: W1, value: '1' })).toEqual({
      kind: 'refused',
      message:
        'This run has 8 branches, and there is room for no more. Switch to one of them, or restart the session.',
    });
  });
});

it.each([
  ['0.5', 0.5],
  [' -3e-4 ', -3e-4],
  ['−2', -2],
  ['+.5', 0.5],
  ['7.', 7],
  ['-0', -0],
  ['NaN', NaN],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
])('%s is a number', async (text, value) => {
  const { trainer } = await loaded();
  expect(await trainer.request('edit', { target: W1, value: text })).toMatchObject({
    kind: 'edited',
  });
  const found = await trainer.request('evaluate', { expression: W1 });
  expect(found).toMatchObject({ value: Float64Array.of(value) });
});

describe('switching', () => {
  it('goes to the last position that the other branch knows when it does not know this one', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    await trainer.request('seek', { position: at(2) });
    await edit(conversation, W1, 0.5);
    await trainer.request('seek', { position: at(9) });
    expect(await trainer.request('switchBranch', { branch: 1 })).toMatchObject({
      position: at(2),
      notice: 'This is branch 1, at the last position that it knows.',
    });
  });

  it('to a branch that does not exist is an error', async () => {
    const { trainer } = await loaded();
    await expect(trainer.request('switchBranch', { branch: 2 })).rejects.toThrow(
      'This run has no branch 2; its branches are 1 to 1.',
    );
  });
});
