import { describe, expect, it } from 'vitest';

import { smallNetworkFile } from '../support/smallRun';
import { stackOf, stoppedSession } from './sessionFixture';

const network = { path: smallNetworkFile };
const listing = { sourceReference: 1 };

describe('a breakpoint on a line of the network file', () => {
  it.each([
    ['a layer', 5, [1, 8, 10]],
    ['the data', 3, [0]],
    ['the loss', 8, [5]],
    ['the optimizer', 9, [10]],
    ['the training', 10, [0]],
  ])('on %s stops at each visit', async (_what, line, instructions) => {
    const { client, scripted } = await stoppedSession();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: network,
      breakpoints: [{ line }],
    });
    expect(breakpoints).toEqual([{ id: 1, verified: true, line }]);
    expect(scripted.asked.at(-1)).toEqual([
      'setBreakpoints',
      { instructions: [{ id: 1, instructions }], data: [], alertRules: [] },
    ]);
  });

  it('stops in the forward pass, in the backward pass, and in reverse again', async () => {
    const { client } = await stoppedSession();
    await client.request('setBreakpoints', { source: network, breakpoints: [{ line: 6 }] });
    const layers: (string | undefined)[] = [];
    for (const command of ['continue', 'continue', 'reverseContinue'] as const) {
      await client.request(command, { threadId: 1 });
      expect(await client.event('stopped')).toMatchObject({
        reason: 'breakpoint',
        hitBreakpointIds: [1],
      });
      layers.push((await stackOf(client))[0]);
    }
    expect(layers).toEqual([
      'forward, layer 2: dense 1, sigmoid (line 6)',
      'backward, layer 2: dense 1, sigmoid (line 6)',
      'forward, layer 2: dense 1, sigmoid (line 6)',
    ]);
  });

  it('says where training stops when nothing runs on the line', async () => {
    const { client } = await stoppedSession();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: network,
      breakpoints: [{ line: 2 }],
    });
    expect(breakpoints[0]).toMatchObject({
      verified: false,
      message: 'Nothing runs on this line. Training stops on lines 3, 5, 6, 8, 9, 10.',
    });
  });

  it('is refused in a file that is not debugged', async () => {
    const { client } = await stoppedSession();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: '/lessons/mnist.nn.jsonc' },
      breakpoints: [{ line: 5 }],
    });
    expect(breakpoints[0]).toMatchObject({
      verified: false,
      message: 'This session debugs two-moons.nn.jsonc.',
    });
  });
});

describe('breakpoints of both sources', () => {
  it('are kept beside each other, and replaced source by source', async () => {
    const { client, scripted } = await stoppedSession();
    await client.request('setBreakpoints', { source: listing, breakpoints: [{ line: 8 }] });
    await client.request('setBreakpoints', { source: network, breakpoints: [{ line: 8 }] });
    expect(scripted.asked.at(-1)).toMatchObject([
      'setBreakpoints',
      {
        instructions: [
          { id: 1, instructions: [7] },
          { id: 2, instructions: [5] },
        ],
      },
    ]);
    await client.request('setBreakpoints', { source: listing, breakpoints: [] });
    expect(scripted.asked.at(-1)).toMatchObject([
      'setBreakpoints',
      {
        instructions: [{ id: 2, instructions: [5] }],
      },
    ]);
  });

  it('do not stop at the end line of the listing', async () => {
    const { client } = await stoppedSession();
    const { breakpoints } = await client.request('setBreakpoints', {
      source: listing,
      breakpoints: [{ line: 13 }],
    });
    expect(breakpoints[0]?.verified).toBe(false);
  });

  it('are offered where they stop', async () => {
    const { client } = await stoppedSession();
    const { breakpoints } = await client.request('breakpointLocations', {
      source: network,
      line: 4,
      endLine: 9,
    });
    expect(breakpoints.map(({ line }) => line)).toEqual([5, 6, 8, 9]);
  });
});
