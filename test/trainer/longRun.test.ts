/** What can be done with a run while it trains. */
import { describe, expect, it } from 'vitest';

import { at, converse, endless, load, loaded } from './conversation';

describe('a long run', () => {
  it('is paused at the start of an iteration', async () => {
    const { trainer, next, events } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    const progress = await next('progress');
    expect(progress.position.iteration).toBeGreaterThan(0);
    expect(progress.cost[0]).toBeGreaterThan(0);
    await trainer.request('pause', {});
    const report = await running;
    expect(report).toMatchObject({ reason: 'pause', position: { instruction: 0 } });
    expect(report.computedIterations).toBe(report.position.iteration);
    expect(events[0]).toBe('continued');
    expect(events.at(-1)).toBe('stopped');
  });

  it('case 35: is paused even when the pause was sent together with the run', async () => {
    const { trainer } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    const pausing = trainer.request('pause', {});
    expect(await pausing).toEqual({});
    expect(await running).toMatchObject({ reason: 'pause' });
  });

  it('case 35: is paused once, however often it is asked to', async () => {
    const { trainer, next, stops } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    await next('progress');
    for (let times = 0; times < 3; times++) await trainer.request('pause', {});
    const report = await running;
    expect(await trainer.request('pause', {})).toEqual({});
    expect(stops).toEqual([report]);
    const step = { granularity: 'instruction', direction: 'forward', count: 1 } as const;
    expect(await trainer.request('step', step)).toMatchObject({
      reason: 'step',
      position: { iteration: report.position.iteration, instruction: 1 },
    });
  });

  it('case 35: is loaded all the same when a pause comes meanwhile', async () => {
    const conversation = converse();
    const loading = load(conversation, endless);
    await conversation.trainer.request('pause', {});
    expect(await loading).toMatchObject({ kind: 'loaded', report: { reason: 'entry' } });
  });

  it('case 36: is interrupted by a seek, which ends where it should', async () => {
    const { trainer, next } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    await next('progress');
    const seeking = trainer.request('seek', { position: at(3, 2) });
    expect(await running).toMatchObject({ reason: 'pause' });
    expect(await seeking).toMatchObject({ reason: 'goto', position: at(3, 2) });
  });

  it('stops at a breakpoint that is set while it runs', async () => {
    const { trainer, next } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    await next('progress');
    await trainer.request('setBreakpoints', {
      instructions: [{ id: 4, instructions: [9] }],
      data: [],
      alertRules: [],
    });
    expect(await running).toMatchObject({
      reason: 'breakpoint',
      hitBreakpoints: [4],
      position: { instruction: 9 },
    });
  });

  it('case 57: has at most two frames of progress in flight, and goes on when one is given back', async () => {
    const { trainer, next, events } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    const frames = () => events.filter((event) => event === 'progress').length;
    await next('progress');
    await next('progress');
    // A slice takes 40 ms and a frame may come every 50: ten slices would have room for eight.
    for (let slice = 0; slice < 10; slice++) await new Promise(setImmediate);
    expect(frames()).toBe(2);
    await trainer.request('acknowledgeProgress', {});
    await next('progress');
    expect(frames()).toBe(3);
    await trainer.request('pause', {});
    await running;
  });

  it('answers questions while it runs', async () => {
    const { trainer, next } = await loaded(endless);
    const running = trainer.request('resume', { direction: 'forward' });
    await next('progress');
    const { tensors, values } = await trainer.request('summaries', {});
    expect(tensors).toContain('W1');
    expect(values.length).toBe(tensors.length * 7);
    await trainer.request('pause', {});
    await running;
  });
});
