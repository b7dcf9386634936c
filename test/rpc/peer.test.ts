import { describe, expect, it } from 'vitest';

import { joinChannels } from '../../src/rpc/joinedChannels';
import { createRequester, createResponder } from '../../src/rpc/peer';

interface Sums {
  add(params: { readonly a: number; readonly b: number }): number;
  never(params: Record<string, never>): number;
  fail(params: { readonly kind: string }): number;
}
interface SumEvents {
  added: number;
}

function conversation() {
  const [near, far] = joinChannels();
  const responder = createResponder<Sums, SumEvents>(far, {
    add: ({ a, b }) => {
      responder.emit('added', a + b);
      return a + b;
    },
    never: () => new Promise<number>(() => undefined),
    fail: ({ kind }) => {
      throw Object.assign(new Error('No.'), { name: kind });
    },
  });
  return { near, far, responder, sums: createRequester<Sums, SumEvents>(near) };
}

describe('a conversation', () => {
  it('answers a request with its result', async () => {
    const { sums } = conversation();
    expect(await sums.request('add', { a: 2, b: 3 })).toBe(5);
  });

  it('delivers an event before the result that was sent after it', async () => {
    const { sums } = conversation();
    const order: string[] = [];
    sums.on('added', (sum) => order.push(`event ${sum}`));
    order.push(`result ${await sums.request('add', { a: 1, b: 1 })}`);
    expect(order).toEqual(['event 2', 'result 2']);
  });

  it('stops delivering to a listener that was taken off', async () => {
    const { sums } = conversation();
    const heard: number[] = [];
    const takeOff = sums.on('added', (sum) => heard.push(sum));
    await sums.request('add', { a: 1, b: 1 });
    takeOff();
    await sums.request('add', { a: 2, b: 2 });
    expect(heard).toEqual([2]);
  });

  it.each([
    ['UserError', true],
    ['TypeError', false],
  ])('tells that a %s was written for the user: %s', async (kind, userError) => {
    const { sums } = conversation();
    await expect(sums.request('fail', { kind })).rejects.toMatchObject({
      name: 'RemoteError',
      message: 'No.',
      userError,
    });
  });

  it('refuses a method that only the prototype has', async () => {
    const { near } = conversation();
    const answers: unknown[] = [];
    near.onMessage((message) => answers.push(message));
    near.send({ kind: 'request', id: 7, method: 'toString', params: {} });
    await settled();
    expect(answers).toEqual([
      { kind: 'error', id: 7, message: 'Unknown request "toString".', userError: false },
    ]);
  });

  it('ends every open and every later request when the channel closes', async () => {
    const { near, sums } = conversation();
    const open = sums.request('never', {});
    near.close('was ended by signal SIGKILL');
    const message = 'The process was ended by signal SIGKILL before "never" was answered.';
    await expect(open).rejects.toThrow(message);
    await expect(sums.request('never', {})).rejects.toThrow(message);
  });

  it('tells the reason of the close, also to who asks later', () => {
    const { near, sums } = conversation();
    const reasons: string[] = [];
    sums.onClose((reason) => reasons.push(`early ${reason}`));
    near.close('went away');
    sums.onClose((reason) => reasons.push(`late ${reason}`));
    expect(reasons).toEqual(['early went away', 'late went away']);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'request'],
    ['an unknown kind', { kind: 'shout', id: 1 }],
    ['a request without an id', { kind: 'request', method: 'add', params: {} }],
    ['an id that is not a count', { kind: 'request', id: -0.5, method: 'add', params: {} }],
    ['a method that is not a name', { kind: 'request', id: 1, method: { a: 1 }, params: {} }],
    ['a name of a megabyte', { kind: 'event', event: 'x'.repeat(2 ** 20), payload: 1 }],
    ['an error without a message', { kind: 'error', id: 1 }],
  ])('drops and counts %s', async (_what, raw) => {
    const { near, far, responder, sums } = conversation();
    near.send(raw);
    far.send(raw);
    await settled();
    expect(responder.malformedMessages).toBe(1);
    expect(sums.malformedMessages).toBe(1);
    expect(await sums.request('add', { a: 1, b: 2 })).toBe(3);
  });

  it('ignores an answer to a question that nobody asked', async () => {
    const { far, sums } = conversation();
    far.send({ kind: 'result', id: 99, result: 1 });
    expect(await sums.request('add', { a: 1, b: 2 })).toBe(3);
  });
});

/** Joined channels deliver in microtasks: one turn of the event loop is after all of them. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
