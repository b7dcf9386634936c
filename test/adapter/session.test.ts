import { describe, expect, it } from 'vitest';

import type { StopReport } from '../../src/protocol/movement';
import { smallNetworkFile } from '../support/smallRun';
import { createSession, stackOf, stoppedSession, topFrameId } from './sessionFixture';

const thread = { threadId: 1 };

describe('launching', () => {
  it('stops before the first instruction, with the place in the network file on top of the stack', async () => {
    const { client } = await stoppedSession();
    expect(await stackOf(client)).toEqual([
      'batch (line 3)',
      'X = next minibatch (line 1)',
      'iteration 0, epoch 0 (line 10)',
    ]);
  });

  it('gives the trainer the text, the roots and the budgets', async () => {
    const { scripted } = await stoppedSession();
    expect(scripted.asked[0]).toEqual([
      'load',
      expect.objectContaining({ file: smallNetworkFile, roots: ['/lessons'] }),
    ]);
  });

  it('starts at once when it shall not stop on entry', async () => {
    const { client, scripted } = createSession();
    await client.request('initialize', { adapterID: 'backstep' });
    await client.request('launch', { program: smallNetworkFile, stopOnEntry: false });
    await client.event('initialized');
    await client.request('configurationDone', {});
    await client.request('pause', thread);
    expect(await client.event('stopped')).toMatchObject({ reason: 'pause' });
    expect(scripted.asked.map(([method]) => method)).toEqual(['load', 'resume', 'pause']);
  });

  it('goes to where a crashed run stood before it stops', async () => {
    const { client } = createSession();
    const startAt = { iteration: 12, instruction: 7 };
    await client.request('launch', { program: smallNetworkFile, startAt });
    await client.request('configurationDone', {});
    expect(await client.event('stopped')).toMatchObject({ reason: 'goto' });
    expect((await stackOf(client))[1]).toBe('dW2 = 1/m · dZ2 · A1ᵀ (line 8)');
    expect(client.events('stopped')).toHaveLength(1);
  });

  it('prints every problem of a refused network and fails with the first', async () => {
    const problem = { file: smallNetworkFile, line: 5, column: 9, message: 'Units are missing.' };
    const { client, scripted } = createSession({
      loading: { kind: 'refused', problems: [problem, { ...problem, line: 6 }] },
    });
    await client.request('initialize', { adapterID: 'backstep' });
    await expect(client.request('launch', { program: smallNetworkFile })).rejects.toThrow(
      'two-moons.nn.jsonc:5:9: Units are missing. (and 1 more problem)',
    );
    expect(client.output()).toBe(
      `${smallNetworkFile}:5:9: Units are missing.\n${smallNetworkFile}:6:9: Units are missing.\n`,
    );
    expect(scripted.isClosed()).toBe(true);
    expect(client.events('initialized')).toEqual([]);
  });

  it.each([
    [{}, 'names no network file'],
    [{ program: '/nowhere.nn.jsonc' }, 'cannot be read (no such file)'],
  ])('says what is wrong with the arguments %j', async (args, message) => {
    const { client } = createSession();
    await expect(client.request('launch', args)).rejects.toThrow(message);
  });

  it('refuses a second launch', async () => {
    const { client } = await stoppedSession();
    await expect(client.request('launch', { program: smallNetworkFile })).rejects.toThrow(
      'debugs a network already',
    );
  });

  it.each(['stackTrace', 'next', 'continue', 'pause'] as const)(
    'answers %s before a launch with what to do',
    async (command) => {
      const { client } = createSession();
      await expect(client.request(command, thread)).rejects.toThrow('No network is loaded yet');
    },
  );

  it('answers a request that it does not know with an error', async () => {
    const { client } = createSession();
    await expect(client.request('toString' as 'next', thread)).rejects.toThrow(
      'does not know the request "toString"',
    );
  });
});

describe('stepping', () => {
  it.each([
    ['stepIn', ['forward, layer 1: dense 3, relu (line 5)', 'Z1 = W1 · X + b1 (line 2)']],
    ['next', ['forward, layer 1: dense 3, relu (line 5)', 'Z1 = W1 · X + b1 (line 2)']],
    ['stepOut', ['end of the iteration (line 10)', 'end of the program (line 13)']],
  ] as const)('%s goes from the batch to %j', async (command, frames) => {
    const { client } = await stoppedSession();
    await client.request(command, thread);
    await client.event('stopped');
    expect((await stackOf(client)).slice(0, 2)).toEqual(frames);
  });

  it('returns by Step Back to where Step Over came from', async () => {
    const { client } = await stoppedSession();
    const stacks = [await stackOf(client)];
    for (let steps = 0; steps < 7; steps++) {
      await client.request('next', thread);
      await client.event('stopped');
      stacks.push(await stackOf(client));
    }
    for (const stack of stacks.reverse().slice(1)) {
      await client.request('stepBack', thread);
      await client.event('stopped');
      expect(await stackOf(client)).toEqual(stack);
    }
  });

  it('finishes this iteration, then the next', async () => {
    const { client } = await stoppedSession();
    for (const iteration of [0, 1, 2]) {
      await client.request('stepOut', thread);
      await client.event('stopped');
      expect((await stackOf(client))[2]).toBe(`iteration ${iteration}, epoch 0 (line 10)`);
    }
  });

  it('answers before the stop is told', async () => {
    const { client } = await stoppedSession();
    client.messages.length = 0;
    await client.request('next', thread);
    await client.event('stopped');
    expect(client.messages.map(({ type }) => type)).toEqual(['request', 'response', 'event']);
  });

  it('case 31: counts every press, however fast they come', async () => {
    const { client, scripted } = await stoppedSession();
    const presses = Array.from({ length: 50 }, () => client.request('stepIn', thread));
    await Promise.all(presses);
    // Fifty instructions are three iterations of twelve and their ends, and eleven more.
    await client.request('backstep/step', {
      granularity: 'layer',
      direction: 'backward',
      count: 1,
    });
    const { report } = await client.request('backstep/state', {});
    expect(report.position).toEqual({ iteration: 3, instruction: 10 });
    expect(scripted.asked.filter(([method]) => method === 'step').length).toBeLessThan(10);
  });

  it('case 33: says at the start and at the end that there is no further step', async () => {
    const { client } = await stoppedSession();
    await client.request('stepBack', thread);
    expect(await client.event('stopped')).toMatchObject({
      reason: 'step',
      description: 'Paused at the start of the run',
    });
    expect(client.output()).toBe('This is the start of the run.\n');
    const position = { iteration: 19, instruction: 12 };
    await client.request('backstep/seek', { position });
    await client.request('stepOut', thread);
    await client.event('stopped');
    expect(client.output()).toBe('This is the start of the run.\nThis is the end of the run.\n');
    expect(client.events('terminated')).toEqual([]);
  });

  it.each([
    { granularity: 'neuron', direction: 'forward', count: 1 },
    { granularity: 'layer', direction: 'sideways', count: 1 },
    { granularity: 'layer', direction: 'forward', count: 0 },
    { granularity: 'layer', direction: 'forward', count: 1.5 },
    { granularity: 'layer', direction: 'forward', count: 1e9 },
  ])('refuses the step %j', async (args) => {
    const { client } = await stoppedSession();
    await expect(client.request('backstep/step', args as never)).rejects.toThrow('A step takes');
  });

  it('refuses a position that is none', async () => {
    const { client } = await stoppedSession();
    const position = { iteration: -1, instruction: NaN };
    await expect(client.request('backstep/seek', { position })).rejects.toThrow('A position is');
  });

  it('jumps to a moment of the line that the user has chosen', async () => {
    const { client } = await stoppedSession();
    const { targets } = await client.request('gotoTargets', {
      source: { path: smallNetworkFile },
      line: 6,
    });
    expect(targets.map(({ label }) => label)).toEqual([
      'forward, layer 2',
      'backward, layer 2',
      'update, layer 2',
    ]);
    await client.request('goto', { threadId: 1, targetId: targets[1]!.id });
    expect(await client.event('stopped')).toMatchObject({ reason: 'goto' });
    expect((await stackOf(client))[0]).toBe('backward, layer 2: dense 1, sigmoid (line 6)');
  });
});

describe('a run that others move too', () => {
  it('follows a step of the panel', async () => {
    const { client, scripted } = await stoppedSession();
    scripted.stopAt({ iteration: 3, instruction: 6 }, 'step');
    expect(await client.event('stopped')).toMatchObject({ reason: 'step' });
    expect((await stackOf(client))[2]).toBe('iteration 3, epoch 0 (line 10)');
    // VS Code takes a "continued" right before a "stopped" for the last word, and says that the run is running.
    expect(client.events('continued')).toEqual([]);
  });

  it('tells that the panel has set the run going', async () => {
    const { client, scripted } = await stoppedSession();
    scripted.emit('continued', {});
    expect(await client.event('continued')).toEqual({ threadId: 1, allThreadsContinued: true });
    await expect(client.request('stackTrace', thread)).rejects.toThrow('The run is moving');
  });

  it('does not tell a client that it has continued when it asked for that itself', async () => {
    const { client } = await stoppedSession();
    await client.request('continue', thread);
    await client.request('pause', thread);
    await client.event('stopped');
    expect(client.events('continued')).toEqual([]);
  });

  it('ignores a report that is out of date', async () => {
    const { client, scripted } = await stoppedSession();
    const old = { position: { iteration: 9, instruction: 0 }, sequence: 0 } as StopReport;
    scripted.emit('stopped', old);
    await client.request('next', thread);
    await client.event('stopped');
    expect(client.events('stopped')).toHaveLength(2);
  });

  it('pauses a free run when a step is asked for, and takes the step', async () => {
    const { client } = await stoppedSession();
    await client.request('continue', thread);
    await client.request('next', thread);
    expect(await client.event('stopped')).toMatchObject({ reason: 'pause' });
    expect(await client.event('stopped')).toMatchObject({ reason: 'step' });
  });
});

describe('alerts', () => {
  const alert = {
    rule: 'notFinite',
    layer: 2,
    since: 4,
    title: 'Not finite, layer 2',
    evidence: 'dW2 has 3 numbers that are not finite',
    reason: 'The learning rate is too large.',
    advice: 'Try a tenth of it.',
  };

  it('stop like an exception, which has the evidence and the reason', async () => {
    const { client, scripted } = await stoppedSession({ report: { alert } });
    await client.request('setExceptionBreakpoints', { filters: ['notFinite'] });
    expect(scripted.asked.at(-1)).toEqual([
      'setBreakpoints',
      { instructions: [], data: [], alertRules: [{ id: 1, rule: 'notFinite' }] },
    ]);
    scripted.stopAt({ iteration: 4, instruction: 12 }, 'alert');
    expect(await client.event('stopped')).toMatchObject({
      reason: 'exception',
      description: 'Paused: Not finite, layer 2',
      text: alert.evidence,
    });
    expect(await client.request('exceptionInfo', thread)).toMatchObject({
      exceptionId: 'Not finite, layer 2',
      description: expect.stringContaining('too large. Try a tenth') as string,
    });
  });

  it('are printed with the line of their layer', async () => {
    const { client, scripted } = await stoppedSession();
    scripted.emit('alertRaised', alert);
    expect(await client.event('output')).toMatchObject({
      output: expect.stringContaining('Not finite, layer 2: dW2 has 3') as string,
      line: 6,
    });
  });
});

describe('evaluating', () => {
  it.each([
    ['A1[1, 2]', '12'],
    ['W1', '(3, 2) float64 [0 … 21]'],
  ])('%s is %s', async (expression, result) => {
    const { client } = await stoppedSession();
    const frameId = await topFrameId(client);
    const answer = await client.request('evaluate', { expression, frameId, context: 'watch' });
    expect(answer.result).toBe(result);
  });

  it('fails for what is no tensor, so that the hover of the language shows', async () => {
    const { client } = await stoppedSession();
    await expect(
      client.request('evaluate', { expression: 'dense', context: 'hover' }),
    ).rejects.toThrow('no tensor named "dense"');
  });

  it('asks the trainer once for the same watch at the same stop', async () => {
    const { client, scripted } = await stoppedSession();
    for (let times = 0; times < 3; times++) {
      await client.request('evaluate', { expression: 'A1[1, 2]', context: 'watch' });
    }
    expect(scripted.asked.filter(([method]) => method === 'evaluate')).toHaveLength(1);
  });
});

describe('the sources', () => {
  it('are the network file and the listing of its program', async () => {
    const { client } = await stoppedSession();
    const { sources } = await client.request('loadedSources', {});
    expect(sources.map(({ name }) => name)).toEqual(['two-moons.nn.jsonc', 'program of two moons']);
    const { content } = await client.request('source', { sourceReference: 1 });
    expect(content.split('\n')[7]).toBe('dW2 = …');
    await expect(client.request('source', { sourceReference: 2 })).rejects.toThrow('number 1');
  });

  it('are counted from zero for a client that counts so', async () => {
    const { client } = createSession();
    await client.request('initialize', {
      adapterID: 'backstep',
      linesStartAt1: false,
      columnsStartAt1: false,
    });
    await client.request('launch', { program: smallNetworkFile });
    await client.request('configurationDone', {});
    await client.event('stopped');
    expect((await stackOf(client))[0]).toBe('batch (line 2)');
  });
});

describe('the gradient check', () => {
  it('answers in text that JSON can carry and prints the rows', async () => {
    const { client } = await stoppedSession();
    const answer = await client.request('backstep/checkGradients', {});
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      verdict: 'correct',
      cancelled: false,
      relativeError: 'NaN',
      rows: [
        {
          parameter: 'W1',
          verdict: 'correct',
          relativeError: '2.1e-9',
          checked: 6,
          total: 6,
          kinks: 0,
        },
      ],
    });
    expect(client.output()).toBe('W1: correct, relative error 2.1e-9 (6 of 6 entries)\n');
  });
});

describe('the end', () => {
  it.each(['disconnect', 'terminate'] as const)('%s ends the trainer', async (command) => {
    const { client, scripted } = await stoppedSession();
    await client.request(command, {});
    expect(scripted.isClosed()).toBe(true);
    expect(client.output()).toBe('');
  });

  it('is told with reason and last words when the trainer dies, also while it moves', async () => {
    const { client, scripted } = await stoppedSession({ output: 'FATAL ERROR: heap\n' });
    await client.request('continue', thread);
    scripted.die('was ended by signal SIGKILL');
    await client.event('terminated');
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.output()).toBe(
      'FATAL ERROR: heap\nThe trainer process was ended by signal SIGKILL. ' +
        'Nothing runs any more; restart the session to train again.\n',
    );
    expect(client.events('terminated')).toHaveLength(1);
    expect(client.messages.at(-1)).toMatchObject({ event: 'terminated' });
  });

  it('fails the launch when the trainer dies while it loads', async () => {
    const { client, scripted } = createSession({ loading: new Promise(() => undefined) as never });
    const launch = client.request('launch', { program: smallNetworkFile });
    const rejected = expect(launch).rejects.toThrow('ran out of memory');
    await new Promise((resolve) => setImmediate(resolve));
    scripted.die('ran out of memory');
    await rejected;
  });
});
