/** A journey that looks at some instructions on its way stands, at each, where a journey straight there would. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { comparePositions, type Position } from '../../../src/core';
import { liveBits, testRun, type TestNetwork } from '../../support/runs';

const network: TestNetwork = {
  layers: [{ units: 3 }, { units: 1, activation: 'sigmoid' }],
  training: { batchSize: 30, epochs: 2 },
};
const { timeline: plan } = testRun(network);
const length = plan.end.instruction;
const places = Array.from({ length: plan.iterations }, (_, iteration) =>
  Array.from({ length: length + 1 }, (__, instruction) => ({ iteration, instruction })),
).flat();

const instructions = fc
  .uniqueArray(fc.nat(length), { minLength: 1, maxLength: 4 })
  .map((some) => some.toSorted((a, b) => a - b));
const pairs = fc
  .tuple(fc.constantFrom(...places), fc.constantFrom(...places))
  .map((two) => two.toSorted(comparePositions) as [Position, Position]);

describe('a journey with visits', () => {
  it('makes every visit behind its start once, in order, whatever interrupts it', () => {
    fc.assert(
      fc.property(pairs, instructions, fc.nat(3), ([from, target], wanted, patience) => {
        const { timeline } = testRun(network);
        timeline.seek(from);
        const seen: Position[] = [];
        const journey = timeline.journeyTo(target, {
          instructions: wanted,
          mayPass: () => 0 < seen.push(timeline.position),
        });
        let asked = 0;
        while (!journey.advance(() => asked++ % (patience + 1) !== 0));
        expect(timeline.position).toEqual(target);
        expect(seen).toEqual(
          places.filter(
            (place) =>
              wanted.includes(place.instruction) &&
              comparePositions(from, place) < 0 &&
              comparePositions(place, target) <= 0,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('ended at a visit leaves the numbers of that place, and steps back from it are right', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places.slice(1)), fc.constantFrom(...places), (end, next) => {
        const visiting = testRun(network);
        const journey = visiting.timeline.journeyTo(visiting.timeline.end, {
          instructions: [end.instruction],
          mayPass: () => visiting.timeline.position.iteration < end.iteration,
        });
        expect(journey.advance(() => true)).toBe(false);
        expect(visiting.timeline.position).toEqual(end);
        const straight = testRun(network);
        straight.timeline.seek(end);
        expect(liveBits(visiting)).toEqual(liveBits(straight));
        visiting.timeline.seek(next);
        straight.timeline.seek(next);
        expect(liveBits(visiting)).toEqual(liveBits(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('does not go back', () => {
    const { timeline } = testRun(network);
    timeline.seek({ iteration: 2, instruction: 0 });
    const visits = { instructions: [1], mayPass: () => true };
    expect(() => timeline.journeyTo({ iteration: 1, instruction: 0 }, visits)).toThrow(RangeError);
  });
});
