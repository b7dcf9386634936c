/**
 * Conversations with the real trainer, held against transcripts in test/golden: in this process, as VS Code has
 * it, and with `backstep dap` over standard input and output, to the letter.
 *
 * `npx vitest run --project unit test/adapter/golden.test.ts -u` writes them anew; read the difference.
 */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { afterAll, describe, expect, it } from 'vitest';

import { BackstepDebugSession } from '../../src/adapter/session';
import { buildCommandLine } from '../support/builtCommandLine';
import { DapClient, type SpokenSession } from '../support/dapClient';
import { protocolErrors } from '../support/dapTypes';
import { transcript } from '../support/goldenText';
import { startInProcessTrainer } from '../support/inProcessTrainer';
import { stdioSession } from '../support/stdioSession';

const folder = path.join(__dirname, '../golden');
const program = '/lessons/lesson.nn.jsonc';
const thread = { threadId: 1 };
const source = { path: program };
const held: Dap.ProtocolMessage[] = [];
const lesson = await readFile(path.join(folder, 'lesson.nn.jsonc'), 'utf8');
const commandLine = await buildCommandLine();
const adapters: ChildProcessWithoutNullStreams[] = [];

afterAll(async () => {
  // A session ends when its client goes away.
  const ends = adapters.map((child) => once(child, 'close'));
  for (const { stdin } of adapters) stdin.end();
  await Promise.all(ends);
  commandLine.remove();
});

describe.each(['inside', 'over stdio'] as const)('a golden conversation %s', (where) => {
  const { newClient, stoppedClient } = clientsFor(where);

  it('steps forward and back and looks at numbers', async () => {
    const client = await stoppedClient();
    for (const command of ['next', 'stepIn', 'next', 'stepBack', 'stepOut', 'stepOut'] as const) {
      await moved(client, () => client.request(command, thread));
      await client.request('stackTrace', thread);
    }
    await moved(client, () => goTo(client, 'backward, layer 1'));
    const { stackFrames } = await client.request('stackTrace', thread);
    const { scopes } = await client.request('scopes', { frameId: stackFrames[0]!.id });
    for (const { variablesReference } of scopes) {
      await client.request('variables', { variablesReference });
    }
    const A1 = await client.request('evaluate', { expression: 'A1', context: 'watch' });
    const { variables } = await client.request('variables', {
      variablesReference: A1.variablesReference,
    });
    const row = variables.find(({ name }) => name === '[1]');
    await client.request('variables', { variablesReference: row!.variablesReference });
    for (const expression of ['J', 'b1[2]', 'W1[0, 9]', 'iteration', 'dense', 'W1 +']) {
      await client
        .request('evaluate', { expression, context: 'hover' })
        .catch((error: unknown) => error);
    }
    await client.request('loadedSources', {});
    await client.request('source', { sourceReference: 1 });
    await hold(client, 'stepping');
  });

  it('stops at breakpoints forward and in reverse, and at both ends', async () => {
    const client = await stoppedClient();
    await client.request('setBreakpoints', {
      source,
      breakpoints: [{ line: 1 }, { line: 7 }, { line: 10 }],
    });
    for (const command of ['continue', 'continue', 'continue', 'reverseContinue'] as const) {
      await moved(client, () => client.request(command, thread));
      await client.request('stackTrace', thread);
    }
    await client.request('breakpointLocations', { source, line: 1, endLine: 12 });
    await client.request('setBreakpoints', { source, breakpoints: [] });
    await moved(client, () => client.request('reverseContinue', thread));
    await moved(client, () => client.request('stepBack', thread));
    await moved(client, () => client.request('continue', thread));
    await moved(client, () => client.request('next', thread));
    await client.request('terminate', {});
    await client.event('terminated');
    await hold(client, 'breakpoints');
  });

  it('stops on conditions, names, changed data and limits, in both directions', async () => {
    const client = await stoppedClient();
    await client.request('setBreakpoints', {
      source,
      breakpoints: [
        { line: 6, mode: 'backward', condition: 'J < 0.68', hitCondition: '% 2' },
        { line: 6, condition: 'norm(dW1) > 100' },
        { line: 6, condition: 'norm(dW9) > 1' },
        { line: 7, mode: 'forward', condition: 'any(dW2 > 0)' },
        { line: 7, mode: 'update', hitCondition: 'often' },
        { line: 4, mode: 'update' },
        { line: 11, logMessage: 'iteration {iteration}, W1 {W1}, J {J}' },
      ],
    });
    await client.request('setFunctionBreakpoints', {
      breakpoints: [
        { name: 'dW2', condition: 'iteration == 1' },
        { name: 'layer 2', hitCondition: '> 100' },
        { name: 'layer 9' },
        { name: 'dw2' },
        { name: 'learningRate' },
      ],
    });
    const { stackFrames } = await client.request('stackTrace', thread);
    const { scopes } = await client.request('scopes', { frameId: stackFrames[0]!.id });
    const { variablesReference } = scopes.find(({ name }) => name === 'Parameters')!;
    await client.request('variables', { variablesReference });
    for (const name of ['W1', 'W7']) {
      await client.request('dataBreakpointInfo', { variablesReference, name });
    }
    for (const name of ['W1[0, 1]', 'W1[0, :]', 'learningRate']) {
      await client.request('dataBreakpointInfo', { name });
    }
    await client.request('setDataBreakpoints', {
      breakpoints: [
        { dataId: 'b2', accessType: 'write', condition: 'changes by 0.001', hitCondition: '= 2' },
        { dataId: 'W9' },
        { dataId: 'W1[70, 0]' },
        { dataId: 'W1', accessType: 'read' },
        { dataId: 'W1', condition: 'grows' },
      ],
    });
    await client.request('setExceptionBreakpoints', {
      filters: ['notFinite'],
      filterOptions: [
        { filterId: 'vanishingGradient', condition: 'ratio < 1e-6' },
        { filterId: 'explodingGradient', condition: 'much' },
      ],
    });
    const there = ['continue', 'continue', 'continue'] as const;
    const back = ['reverseContinue', 'reverseContinue', 'reverseContinue'] as const;
    for (const command of [...there, ...back]) {
      await moved(client, () => client.request(command, thread));
    }
    await client.request('setBreakpoints', {
      source,
      breakpoints: [{ line: 6, mode: 'forward', condition: 'W1' }],
    });
    await moved(client, () => client.request('continue', thread));
    await client.request('exceptionInfo', thread);
    await hold(client, 'conditions');
  });

  it('goes to where a value was written, where it changed, and back to a line', async () => {
    const client = await stoppedClient();
    await client.request('backstep/seek', { position: { iteration: 3, instruction: 2 } });
    await client.event('stopped');
    const searches = [
      () => client.request('backstep/lastWrite', { expression: 'dW1' }),
      () => client.request('backstep/lastChange', { expression: 'W1[0, 1]', moreThan: 0.001 }),
      () => client.request('backstep/lastChange', { expression: 'b2', moreThan: 100 }),
      () => client.request('backstep/lastWrite', { expression: 'learningRate' }),
      () => client.request('backstep/runTo', { source, line: 7, direction: 'backward' as const }),
      () =>
        client.request('backstep/runTo', {
          source: { sourceReference: 1 },
          line: 16,
          direction: 'forward' as const,
        }),
    ];
    for (const search of searches) await moved(client, search);
    const refused = [
      () => client.request('backstep/lastWrite', { expression: 'W9' }),
      () => client.request('backstep/lastWrite', { expression: 'W1 + 1' }),
      () => client.request('backstep/lastChange', { expression: 'W1' }),
      () => client.request('backstep/lastChange', { expression: 'J', moreThan: -1 }),
      () => client.request('backstep/runTo', { source, line: 1, direction: 'backward' as const }),
    ];
    for (const each of refused) await each().catch((error: unknown) => error);
    await client.request('gotoTargets', { source: { sourceReference: 1 }, line: 16 });
    await hold(client, 'searches');
  });

  it('breaks where a gradient vanishes', async () => {
    const deep = await readFile(
      path.join(__dirname, '../../examples/deep-sigmoid.nn.jsonc'),
      'utf8',
    );
    const client = await stoppedClient(deep);
    await client.request('setExceptionBreakpoints', { filters: ['vanishingGradient'] });
    await moved(client, () => client.request('continue', thread));
    await client.request('exceptionInfo', thread);
    await client.request('stackTrace', thread);
    await hold(client, 'alert');
  });

  it('changes numbers by hand, which begins branches, and starts anew', async () => {
    const client = await stoppedClient(undefined, { supportsInvalidatedEvent: true });
    await moved(client, () => goTo(client, 'backward, layer 1'));
    const { stackFrames } = await client.request('stackTrace', thread);
    const { scopes } = await client.request('scopes', { frameId: stackFrames[0]!.id });
    const { variablesReference } = scopes.find(({ name }) => name === 'Parameters')!;
    const { variables } = await client.request('variables', { variablesReference });
    const b1 = variables.find(({ name }) => name === 'b1')!.variablesReference;
    await client.request('setVariable', { variablesReference: b1, name: '[2]', value: '0.5' });
    const attempts = [
      ['W1[0, 1]', '-3e-4'],
      ['learningRate', '0.25'],
      ['learningRate', '-1'],
      ['W1', '0'],
      ['norm(W1)', '1'],
      ['W1[0, 0]', 'J'],
      ['J', 'NaN'],
    ] as const;
    for (const [expression, value] of attempts) {
      await client.request('setExpression', { expression, value }).catch((error: unknown) => error);
    }
    await client.request('evaluate', { expression: 'b1[2]', context: 'watch' });
    const frames = await client.request('stackTrace', thread);
    for (const place of [0, 2]) {
      const frameId = frames.stackFrames[place]!.id;
      await moved(client, () => client.request('restartFrame', { frameId }));
      await client.request('stackTrace', thread);
    }
    await client.request('evaluate', { expression: 'b1[2]', context: 'watch' });
    await client.request('backstep/branches', {});
    await moved(client, () => client.request('backstep/switchBranch', { branch: 1 }));
    await moved(client, () =>
      client.request('backstep/switchBranch', { branch: 9 }).catch((error: unknown) => error),
    );
    await client.request('restart', {});
    await client.event('initialized');
    await moved(client, () => client.request('configurationDone', {}));
    await client.request('evaluate', { expression: 'learningRate', context: 'watch' });
    await hold(client, 'branches');
  });

  it('refuses a network that cannot be trained', async () => {
    const client = newClient();
    await client.request('initialize', { adapterID: 'backstep' });
    const text = '{\n  "layers": [{ "type": "dense", "units": -3 }],\n  "lose": "x"\n}\n';
    await client.request('launch', { program, text }).catch((error: unknown) => error);
    await client.request('disconnect', {});
    await hold(client, 'refused');
  });
});

it('consists of messages that are as the protocol says', { timeout: 60_000 }, () => {
  expect(held.length).toBeGreaterThan(100);
  expect(protocolErrors(held)).toEqual([]);
});

it('would not hide a message that is not as the protocol says', { timeout: 60_000 }, () => {
  const body = { reason: 'step', threadID: 1 };
  const stopped = { seq: 1, type: 'event', event: 'stopped', body };
  expect(protocolErrors([stopped])).toEqual([expect.stringContaining('threadID')]);
});

function clientsFor(where: 'inside' | 'over stdio') {
  const newClient = (): DapClient =>
    new DapClient(where === 'inside' ? insideSession() : withLesson(stdioSession(startAdapter())));
  const stoppedClient = async (
    text?: string,
    abilities: Partial<Dap.InitializeRequestArguments> = {},
  ): Promise<DapClient> => {
    const client = newClient();
    await client.request('initialize', { adapterID: 'backstep', ...abilities });
    await client.request('launch', { program, ...(text !== undefined && { text }) });
    await client.event('initialized');
    await moved(client, () => client.request('configurationDone', {}));
    return client;
  };
  return { newClient, stoppedClient };
}

function insideSession(): SpokenSession {
  return new BackstepDebugSession({
    startTrainer: startInProcessTrainer,
    readFile: () => Promise.resolve(lesson),
    roots: [],
    memoryBudgetBytes: 2 ** 30,
    keyframeBudgetBytes: 2 ** 26,
  });
}

/** The file of the conversations is on no disk, so its text goes along, unseen by the transcript. */
function withLesson({ receive, onMessage }: SpokenSession): SpokenSession {
  return {
    onMessage,
    receive(message) {
      const request = message as Dap.Request;
      const { command } = request;
      const args = request.arguments as { readonly arguments?: object };
      const text = command === 'launch' ? { text: lesson } : {};
      const again = command === 'restart' && { arguments: { ...args.arguments, text: lesson } };
      receive({ ...request, arguments: { ...text, ...args, ...again } });
    },
  };
}

function startAdapter(): ChildProcessWithoutNullStreams {
  const child = commandLine.start('dap');
  adapters.push(child);
  return child;
}

async function moved(client: DapClient, action: () => Promise<unknown>): Promise<void> {
  await action();
  await client.event('stopped');
}

async function goTo(client: DapClient, moment: string): Promise<void> {
  const { targets } = await client.request('gotoTargets', { source, line: 6 });
  const target = targets.find(({ label }) => label === moment);
  await client.request('goto', { threadId: 1, targetId: target!.id });
}

async function hold(client: DapClient, name: string): Promise<void> {
  held.push(...client.messages);
  // The texts of a long example would hide the conversation.
  const messages = client.messages.map(
    (message) =>
      JSON.parse(
        JSON.stringify(message, (key, value: unknown) =>
          key === 'text' && isLong(value) ? '…' : value,
        ),
      ) as typeof message,
  );
  await expect(transcript(messages)).toMatchFileSnapshot(path.join(folder, `${name}.txt`));
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && 200 < value.length;
}
