/** Where a run stops, against a plain search through all of its positions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AlertLog, comparePositions, programBoundaries, type Position } from '../../src/core';
import { expressionScopeOf } from '../../src/trainer/expressionScope';
import { Mover } from '../../src/trainer/movement';
import type { Run } from '../../src/trainer/run';
import { math, testRun, type TestNetwork } from '../support/runs';

/** Four iterations of 17 instructions. */
const small: TestNetwork = {
  layers: [{ units: 2 }, { units: 1, activation: 'sigmoid' }],
  optimizer: { type: 'gradientDescent', learningRate: 0.1 },
  training: { epochs: 1 },
};

/** Its gradients vanish at the end of iteration 2. */
const vanishing: TestNetwork = {
  layers: [
    ...Array.from({ length: 9 }, () => ({ units: 16, activation: 'sigmoid' as const })),
    { units: 1, activation: 'sigmoid' },
  ],
  training: { epochs: 3 },
};

const nothing = { instructions: [], data: [], alertRules: [] };

function moverIn(network: TestNetwork) {
  const { spec, machine, timeline } = testRun(network);
  const { iterations, scalars } = timeline;
  const { iterationsPerEpoch, weightCounts } = machine;
  const raised: string[] = [];
  const run = {
    spec,
    machine,
    timeline,
    alerts: new AlertLog({ scalars, weightCounts, math }),
    ground: {
      boundaries: programBoundaries(machine.program.instructions),
      iterations,
      iterationsPerEpoch,
    },
  };
  const mover = new Mover(run, expressionScopeOf(run as Run), {
    alertRaised: ({ rule, since }) => raised.push(`${rule} ${since}`),
    underWay: () => undefined,
    logged: () => undefined,
  });
  return { mover, timeline, raised };
}

function at(iteration: number, instruction = 0): Position {
  return { iteration, instruction };
}

describe('a run with breakpoints', () => {
  const { timeline } = moverIn(small);
  const length = timeline.end.instruction;
  const positions = Array.from({ length: timeline.iterations }, (_, iteration) =>
    Array.from({ length: length + 1 }, (__, instruction) => at(iteration, instruction)),
  ).flat();
  const instructions = fc.uniqueArray(fc.nat(length), { maxLength: 3 });
  const anywhere = fc.constantFrom(...positions);

  it('stops at the next one in either direction, or at the end of the run', async () => {
    await fc.assert(
      fc.asyncProperty(
        anywhere,
        instructions,
        fc.constantFrom('forward' as const, 'backward' as const),
        async (from, stops, direction) => {
          const moved = moverIn(small);
          await moved.mover.seek(from);
          moved.mover.setBreakpoints({
            ...nothing,
            instructions: stops.map((at) => ({ id: 100 + at, instructions: [at] })),
          });
          const stop = await moved.mover.resume(direction);
          const hits = positions.filter(({ instruction }) => stops.includes(instruction));
          const expected =
            direction === 'forward'
              ? hits.find((place) => comparePositions(from, place) < 0)
              : hits.findLast((place) => comparePositions(place, from) < 0);
          const limit = direction === 'forward' ? timeline.end : timeline.start;
          expect(moved.timeline.position).toEqual(expected ?? limit);
          expect(stop).toMatchObject(
            expected === undefined
              ? { reason: direction === 'forward' ? 'end' : 'start' }
              : { reason: 'breakpoint', hitBreakpoints: [100 + expected.instruction] },
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('names all breakpoints of the place where it stops', async () => {
    const { mover } = moverIn(small);
    mover.setBreakpoints({
      ...nothing,
      instructions: [
        { id: 1, instructions: [4] },
        { id: 2, instructions: [5] },
        { id: 3, instructions: [0, 4] },
      ],
    });
    expect(await mover.resume('forward')).toEqual({ reason: 'breakpoint', hitBreakpoints: [1, 3] });
  });
});

describe('a run that breaks on a vanishing gradient', () => {
  const breaking = { ...nothing, alertRules: [{ id: 9, rule: 'vanishingGradient' }] };
  const stopped = { reason: 'alert', alert: { rule: 'vanishingGradient', since: 2 } };

  it('stops at the end of the iteration that proves it, the first time and every time', async () => {
    const { mover, timeline, raised } = moverIn(vanishing);
    const birth = at(2, timeline.end.instruction);
    mover.setBreakpoints(breaking);
    expect(await mover.resume('forward')).toMatchObject(stopped);
    expect(timeline.position).toEqual(birth);
    await mover.resume('backward');
    expect(timeline.position).toEqual(timeline.start);
    expect(await mover.resume('forward')).toMatchObject(stopped);
    expect(timeline.position).toEqual(birth);
    expect(raised).toEqual(['vanishingGradient 2']);
  });

  it('finds it again on the way back', async () => {
    const { mover, timeline } = moverIn(vanishing);
    await mover.seek(at(9, 4));
    mover.setBreakpoints(breaking);
    expect(await mover.resume('backward')).toMatchObject(stopped);
    expect(timeline.position).toEqual(at(2, timeline.end.instruction));
    expect(await mover.resume('backward')).toMatchObject({ reason: 'start' });
  });

  it('goes on from there to the end of the run', async () => {
    const { mover, timeline } = moverIn(vanishing);
    mover.setBreakpoints(breaking);
    await mover.resume('forward');
    expect(await mover.resume('forward')).toMatchObject({ reason: 'end' });
    expect(timeline.position).toEqual(timeline.end);
  });

  it.each([
    ['a breakpoint before it', 'forward', at(0), 5, at(0, 5)],
    ['a breakpoint behind it', 'backward', at(4, 9), 5, at(4, 5)],
  ] as const)('stops at %s first', async (_, direction, from, instruction, place) => {
    const { mover, timeline } = moverIn(vanishing);
    await mover.seek(from);
    mover.setBreakpoints({ ...breaking, instructions: [{ id: 1, instructions: [instruction] }] });
    expect(await mover.resume(direction)).toMatchObject({ reason: 'breakpoint' });
    expect(timeline.position).toEqual(place);
  });

  it('is not stopped by a rule that does not break', async () => {
    const { mover, raised } = moverIn(vanishing);
    mover.setBreakpoints({ ...nothing, alertRules: [{ id: 9, rule: 'notFinite' }] });
    expect(await mover.resume('forward')).toMatchObject({ reason: 'end' });
    expect(raised).toEqual(['vanishingGradient 2']);
  });
});

describe('steps', () => {
  it('that are asked for at once are all taken, in order', async () => {
    const { mover, timeline } = moverIn(small);
    const step = { granularity: 'instruction', direction: 'forward', count: 1 } as const;
    const places: Position[] = [];
    await Promise.all(
      Array.from({ length: 30 }, () => mover.step(step).then(() => places.push(timeline.position))),
    );
    expect(places).toHaveLength(30);
    // 17 instructions and the end are 18 places an iteration.
    expect(places.at(-1)).toEqual(at(Math.floor(30 / 18), 30 % 18));
  });

  it('are taken even when a seek follows at once', async () => {
    const { mover, timeline } = moverIn(small);
    const stepping = mover.step({ granularity: 'layer', direction: 'forward', count: 1 });
    const seeking = mover.seek(at(3, 1));
    expect(await stepping).toEqual({ reason: 'step' });
    expect(await seeking).toEqual({ reason: 'goto' });
    expect(timeline.position).toEqual(at(3, 1));
  });

  it.each([
    ['backward', 'start', 'This is the start of the run.', at(0, 0)],
    ['forward', 'end', 'This is the end of the run.', at(3, 17)],
  ] as const)(
    '%s beyond the %s say so and stay there',
    async (direction, reason, notice, place) => {
      const { mover, timeline } = moverIn(small);
      for (const count of [1000, 1]) {
        const stop = await mover.step({ granularity: 'instruction', direction, count });
        expect(stop).toEqual({ reason, notice });
        expect(timeline.position).toEqual(place);
      }
      expect(await mover.resume(direction)).toEqual({ reason, notice });
    },
  );
});

describe('after a movement has failed', () => {
  it('the next one is taken', async () => {
    const { mover, timeline } = moverIn(small);
    await expect(mover.seek(at(99))).rejects.toThrow(RangeError);
    expect(await mover.seek(at(1))).toEqual({ reason: 'goto' });
    expect(timeline.position).toEqual(at(1));
  });
});
