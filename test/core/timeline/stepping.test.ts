/**
 * The mirror law: forward goes to the first boundary behind a position, backward to the last one before it.
 * So a step backward undoes a step forward from every boundary; from between two boundaries, forward and
 * backward leads to the boundary at which the step began.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  comparePositions,
  stepFrom,
  stepsFrom,
  type Position,
  type SteppingGround,
} from '../../../src/core';

const iterations = 5;
const length = 7;

const ground: SteppingGround = {
  boundaries: {
    instruction: [0, 1, 2, 3, 4, 5, 6, 7],
    layer: [0, 1, 3, 4, 6, 7],
    phase: [0, 1, 4, 6, 7],
  },
  iterations,
  iterationsPerEpoch: 2,
};

const positions: readonly Position[] = Array.from({ length: iterations }, (_, iteration) =>
  Array.from({ length: length + 1 }, (__, instruction) => ({ iteration, instruction })),
).flat();
const bounded = ['instruction', 'layer', 'phase'] as const;
const shifting = [
  ['iteration', 1],
  ['epoch', 2],
] as const;
const anyPosition = fc.constantFrom(...positions);

function isBefore(a: Position, b: Position): boolean {
  return comparePositions(a, b) < 0;
}

describe.each(bounded)('steps by one %s', (granularity) => {
  const boundaries = positions.filter(({ instruction }) =>
    ground.boundaries[granularity].includes(instruction),
  );
  const forward = (from: Position) => stepFrom(from, { granularity, direction: 'forward' }, ground);
  const backward = (from: Position) =>
    stepFrom(from, { granularity, direction: 'backward' }, ground);

  it.each(positions)('go from $iteration:$instruction to the nearest boundaries', (from) => {
    expect(forward(from)).toEqual(boundaries.find((boundary) => isBefore(from, boundary)));
    expect(backward(from)).toEqual(boundaries.findLast((boundary) => isBefore(boundary, from)));
  });

  it('backward undo those forward from a boundary, and the other way round', () => {
    for (const boundary of boundaries) {
      const [ahead, behind] = [forward(boundary), backward(boundary)];
      if (ahead !== undefined) expect(backward(ahead)).toEqual(boundary);
      if (behind !== undefined) expect(forward(behind)).toEqual(boundary);
    }
  });

  it('forward and backward lead to the boundary at or before the start, from anywhere', () => {
    for (const from of positions) {
      const ahead = forward(from);
      if (ahead === undefined) continue;
      const start = boundaries.findLast((boundary) => !isBefore(from, boundary));
      expect(backward(ahead)).toEqual(start);
    }
  });

  it('backward and forward lead to the boundary at or behind the start, from anywhere', () => {
    for (const from of positions) {
      const behind = backward(from);
      if (behind === undefined) continue;
      expect(forward(behind)).toEqual(boundaries.find((boundary) => !isBefore(boundary, from)));
    }
  });
});

describe.each(shifting)('steps by one %s', (granularity, distance) => {
  it('keep the instruction and move %i iterations, where the run has them', () => {
    for (const from of positions) {
      for (const [direction, sign] of [
        ['forward', 1],
        ['backward', -1],
      ] as const) {
        const iteration = from.iteration + sign * distance;
        const isInside = 0 <= iteration && iteration < iterations;
        expect(stepFrom(from, { granularity, direction }, ground)).toEqual(
          isInside ? { ...from, iteration } : undefined,
        );
      }
    }
  });
});

describe('several steps', () => {
  const step = fc.record({
    granularity: fc.constantFrom(...bounded, 'iteration' as const, 'epoch' as const),
    direction: fc.constantFrom('forward' as const, 'backward' as const),
  });

  it('are as many single ones', () => {
    fc.assert(
      fc.property(anyPosition, step, fc.nat(12), (from, single, count) => {
        let position = from;
        let complete = true;
        for (let taken = 0; taken < count; taken++) {
          const next = stepFrom(position, single, ground);
          complete &&= next !== undefined;
          position = next ?? position;
        }
        expect(stepsFrom(from, { ...single, count }, ground)).toEqual({ position, complete });
      }),
    );
  });

  it('are undone by as many in the other direction, from a boundary, when all were possible', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...bounded),
        anyPosition,
        fc.nat(12),
        (granularity, near, count) => {
          const step = { granularity, direction: 'forward' as const, count };
          const from = stepFrom(near, { ...step, direction: 'backward' }, ground);
          fc.pre(from !== undefined);
          const there = stepsFrom(from, step, ground);
          fc.pre(there.complete);
          const back = stepsFrom(there.position, { ...step, direction: 'backward' }, ground);
          expect(back).toEqual({ position: from, complete: true });
        },
      ),
    );
  });
});
