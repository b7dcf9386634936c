import { describe, expect, it } from 'vitest';

import type { StepParams } from '../../../src/protocol/movement';
import { createLatestWins } from '../../../webview/state/latestWins';
import { createStepQueue } from '../../../webview/state/stepQueue';

/** A request whose answers the test gives. */
function heldSender<T>() {
  const sent: T[] = [];
  let answer: () => void = () => undefined;
  return {
    sent,
    send: (value: T) => {
      sent.push(value);
      return new Promise<void>((resolve) => {
        answer = resolve;
      });
    },
    async answer() {
      answer();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe('createStepQueue', () => {
  const forward = { granularity: 'layer', direction: 'forward' } as const;
  const backward = { granularity: 'layer', direction: 'backward' } as const;

  it('case 31: counts presses that come while a step is under way', async () => {
    const sender = heldSender<StepParams>();
    const queue = createStepQueue(sender.send);
    for (let press = 0; press < 5; press++) queue.step(forward);
    expect(sender.sent).toEqual([{ ...forward, count: 1 }]);
    await sender.answer();
    expect(sender.sent).toEqual([
      { ...forward, count: 1 },
      { ...forward, count: 4 },
    ]);
  });

  it('case 32: keeps the order of different steps', async () => {
    const sender = heldSender<StepParams>();
    const queue = createStepQueue(sender.send);
    for (const step of [forward, backward, backward, forward]) queue.step(step);
    for (let answers = 0; answers < 3; answers++) await sender.answer();
    expect(sender.sent).toEqual([
      { ...forward, count: 1 },
      { ...backward, count: 2 },
      { ...forward, count: 1 },
    ]);
  });

  it('forgets what waits, and goes on afterwards', async () => {
    const sender = heldSender<StepParams>();
    const queue = createStepQueue(sender.send);
    queue.step(forward);
    queue.step(forward);
    queue.clear();
    await sender.answer();
    expect(sender.sent).toHaveLength(1);
    expect(queue.isBusy()).toBe(false);
    queue.step(backward);
    expect(sender.sent).toHaveLength(2);
  });
});

describe('createLatestWins', () => {
  it('sends the first at once, and of those that wait only the latest', async () => {
    const sender = heldSender<number>();
    const queue = createLatestWins(sender.send);
    for (const value of [1, 2, 3, 4]) queue.send(value);
    expect(sender.sent).toEqual([1]);
    await sender.answer();
    expect(sender.sent).toEqual([1, 4]);
    await sender.answer();
    expect(sender.sent).toEqual([1, 4]);
  });
});
