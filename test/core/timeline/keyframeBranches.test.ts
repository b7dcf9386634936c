/** The keyframes of branches: one slab for all of them, one copy of what they have in common. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KeyframeStore } from '../../../src/core/timeline/keyframes';

const byteLength = 8;

function storeOf(capacity: number): KeyframeStore {
  return new KeyframeStore({ byteLength, budgetBytes: capacity * byteLength, iterations: 401 });
}

/** The bytes say which branch computed the iteration. */
function keep(store: KeyframeStore, iteration: number, branch: number): void {
  const bytes = new Uint8Array(Float64Array.of(iteration + branch / 16).buffer);
  const state = { bytes, fingerprint: Uint32Array.of(branch, iteration) };
  store.store(iteration, state, iteration);
}

function spelled(store: KeyframeStore, iteration: number): number | undefined {
  const found = store.nearest(iteration)?.bytes.slice();
  return found && new Float64Array(found.buffer)[0];
}

describe('the keyframes of a branch', () => {
  it('are those of its origin up to where it begins, and its own behind', () => {
    const first = storeOf(100);
    for (const iteration of [0, 10, 20, 30]) keep(first, iteration, 0);
    const second = first.branch(20);
    expect(second.iterations).toEqual([0, 10, 20]);
    expect(second.nearest(99)?.iteration).toBe(20);
    keep(second, 30, 1);
    expect(spelled(second, 30)).toBe(30 + 1 / 16);
    expect(spelled(first, 30)).toBe(30);
    expect(second.iterations).toEqual([0, 10, 20, 30]);
  });

  it('within the common past are kept once, for both', () => {
    const first = storeOf(100);
    keep(first, 0, 0);
    const second = first.branch(20);
    const third = second.branch(5);
    keep(third, 4, 0);
    expect([first, second, third].map((store) => store.iterations)).toEqual([
      [0, 4],
      [0, 4],
      [0, 4],
    ]);
    expect([first, second, third].map(({ count }) => count)).toEqual([2, 0, 0]);
  });

  it('never take more room than one run has, and never those of another branch for their own', () => {
    const choices = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 400 })), {
      minLength: 50,
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), choices, (capacity, stored) => {
        const first = storeOf(capacity);
        keep(first, 0, 0);
        const second = first.branch(50);
        const third = second.branch(120);
        const stores = [first, second, third, first.branch(200)];
        const forks = [0, 50, 120, 200];
        const origins = [0, 0, 1, 0];
        const branchAt = (branch: number, iteration: number): number => {
          let found = branch;
          while (found !== 0 && iteration <= forks[found]!) found = origins[found]!;
          return found;
        };
        for (const [branch, iteration] of stored) {
          keep(stores[branch]!, iteration, branchAt(branch, iteration));
          const total = stores.reduce((count, store) => count + store.count, 0);
          expect(total).toBeLessThanOrEqual(capacity);
          stores.forEach((store, index) => {
            expect(store.iterations[0]).toBe(0);
            for (const kept of store.iterations) {
              expect(spelled(store, kept)).toBe(kept + branchAt(index, kept) / 16);
            }
          });
        }
      }),
      { numRuns: 50 },
    );
  });
});
