/** Long searches: what they cost, where they stand when they are cancelled, what they say meanwhile. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { comparePositions } from '../../../src/core';
import type { BreakpointParams } from '../../../src/protocol/breakpoints';
import type { TestNetwork } from '../../support/runs';
import { breakingRun, noBreakpoints, type BreakingRun } from './breakingRun';

const network: TestNetwork = {
  layers: [{ units: 2 }, { units: 1, activation: 'sigmoid' }],
  training: { batchSize: 50, epochs: 4000 },
};

/** At iteration 8,000, with room for the start and few other keyframes. */
async function farRun(breakpoints: (run: BreakingRun) => Partial<BreakpointParams>) {
  const run = breakingRun(network, { keyframeBudgetBytes: 20_000 });
  await run.mover.seek({ iteration: 7999, instruction: 3 });
  run.mover.setBreakpoints({ ...noBreakpoints, ...breakpoints(run) });
  return run;
}

const never = ({ instruction }: BreakingRun): Partial<BreakpointParams> => ({
  instructions: [
    { id: 1, instructions: [instruction('Z1')], condition: 'W1[0, 0] > 1e9', hitCondition: '> 0' },
  ],
});

// Each look at the clock takes a millisecond, so that slices are the same on every machine.
beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now++);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a search backward', () => {
  it('goes on from where it was cancelled, and misses nothing', async () => {
    const run = await farRun(({ instruction }) => ({
      instructions: [
        {
          id: 1,
          instructions: [instruction('Z1')],
          condition: 'iteration == 1700 and W1[0, 0] < 1e9',
        },
      ],
    }));
    const { mover, timeline } = run;
    let cancelled = 0;
    let before = timeline.position;
    for (;;) {
      const searching = mover.resume('backward');
      // Whatever has begun has its first slice.
      setImmediate(() => mover.interrupt());
      const stop = await searching;
      expect(comparePositions(timeline.position, before)).toBeLessThanOrEqual(0);
      before = timeline.position;
      if (stop.reason === 'breakpoint') break;
      expect(stop.reason).toBe('pause');
      // To cancel at once, again and again, would never get anywhere; so it may go on in the end.
      if (20 < ++cancelled)
        expect(await mover.resume('backward')).toMatchObject({ reason: 'breakpoint' });
      if (20 < cancelled) break;
    }
    expect(timeline.position).toEqual({ iteration: 1700, instruction: run.instruction('Z1') });
  });

  it('cancelled before it has searched anything stands where it began', async () => {
    const run = await farRun(never);
    const searching = run.mover.resume('backward');
    run.mover.interrupt();
    expect(await searching).toMatchObject({ reason: 'pause' });
    expect(run.timeline.position).toEqual({ iteration: 7999, instruction: 3 });
  });

  it('ends with other breakpoints when they are changed on its way', async () => {
    const run = await farRun(never);
    const searching = run.mover.resume('backward');
    setImmediate(() =>
      run.mover.setBreakpoints({
        ...noBreakpoints,
        instructions: [{ id: 5, instructions: [run.instruction('dW1')] }],
      }),
    );
    expect(await searching).toMatchObject({ reason: 'breakpoint', hitBreakpoints: [5] });
    expect(run.timeline.position.iteration).toBe(7998);
  });

  it('says how far it has come, always further back', async () => {
    const run = await farRun(never);
    run.progress.length = 0;
    expect(await run.mover.resume('backward')).toMatchObject({ reason: 'start' });
    expect(run.progress.length).toBeGreaterThan(1);
    const steps = run.progress
      .slice(1)
      .map((at, index) => comparePositions(at, run.progress[index]!));
    expect(Math.max(...steps)).toBeLessThanOrEqual(0);
  });

  it('of a condition that the index knows moves only to its stop', async () => {
    const run = await farRun(({ instruction, timeline }) => {
      const cost = timeline.scalars.value(1234, 0);
      return {
        instructions: [{ id: 1, instructions: [instruction('dW1')], condition: `J == ${cost}` }],
      };
    });
    const visited: number[] = [];
    const journeyTo = run.timeline.journeyTo.bind(run.timeline);
    run.timeline.journeyTo = (target, visits) => {
      visited.push(target.iteration);
      expect(visits).toBeUndefined();
      return journeyTo(target, visits);
    };
    expect(await run.mover.resume('backward')).toMatchObject({ reason: 'breakpoint' });
    expect(visited).toEqual([1234]);
  });
});

describe('the last change of a value', () => {
  const far: TestNetwork = { ...network, training: { batchSize: 50, epochs: 50 } };

  it('is behind the last write that moved it enough, then behind the one before', async () => {
    const { mover, timeline, instruction, machine } = breakingRun(far);
    const valueAt = (iteration: number): number => {
      timeline.seek({ iteration, instruction: 0 });
      return machine.view('b1', iteration).values[1]!;
    };
    const values = Array.from({ length: 100 }, (_, iteration) => valueAt(iteration));
    const steps = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
    const moreThan = steps.toSorted((a, b) => b - a)[3]!;
    const large = steps.flatMap((step, iteration) => (moreThan < step ? [iteration] : []));
    timeline.seek({ iteration: 99, instruction: 0 });
    for (const iteration of large.toReversed()) {
      const stop = await mover.lastChange({ tensor: 'b1', row: 1, column: 0, moreThan });
      expect(stop).toMatchObject({
        reason: 'goto',
        notice: expect.stringContaining('b1[1, 0]') as string,
      });
      expect(timeline.position).toEqual({ iteration, instruction: instruction('b1') + 1 });
    }
    const here = timeline.position;
    expect(await mover.lastChange({ tensor: 'b1', row: 1, column: 0, moreThan })).toEqual({
      reason: 'goto',
      notice: `b1[1, 0] has not changed by more than ${moreThan} before this place.`,
    });
    expect(timeline.position).toEqual(here);
  });

  it('of a tensor is before the instruction that wrote it, then before the one that did earlier', async () => {
    const { mover, timeline, instruction } = breakingRun(far);
    timeline.seek({ iteration: 4, instruction: instruction('dW2') });
    const places: unknown[] = [];
    for (let times = 0; times < 3; times++) {
      expect(await mover.lastWrite({ tensor: 'A1' })).toEqual({ reason: 'goto' });
      places.push(timeline.position);
    }
    expect(places).toEqual(
      [4, 3, 2].map((iteration) => ({ iteration, instruction: instruction('A1') })),
    );
    for (const [tensor, row] of [
      ['W9', 0],
      ['b1', 2],
      ['learningRate', 0],
    ] as const) {
      expect(await mover.lastChange({ tensor, row, column: 0, moreThan: 0 })).toEqual({
        reason: 'goto',
        notice: `${tensor}[${row}, 0] has not changed before this place.`,
      });
    }
    timeline.seek({ iteration: 0, instruction: 1 });
    for (const [tensor, notice] of [
      ['W1', 'No instruction has written W1 before this place.'],
      ['learningRate', 'learningRate is written by no instruction.'],
    ] as const) {
      expect(await mover.lastWrite({ tensor })).toEqual({ reason: 'goto', notice });
    }
  });
});

describe('a run to the cursor', () => {
  it('leaves the other breakpoints as they were, wherever it goes', async () => {
    const { mover, timeline, instruction } = breakingRun(network);
    mover.setBreakpoints({
      ...noBreakpoints,
      data: [{ id: 1, tensor: 'J', condition: 'changes by 0' }],
      instructions: [
        {
          id: 2,
          instructions: [instruction('W1')],
          condition: 'W1[0, 0] < 9',
          hitCondition: '% 3',
        },
      ],
    });
    const places: unknown[] = [];
    for (let stop = 0; stop < 12; stop++) {
      await mover.resume('forward');
      places.push(timeline.position);
      const here = timeline.position;
      await mover.resume('backward', [instruction('Z1')]);
      await mover.seek(here);
    }
    await mover.seek({ iteration: 0, instruction: 0 });
    for (const place of places) {
      await mover.resume('forward');
      expect(timeline.position).toEqual(place);
    }
  });

  it('stops at its line once, and at breakpoints before', async () => {
    const { mover, timeline, instruction } = breakingRun(network);
    timeline.seek({ iteration: 5, instruction: instruction('dW1') });
    expect(await mover.resume('backward', [instruction('Z2')])).toEqual({ reason: 'goto' });
    expect(timeline.position).toEqual({ iteration: 5, instruction: instruction('Z2') });
    mover.setBreakpoints({
      ...noBreakpoints,
      instructions: [{ id: 2, instructions: [instruction('dW1')] }],
    });
    expect(await mover.resume('backward', [instruction('Z2')])).toMatchObject({
      reason: 'breakpoint',
      hitBreakpoints: [2],
    });
  });
});
