import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';

import { createProcessChannel, type ForkedProcess } from '../../../src/rpc/node/processChannel';

function forkedProcess() {
  const sent: unknown[] = [];
  const child = Object.assign(new EventEmitter(), {
    connected: true,
    send: (message: unknown) => sent.push(message) > 0,
  });
  return { child, sent, channel: createProcessChannel(child as unknown as ForkedProcess) };
}

it('sends to the parent and hears from it', () => {
  const { child, sent, channel } = forkedProcess();
  const heard: unknown[] = [];
  channel.onMessage((message) => heard.push(message));
  child.emit('message', 'from the parent');
  channel.send('to the parent');
  expect(heard).toEqual(['from the parent']);
  expect(sent).toEqual(['to the parent']);
});

it('closes and falls silent when the parent is gone', () => {
  const { child, sent, channel } = forkedProcess();
  const reasons: string[] = [];
  channel.onClose((reason) => reasons.push(reason));
  child.connected = false;
  child.emit('disconnect');
  channel.send('too late');
  expect(reasons).toEqual(['lost its parent']);
  expect(sent).toEqual([]);
});

it('says so when the program was started by hand', () => {
  const child = Object.assign(new EventEmitter(), { connected: false });
  expect(() => createProcessChannel(child as unknown as ForkedProcess)).toThrow('not by hand');
});
