/** Breakpoints by mode, by name, on data and on alerts: what the trainer is told, and what the client is. */
import { describe, expect, it } from 'vitest';

import { smallNetworkFile } from '../support/smallRun';
import { stoppedSession, topFrameId } from './sessionFixture';

const network = { path: smallNetworkFile };

/** What the trainer was told last. */
async function fixture() {
  const { client, scripted } = await stoppedSession();
  const told = (): unknown => {
    const [method, params] = scripted.asked.at(-1) ?? [];
    expect(method).toBe('setBreakpoints');
    return params;
  };
  return { client, scripted, told };
}

describe('the mode of a breakpoint', () => {
  it.each([
    [undefined, [1, 8, 10]],
    ['all', [1, 8, 10]],
    ['forward', [1]],
    ['backward', [8]],
    ['update', [10]],
  ])('%s chooses visits of its line', async (mode, instructions) => {
    const { client, told } = await fixture();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: network,
      breakpoints: [{ line: 5, ...(mode !== undefined && { mode }) }],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: true, line: 5 }]);
    expect(told()).toMatchObject({ instructions: [{ id: 1, instructions }] });
  });

  it.each([
    [3, 'backward', 'Never stops in this mode (Backward Pass): the line is visited in batch.'],
    [8, 'update', 'Never stops in this mode (Update): the line is visited in loss.'],
    [
      5,
      'sideways',
      'There is no breakpoint mode "sideways"; there are all, forward, backward and update.',
    ],
  ])('on line %d may be impossible: %s', async (line, mode, message) => {
    const { client, told } = await fixture();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: network,
      breakpoints: [{ line, mode }],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: false, line, message }]);
    expect(told()).toMatchObject({ instructions: [] });
  });
});

describe('the options of a breakpoint', () => {
  it('go to the trainer as they are written, and not when they are empty', async () => {
    const { client, told } = await fixture();
    await client.request('setBreakpoints', {
      source: network,
      breakpoints: [
        { line: 3, condition: 'J < 0.1', hitCondition: '% 5', logMessage: '{J}' },
        { line: 3, condition: ' ', hitCondition: '', logMessage: '' },
      ],
    });
    expect(told()).toMatchObject({
      instructions: [
        { id: 1, instructions: [0], condition: 'J < 0.1', hitCondition: '% 5', logMessage: '{J}' },
        { id: 2, instructions: [0] },
      ],
    });
  });
});

describe('a function breakpoint', () => {
  it.each([
    ['2', [3, 6, 11]],
    [' Layer 1 ', [1, 8, 10]],
    ['dW2', [7]],
    ['Y', [0]],
    ['W1', [10]],
  ])('named "%s" has its instructions', async (name, instructions) => {
    const { client, told } = await fixture();
    const { breakpoints } = await client.request('setFunctionBreakpoints', {
      breakpoints: [{ name, condition: 'J < 1' }],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: true }]);
    expect(told()).toMatchObject({ instructions: [{ id: 1, instructions, condition: 'J < 1' }] });
  });

  it.each([
    ['layer 3', 'This network has no layer 3; its layers are 1 to 2.'],
    ['0', 'This network has no layer 0; its layers are 1 to 2.'],
    ['learningRate', 'learningRate never changes: no instruction writes it.'],
    [
      'conv',
      'Nothing is named "conv". Write a layer, such as "layer 1" (there are 2), or a tensor that the program writes, such as dW1.',
    ],
  ])('case 39: named "%s", which there is no more, says so', async (name, message) => {
    const { client, told } = await fixture();
    const { breakpoints } = await client.request('setFunctionBreakpoints', {
      breakpoints: [{ name }],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: false, message }]);
    expect(told()).toMatchObject({ instructions: [] });
  });
});

describe('a data breakpoint', () => {
  it('can be set on a tensor and on an element, of the Variables view', async () => {
    const { client } = await fixture();
    const { scopes } = await client.request('scopes', { frameId: await topFrameId(client) });
    const { variablesReference } = scopes.find(({ name }) => name === 'Parameters')!;
    const { variables } = await client.request('variables', { variablesReference });
    const W1 = variables.find(({ name }) => name === 'W1')!;
    const rows = await client.request('variables', { variablesReference: W1.variablesReference });
    const row = rows.variables.find(({ name }) => name === '[2]')!;
    const idOf = async (reference: number, name: string) =>
      (await client.request('dataBreakpointInfo', { variablesReference: reference, name })).dataId;
    expect(await idOf(variablesReference, 'W1')).toBe('W1');
    expect(await idOf(row.variablesReference, '[1]')).toBe('W1[2, 1]');
    expect(await idOf(W1.variablesReference, '[2]')).toBeNull();
    expect(await idOf(W1.variablesReference, 'norm')).toBeNull();
    expect(await idOf(variablesReference, 'iteration')).toBeNull();
  });

  it('of an earlier stop is refused', async () => {
    const { client } = await fixture();
    const { scopes } = await client.request('scopes', { frameId: await topFrameId(client) });
    const { variablesReference } = scopes[0]!;
    await client.request('next', { threadId: 1 });
    await client.event('stopped');
    await expect(
      client.request('dataBreakpointInfo', { variablesReference, name: 'W1' }),
    ).rejects.toThrow('earlier stop');
  });

  it('goes to the trainer with its condition', async () => {
    const { client, told } = await fixture();
    await client.request('setDataBreakpoints', {
      breakpoints: [
        { dataId: 'W1', accessType: 'write', hitCondition: '3' },
        { dataId: 'W1[2, 1]', condition: 'changes sign' },
      ],
    });
    expect(told()).toMatchObject({
      data: [
        { id: 1, tensor: 'W1', hitCondition: '3' },
        { id: 2, tensor: 'W1', row: 2, column: 1, condition: 'changes sign' },
      ],
    });
  });

  it.each([
    [{ dataId: 'W5' }, 'This run has no tensor named "W5".'],
    [{ dataId: 'rm -rf' }, 'This run has no tensor named "rm -rf".'],
    [{ dataId: 'W1[3, 0]' }, 'W1[3, 0] is outside of this tensor of 3 × 2, counted from 0.'],
    [{ dataId: 'b1' }, 'b1 never changes: no instruction writes it.'],
    [
      { dataId: 'W1', accessType: 'readWrite' as const },
      'Backstep breaks when a value is written, not when it is read.',
    ],
  ])('case 39: that the network has no more says so: %j', async (breakpoint, message) => {
    const { client, told } = await fixture();
    const { breakpoints } = await client.request('setDataBreakpoints', {
      breakpoints: [breakpoint],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: false, message }]);
    expect(told()).toMatchObject({ data: [] });
  });
});

describe('alert rules', () => {
  it('stop with limits of one’s own, each under an id', async () => {
    const { client, told } = await fixture();
    const { breakpoints } = (await client.request('setExceptionBreakpoints', {
      filters: ['notFinite'],
      filterOptions: [{ filterId: 'vanishingGradient', condition: 'ratio < 1e-6' }],
    }))!;
    expect(breakpoints).toEqual([
      { id: 1, verified: true },
      { id: 2, verified: true },
    ]);
    expect(told()).toMatchObject({
      alertRules: [
        { id: 1, rule: 'notFinite' },
        { id: 2, rule: 'vanishingGradient', condition: 'ratio < 1e-6' },
      ],
    });
  });
});

it('a message of a logpoint leads back to its line', async () => {
  const { client, scripted } = await fixture();
  await client.request('setBreakpoints', {
    source: network,
    breakpoints: [{ line: 5, logMessage: '{J}' }],
  });
  scripted.emit('logged', { messages: [{ id: 1, text: '0.5' }, { text: '… 3 more' }] });
  expect(await client.event('output')).toEqual({
    category: 'console',
    output: '0.5\n',
    source: expect.objectContaining(network) as unknown,
    line: 5,
  });
  expect(await client.event('output')).toEqual({ category: 'console', output: '… 3 more\n' });
});
