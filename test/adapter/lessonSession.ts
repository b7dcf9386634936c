/** A session over the real trainer, in the network of the golden transcripts or in another one. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { BackstepDebugSession } from '../../src/adapter/session';
import { DapClient } from '../support/dapClient';
import { startInProcessTrainer } from '../support/inProcessTrainer';

const lesson = await readFile(path.join(__dirname, '../golden/lesson.nn.jsonc'), 'utf8');

export function newClient(): DapClient {
  return new DapClient(
    new BackstepDebugSession({
      startTrainer: startInProcessTrainer,
      readFile: () => Promise.resolve(lesson),
      roots: [],
      memoryBudgetBytes: 2 ** 30,
      keyframeBudgetBytes: 2 ** 26,
    }),
  );
}

export async function launched(
  client: DapClient,
  abilities: Partial<Dap.InitializeRequestArguments>,
  text = lesson,
): Promise<void> {
  await client.request('initialize', { adapterID: 'backstep', ...abilities });
  await client.request('launch', { program: '/lessons/lesson.nn.jsonc', text });
  await client.event('initialized');
  await client.request('configurationDone', {});
  await client.event('stopped');
}

export async function stoppedAtEntry(): Promise<DapClient> {
  const client = newClient();
  await launched(client, {});
  return client;
}

/** At the end of the first iteration, where every tensor has a value. */
export async function stoppedAtEnd(): Promise<DapClient> {
  const client = await stoppedAtEntry();
  await client.request('stepOut', { threadId: 1 });
  await client.event('stopped');
  return client;
}
