import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ReplayMismatchError, type Timeline } from '../../../src/core';
import type { RememberedPast } from '../../../src/core/timeline/rememberedPast';
import { anyNetwork } from '../../support/networks';
import { liveBits, testRun, type TestNetwork } from '../../support/runs';

const network: TestNetwork = { layers: [{ units: 5 }, { units: 1, activation: 'sigmoid' }] };

/** What another process would be told of this run. */
function pastOf(timeline: Timeline): RememberedPast {
  const { scalars, keyframeIterations } = timeline;
  const { count } = scalars;
  const half = Math.floor(count / 2);
  return {
    rows: [scalars.rows(0, half), scalars.rows(half, count)],
    keyframes: keyframeIterations.map((iteration) => timeline.keyframeBefore(iteration)!),
  };
}

describe('a timeline that remembers', () => {
  it('has the same bits at every position as the one that ran', () => {
    fc.assert(
      fc.property(
        anyNetwork,
        fc.nat(30),
        fc.array(
          fc.record({ iteration: fc.nat(40), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (anyOne, computed, places) => {
          const [first, second] = [testRun(anyOne), testRun(anyOne)];
          first.timeline.seek({ iteration: computed, instruction: first.timeline.end.instruction });
          second.timeline.remember(pastOf(first.timeline));
          expect(second.timeline.position).toEqual(second.timeline.start);
          expect(second.timeline.computedIterations).toBe(computed + 1);
          for (const { iteration, part } of places) {
            const instruction = Math.round(part * first.timeline.end.instruction);
            first.timeline.seek({ iteration, instruction });
            second.timeline.seek({ iteration, instruction });
            expect(liveBits(second)).toEqual(liveBits(first));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('knows as much of a branch as the timeline that ran it', () => {
    const [first, second] = [testRun(network), testRun(network)];
    const origin = { iteration: 7, instruction: 5 };
    const edit = { kind: 'element', tensor: 'W1', row: 1, column: 0, value: 0.25 } as const;
    const [ran, remembering] = [first, second].map(({ timeline }) => {
      timeline.seek({ iteration: 12, instruction: 0 });
      timeline.seek(origin);
      return timeline.branch({ ...edit, position: origin });
    }) as [Timeline, Timeline];
    ran.seek({ iteration: 40, instruction: 0 });
    remembering.remember({
      rows: [ran.scalars.rows(7, ran.scalars.count)],
      keyframes: ran.keyframeIterations
        .filter((iteration) => 7 < iteration)
        .map((iteration) => ran.keyframeBefore(iteration)!),
    });
    expect(remembering.furthest).toEqual({ iteration: 40, instruction: 0 });
    expect(remembering.position).toEqual(origin);
    for (const place of [
      origin,
      { iteration: 40, instruction: 3 },
      { iteration: 8, instruction: 1 },
    ]) {
      ran.seek(place);
      remembering.seek(place);
      expect(liveBits({ ...second, timeline: remembering })).toEqual(
        liveBits({ ...first, timeline: ran }),
      );
    }
  });

  it('runs nothing again that a keyframe already says', () => {
    const [first, second] = [testRun(network), testRun(network)];
    first.timeline.seek({ iteration: 50, instruction: 0 });
    second.timeline.remember(pastOf(first.timeline));
    expect(second.timeline.keyframeIterations).toEqual(first.timeline.keyframeIterations);
  });

  it('refuses numbers that are not those of their fingerprint, or of another start', () => {
    const first = testRun(network);
    first.timeline.seek({ iteration: 20, instruction: 0 });
    const { rows, keyframes } = pastOf(first.timeline);
    const forged = keyframes.map(({ bytes, ...rest }) => {
      const other = bytes.slice();
      other[3]! ^= 1;
      return { ...rest, bytes: other };
    });
    const second = testRun(network);
    const before = liveBits(second);
    expect(() => second.timeline.remember({ rows, keyframes: forged })).toThrow(
      ReplayMismatchError,
    );
    expect(liveBits(second)).toEqual(before);
    const other = testRun({ ...network, training: { seed: 8 } });
    expect(() => other.timeline.remember({ rows, keyframes })).toThrow(ReplayMismatchError);
  });

  it('finds a false cost when it runs that iteration again', () => {
    const [first, second] = [testRun(network), testRun(network)];
    first.timeline.seek({ iteration: 20, instruction: 0 });
    const { rows, keyframes } = pastOf(first.timeline);
    rows[0]![0]! += 1e-12;
    second.timeline.remember({ rows, keyframes: keyframes.slice(0, 1) });
    expect(() => second.timeline.seek({ iteration: 5, instruction: 0 })).toThrow(
      'The replay of iteration 0 gave other numbers than before',
    );
  });
});
