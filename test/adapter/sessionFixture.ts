/** A session over a scripted trainer, with a client, launched and stopped on entry unless told otherwise. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { BackstepDebugSession } from '../../src/adapter/session';
import { DapClient } from '../support/dapClient';
import { createScriptedTrainer, type Script } from '../support/scriptedTrainer';
import { smallNetworkFile, smallNetworkText } from '../support/smallRun';

export function createSession(script: Script = {}) {
  const scripted = createScriptedTrainer(script);
  const session = new BackstepDebugSession({
    startTrainer: () => scripted.connection,
    readFile: (path) =>
      path === smallNetworkFile
        ? Promise.resolve(smallNetworkText)
        : Promise.reject(new Error('no such file')),
    roots: ['/lessons'],
    memoryBudgetBytes: 2 ** 30,
    keyframeBudgetBytes: 2 ** 28,
  });
  return { scripted, session, client: new DapClient(session) };
}

/** Takes the first stop off the client's list. */
export async function stoppedSession(
  script: Script = {},
  abilities: Partial<Dap.InitializeRequestArguments> = {},
) {
  const fixture = createSession(script);
  const { client } = fixture;
  await client.request('initialize', { adapterID: 'backstep', ...abilities });
  await client.request('launch', { program: smallNetworkFile });
  await client.event('initialized');
  await client.request('configurationDone', {});
  await client.event('stopped');
  return fixture;
}

/** Name and line of each frame, top first. */
export async function stackOf(client: DapClient): Promise<string[]> {
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  return stackFrames.map(({ name, line }) => `${name} (line ${line})`);
}

export async function topFrameId(client: DapClient): Promise<number> {
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  return stackFrames[0]?.id ?? -1;
}
