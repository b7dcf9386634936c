/** Movements that may take long: what a client is told of them, and how it gives them up. */
import { describe, expect, it } from 'vitest';

import { dapSchema } from '../support/dapSchema';
import { smallNetworkFile } from '../support/smallRun';
import { stoppedSession } from './sessionFixture';

const thread = { threadId: 1 };
const at = (iteration: number) => ({ iteration, instruction: 0 });
const watching = () => stoppedSession({}, { supportsProgressReporting: true });

function progress(iteration: number) {
  return {
    position: at(iteration),
    epoch: 0,
    computedIterations: 20,
    cost: Float64Array.of(0),
    alerts: [],
  };
}

describe('the progress of a movement', () => {
  it('is told from its beginning to its end, with how far it has come', async () => {
    const { client, scripted } = await watching();
    await client.request('backstep/seek', { position: at(10) });
    await client.request('reverseContinue', thread);
    await client.event('progressStart');
    const { progressId, ...started } = await client.event('progressStart');
    expect(started).toEqual({ title: 'Running backward', cancellable: true });
    scripted.emit('progress', progress(5));
    expect(await client.event('progressUpdate')).toEqual({
      progressId,
      message: 'at iteration 5',
      percentage: 50,
    });
    await client.request('cancel', { progressId });
    expect(await client.event('stopped')).toMatchObject({ reason: 'goto' });
    expect(await client.event('stopped')).toMatchObject({ reason: 'pause' });
    expect(client.events('progressEnd').at(-1)).toEqual({ progressId });
    // Nothing is told of it any more.
    scripted.emit('progress', progress(4));
    await client.request('backstep/step', { granularity: 'layer', direction: 'forward', count: 1 });
    expect(client.events('progressUpdate')).toHaveLength(1);
  });

  it.each([
    ['backstep/lastWrite', { expression: 'W1' }, 'Going to the last write of W1'],
    ['backstep/lastChange', { expression: 'J' }, 'Looking for the last change of J'],
    ['backstep/seek', { position: at(1234) }, 'Going to iteration 1,234'],
    ['backstep/switchBranch', { branch: 2 }, 'Going to branch 2'],
    [
      'backstep/step',
      { granularity: 'epoch', direction: 'backward', count: 2 },
      'Stepping 2 epochs backward',
    ],
  ] as const)('%s %j is titled %s', async (command, args, title) => {
    const { client } = await watching();
    await client.request(command, args);
    expect(client.events('progressStart').map((each) => each.title)).toEqual([title]);
    expect(client.events('progressEnd')).toHaveLength(1);
  });

  it.each(['forward', 'backward'] as const)('is told of a run %s to a line', async (direction) => {
    const { client } = await watching();
    const source = { path: smallNetworkFile };
    const searching = client.request('backstep/runTo', { source, line: 5, direction });
    const { progressId, title } = await client.event('progressStart');
    expect(title).toBe(`Running ${direction} to the line`);
    await client.request('cancel', { progressId });
    expect(await searching).toMatchObject({ reason: 'pause' });
  });

  it.each([
    ['next', thread],
    ['stepOut', thread],
    ['backstep/step', { granularity: 'layer', direction: 'backward', count: 9 }],
  ] as const)('is not told of %s, which is quick', async (command, args) => {
    const { client } = await watching();
    await client.request(command, args);
    await client.event('stopped');
    expect(client.events('progressStart')).toEqual([]);
  });

  it('is not told of a run forward, which clients show as running', async () => {
    const { client } = await watching();
    await client.request('continue', thread);
    await client.request('pause', thread);
    await client.event('stopped');
    expect(client.events('progressStart')).toEqual([]);
  });

  it('is not told to a client that cannot show it', async () => {
    const { client, scripted } = await stoppedSession();
    await client.request('reverseContinue', thread);
    scripted.emit('progress', progress(5));
    await client.request('pause', thread);
    await client.event('stopped');
    const told = ['progressStart', 'progressUpdate', 'progressEnd'] as const;
    expect(told.flatMap((event) => client.events(event))).toEqual([]);
  });

  it('ends with a trainer that dies', async () => {
    const { client, scripted } = await watching();
    await client.request('reverseContinue', thread);
    const { progressId } = await client.event('progressStart');
    scripted.die('was ended by signal SIGKILL');
    expect(await client.event('progressEnd')).toEqual({ progressId });
  });

  it('is told as the protocol says', async () => {
    const { client, scripted } = await watching();
    await client.request('reverseContinue', thread);
    const { progressId } = await client.event('progressStart');
    scripted.emit('progress', progress(0));
    await client.request('cancel', { progressId });
    await client.event('progressEnd');
    const { flawOf } = dapSchema();
    const said = client.messages.filter(({ type }) => type !== 'request');
    expect(said.map((message) => flawOf(message)).filter((flaw) => flaw !== undefined)).toEqual([]);
  });

  it('has a name of its own each time, also in the run of a restart', async () => {
    const { client } = await watching();
    const seek = () => client.request('backstep/seek', { position: at(2) });
    await seek();
    await seek();
    await client.request('restart', {});
    await client.request('configurationDone', {});
    await seek();
    const names = client.events('progressStart').map(({ progressId }) => progressId);
    expect(new Set(names).size).toBe(3);
    expect(client.events('progressEnd').map(({ progressId }) => progressId)).toEqual(names);
  });
});

describe('cancelling', () => {
  it('does nothing to a movement that is another one, as when a question is cancelled', async () => {
    const { client, scripted } = await watching();
    await client.request('reverseContinue', thread);
    await client.event('progressStart');
    await client.request('cancel', { progressId: 'another' });
    await client.request('cancel', { requestId: 3 });
    expect(scripted.asked.map(([method]) => method)).not.toContain('pause');
  });
});
