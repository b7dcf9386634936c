/** A network file that changes while it is debugged, and starting anew with it. */
import { describe, expect, it } from 'vitest';

import { smallNetworkFile } from '../support/smallRun';
import { createSession, stoppedSession } from './sessionFixture';

const thread = { threadId: 1 };

describe('restarting', () => {
  it('opens the network as its file is now, and lets the client configure it anew', async () => {
    const { client, scripted } = await stoppedSession();
    await client.request('next', thread);
    await client.event('stopped');
    await client.request('restart', {});
    await client.event('initialized');
    await client.request('configurationDone', {});
    expect(await client.event('stopped')).toMatchObject({ reason: 'entry' });
    expect(scripted.asked.filter(([method]) => method === 'load')).toHaveLength(2);
    expect(scripted.isClosed()).toBe(false);
  });

  it('is refused before there is a run', async () => {
    const { client } = createSession();
    await expect(client.request('restart', {})).rejects.toThrow('No network is loaded yet');
  });
});

it('case 37: goes on as it was loaded when the network file changes, says so once, and verifies breakpoints', async () => {
  const { client, scripted } = await stoppedSession();
  const source = { path: smallNetworkFile };
  const breakpoints = [{ line: 5 }, { line: 1 }];
  for (let times = 0; times < 2; times++) {
    const answer = await client.request('setBreakpoints', {
      source,
      breakpoints,
      sourceModified: true,
    });
    expect(answer.breakpoints.map(({ verified }) => verified)).toEqual([true, false]);
  }
  expect(client.output()).toBe(
    'two-moons.nn.jsonc has changed since this run was loaded. The run goes on as it was loaded; restart to train the network as it is now.\n',
  );
  expect(scripted.asked.filter(([method]) => method === 'load')).toHaveLength(1);
});
