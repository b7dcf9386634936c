import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';

import type { DapClient } from '../support/dapClient';
import { stoppedSession } from './sessionFixture';

describe('the scopes', () => {
  it('of the instruction frame show what it writes and reads', async () => {
    const { client } = await sessionAt(7);
    const scopes = await scopesOfFrame(client, 1);
    expect(scopes.map(({ name }) => name)).toEqual([
      'This instruction',
      'Data',
      'Parameters',
      'Activations',
      'Gradients',
      'Run',
    ]);
    expect(await linesOf(client, scopes[0]!)).toEqual([
      'dW2 = (1, 3) not computed yet',
      'dZ2 = (1, 4) float64 [0 … 3]',
      'A1 = (3, 4) float64 [0 … 23]',
    ]);
  });

  it('of the layer frame also show the layer', async () => {
    const { client } = await sessionAt(7);
    const scopes = await scopesOfFrame(client, 0);
    const layer = scopes.find(({ name }) => name === 'Layer 2');
    const lines = await linesOf(client, layer!);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['W2', 'b2', 'Z2', 'A2', 'dZ2', 'dW2']);
  });

  it('of the training loop begin with where the run stands', async () => {
    const { client } = await sessionAt(7);
    const [run] = await scopesOfFrame(client, 2);
    expect(run?.name).toBe('Run');
    expect(await linesOf(client, run!)).toEqual([
      'iteration = 0',
      'epoch = 0',
      'position = 0:dW2',
      'J = 0',
      'learningRate = 0',
    ]);
  });

  it('show a single number as itself, with one question for all of them', async () => {
    const { client, scripted } = await sessionAt(7);
    const [run] = await scopesOfFrame(client, 2);
    scripted.asked.length = 0;
    await linesOf(client, run!);
    expect(scripted.asked.map(([method]) => method)).toEqual(['summaries', 'slices']);
  });

  it('at the end of an iteration have no instruction', async () => {
    const { client } = await sessionAt(12);
    const scopes = await scopesOfFrame(client, 0);
    expect(scopes.map(({ name }) => name)).not.toContain('This instruction');
  });
});

describe('a matrix', () => {
  it('opens into its statistics and its rows, a row into its elements', async () => {
    const { client } = await sessionAt(7);
    const matrix = await evaluate(client, 'A1');
    expect(matrix).toMatchObject({ indexedVariables: 3, namedVariables: 5 });
    const rows = await children(client, matrix, { filter: 'indexed', start: 1, count: 2 });
    expect(rows.map(({ name, value }) => `${name} = ${value}`)).toEqual([
      '[1] = [10, 11, 12, 13]',
      '[2] = [20, 21, 22, 23]',
    ]);
    const elements = await children(client, rows[1]!, { filter: 'indexed', start: 2, count: 2 });
    expect(elements).toEqual([
      {
        name: '[2]',
        value: '22',
        type: 'float64',
        evaluateName: 'A1[2, 2]',
        variablesReference: 0,
      },
      {
        name: '[3]',
        value: '23',
        type: 'float64',
        evaluateName: 'A1[2, 3]',
        variablesReference: 0,
      },
    ]);
    const statistics = await children(client, matrix, { filter: 'named' });
    expect(statistics.map(({ name }) => name)).toEqual([
      'mean',
      'standard deviation',
      'norm',
      'zeros',
      'not finite',
    ]);
  });

  it('asks the trainer for no more than the page', async () => {
    const { client, scripted } = await sessionAt(7);
    const matrix = await evaluate(client, 'A1');
    scripted.asked.length = 0;
    await children(client, matrix, { filter: 'indexed', start: 2, count: 1 });
    expect(scripted.asked).toEqual([
      [
        'slices',
        {
          requests: [
            { tensor: 'A1', firstRow: 2, firstColumn: 0, rows: 1, columns: 4, maximumCells: 4 },
          ],
        },
      ],
    ]);
  });

  it.each([
    ['W2', 'W2[0, 2]', '2'],
    ['b1', 'b1[2, 0]', '20'],
  ])('%s with one row or column shows its elements at once', async (name, last, value) => {
    const { client } = await sessionAt(7);
    const matrix = await evaluate(client, name);
    const elements = await children(client, matrix, { filter: 'indexed' });
    expect(elements.at(-1)).toMatchObject({ name: '[2]', evaluateName: last, value });
  });

  it('of an earlier stop cannot be opened any more', async () => {
    const { client } = await sessionAt(7);
    const matrix = await evaluate(client, 'A1');
    await client.request('next', { threadId: 1 });
    await client.event('stopped');
    await expect(children(client, matrix, {})).rejects.toThrow('belongs to an earlier stop');
  });
});

async function sessionAt(instruction: number) {
  const fixture = await stoppedSession();
  await fixture.client.request('backstep/seek', { position: { iteration: 0, instruction } });
  await fixture.client.event('stopped');
  return fixture;
}

async function scopesOfFrame(client: DapClient, frame: number): Promise<Dap.Scope[]> {
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  return (await client.request('scopes', { frameId: stackFrames[frame]!.id })).scopes;
}

async function linesOf(client: DapClient, scope: Dap.Scope): Promise<string[]> {
  const variables = await children(client, scope, {});
  return variables.map(({ name, value }) => `${name} = ${value}`);
}

async function children(
  client: DapClient,
  { variablesReference }: { readonly variablesReference: number },
  page: Omit<Dap.VariablesArguments, 'variablesReference'>,
): Promise<Dap.Variable[]> {
  return (await client.request('variables', { variablesReference, ...page })).variables;
}

function evaluate(client: DapClient, expression: string) {
  return client.request('evaluate', { expression, context: 'watch' });
}
