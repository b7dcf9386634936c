import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTimeAxis, iterationAt, placeOf, ticksOf } from '../../../webview/timeline/timeAxis';

const runs = fc.record({
  width: fc.integer({ min: 60, max: 3000 }),
  iterations: fc.integer({ min: 1, max: 1_000_000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the time axis', () => {
  it('shows the known part on at least a quarter of the width once it is long enough', () => {
    fc.assert(
      fc.property(runs, ({ width, iterations, share }) => {
        const known = Math.floor(iterations * share);
        const axis = createTimeAxis(width, { iterations, known });
        expect(placeOf(axis, known)).toBeLessThanOrEqual(width - 8);
        if (known >= 32) expect(placeOf(axis, known)).toBeGreaterThanOrEqual(width / 4);
        expect(axis.span).toBeLessThanOrEqual(iterations);
      }),
    );
  });

  it('leads from an iteration to its pixel and back', () => {
    const axis = createTimeAxis(1000, { iterations: 400, known: 300 });
    for (const iteration of [0, 1, 128, 299]) {
      expect(iterationAt(axis, placeOf(axis, iteration), 300)).toBe(iteration);
    }
  });

  it('leads no further than the last known iteration', () => {
    const axis = createTimeAxis(1000, { iterations: 2000, known: 100 });
    expect(iterationAt(axis, 999, 100)).toBe(100);
    expect(iterationAt(axis, -5, 100)).toBe(0);
    expect(iterationAt({ ...axis, width: 0 }, 5, 100)).toBe(0);
  });

  it('marks round iterations, at least 64 pixels apart', () => {
    fc.assert(
      fc.property(runs, ({ width, iterations }) => {
        const axis = createTimeAxis(width, { iterations, known: iterations });
        const [first = 0, second = 2 * first] = ticksOf(axis);
        if (first > 0) {
          const distance = placeOf(axis, second) - placeOf(axis, first);
          expect(distance).toBeGreaterThanOrEqual(63.99);
        }
        expect(ticksOf(axis).length).toBeLessThanOrEqual(width / 64);
      }),
    );
  });
});
