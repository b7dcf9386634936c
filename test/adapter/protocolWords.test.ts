/** The protocol's own words for steps and stops, as other editors use and expect them. */
import { describe, expect, it } from 'vitest';

import { smallNetworkFile } from '../support/smallRun';
import { stoppedSession, topFrameId } from './sessionFixture';

const thread = { threadId: 1 };

describe('the granularity of a step', () => {
  it.each([
    ['next', 'instruction', 2],
    ['next', 'line', 3],
    ['next', 'statement', 3],
    ['stepIn', 'line', 2],
    ['stepBack', 'instruction', 7],
    ['stepBack', 'line', 6],
  ] as const)('%s of one %s goes as far as the client says', async (command, granularity, to) => {
    const { client } = await stoppedSession();
    // Before the first of the two instructions of layer 1 forward; behind the two of layer 2 backward.
    const from = command === 'stepBack' ? 8 : 1;
    await client.request('backstep/seek', { position: { iteration: 0, instruction: from } });
    await client.event('stopped');
    await client.request(command, { ...thread, granularity });
    await client.event('stopped');
    const { report } = await client.request('backstep/state', {});
    expect(report.position.instruction).toBe(to);
  });
});

describe('the reason of a stop', () => {
  it.each([0, 1, 2])('is a restart when frame %d is restarted', async (frame) => {
    const { client } = await stoppedSession();
    await client.request('next', thread);
    await client.event('stopped');
    const frameId = (await topFrameId(client)) + frame;
    await client.request('restartFrame', { frameId });
    expect(await client.event('stopped')).toMatchObject({ reason: 'restart' });
  });

  it('says that it is another branch', async () => {
    const { client } = await stoppedSession();
    await client.request('backstep/switchBranch', { branch: 2 });
    expect(await client.event('stopped')).toMatchObject({
      reason: 'goto',
      description: 'Paused in another branch',
    });
  });

  it('tells a breakpoint on a name from one on a line', async () => {
    const { client } = await stoppedSession();
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'A1' }] });
    await client.request('setBreakpoints', {
      source: { path: smallNetworkFile },
      breakpoints: [{ line: 6 }],
    });
    const stops = [];
    for (let times = 0; times < 2; times++) {
      await client.request('continue', thread);
      stops.push(await client.event('stopped'));
    }
    expect(stops.map(({ reason, hitBreakpointIds }) => [reason, hitBreakpointIds])).toEqual([
      ['function breakpoint', [1]],
      ['breakpoint', [2]],
    ]);
  });
});
