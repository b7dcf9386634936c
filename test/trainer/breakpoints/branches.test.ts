/** Breakpoints after changes by hand: they belong to the branch in use, and see what was changed. */
import { describe, expect, it } from 'vitest';

import { at, loaded, type Conversation } from '../conversation';

const none = { instructions: [], data: [], alertRules: [] };

async function edit({ trainer }: Conversation, target: string, value: string): Promise<void> {
  const result = await trainer.request('edit', { target, value });
  if (result.kind === 'refused') throw new Error(result.message);
}

describe('in another branch', () => {
  it('hits are counted over again, and the old branch has its own', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    const end = { direction: 'forward' } as const;
    await trainer.request('setBreakpoints', {
      ...none,
      instructions: [{ id: 1, instructions: [0], condition: 'W1[0, 0] > 0.5', hitCondition: '2' }],
    });
    await trainer.request('seek', { position: at(0) });
    expect(await trainer.request('resume', end)).toMatchObject({ reason: 'end' });
    await trainer.request('seek', { position: at(4) });
    await edit(conversation, 'W1[0, 0]', '5');
    // The visit at which it was changed is the first that holds.
    expect(await trainer.request('resume', end)).toMatchObject({
      reason: 'breakpoint',
      position: at(5),
    });
    await trainer.request('seek', { position: at(9) });
    expect(await trainer.request('resume', { direction: 'backward' })).toMatchObject({
      reason: 'breakpoint',
      position: at(5),
    });
    await trainer.request('switchBranch', { branch: 1 });
    expect(await trainer.request('resume', { direction: 'backward' })).toMatchObject({
      reason: 'start',
    });
  });

  it('a gradient that was changed by hand counts as it is, where it is', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    const loadedRun = await trainer.request('evaluate', { expression: 'norm(W1)' });
    expect(loadedRun.kind).toBe('number');
    // Far enough behind dW1 that it has its value, and has not been used yet.
    let instruction = 0;
    for (;;) {
      await trainer.request('seek', { position: at(3, instruction) });
      const { kind } = await trainer.request('evaluate', { expression: 'norm(dW1)' });
      if (kind === 'number') break;
      instruction++;
    }
    await edit(conversation, 'dW1[0, 0]', '1000');
    await trainer.request('setBreakpoints', {
      ...none,
      instructions: [{ id: 1, instructions: [instruction], condition: 'norm(dW1) > 900' }],
    });
    await trainer.request('seek', { position: at(8) });
    expect(await trainer.request('resume', { direction: 'backward' })).toMatchObject({
      reason: 'breakpoint',
      position: at(3, instruction),
    });
  });
});
