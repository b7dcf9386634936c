import { describe, expect, it } from 'vitest';

import { smallNetworkFile } from '../support/smallRun';
import { stoppedSession } from './sessionFixture';

const source = { path: smallNetworkFile };

describe('a line that is none', () => {
  it.each([['6'], [NaN], [1.5], [-1], [undefined], [[6]]])('%j is refused', async (text) => {
    const { client } = await stoppedSession();
    // What a client sends is not checked by a compiler.
    const line = text as number;
    const reason = 'A line is a whole number';
    await expect(client.request('gotoTargets', { source, line })).rejects.toThrow(reason);
    await expect(
      client.request('setBreakpoints', { source, breakpoints: [{ line }] }),
    ).rejects.toThrow(reason);
  });
});
