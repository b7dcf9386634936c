import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KeyframeStore, type KeyframeSurroundings } from '../../../src/core/timeline/keyframes';

const byteLength = 8;

/** A store of `capacity` keyframes whose bytes spell their iteration. */
function storeOf(capacity: number): KeyframeStore {
  return new KeyframeStore({ byteLength, budgetBytes: capacity * byteLength });
}

function bytesOf(iteration: number): Uint8Array {
  return new Uint8Array(Float64Array.of(iteration).buffer);
}

function keep(store: KeyframeStore, iteration: number, surroundings = at(iteration)): void {
  const state = { fingerprint: Uint32Array.of(iteration, 1), bytes: bytesOf(iteration) };
  store.store(iteration, state, surroundings);
}

/** Of the keyframe that `keep` stores. */
function fingerprintOf(iteration: number): string {
  return `00000001${iteration.toString(16).padStart(8, '0')}`;
}

/** A run that has been computed up to where the user stands. */
function at(cursor: number): KeyframeSurroundings {
  return { cursor, computedIterations: cursor };
}

/** Distances between neighboring keyframes, the last one to `end`. */
function gaps({ iterations }: KeyframeStore, end: number): readonly number[] {
  return iterations.map((iteration, index) => (iterations[index + 1] ?? end) - iteration);
}

describe('the capacity', () => {
  it.each([
    ['as many as fit', 100 * byteLength, 100],
    ['no part of one', 100 * byteLength + byteLength - 1, 100],
    ['two at least, where even one does not fit', 3, 2],
    ['no more than a run needs', 1e6 * byteLength, 1024],
  ])('is %s', (_, budgetBytes, capacity) => {
    expect(new KeyframeStore({ byteLength, budgetBytes }).capacity).toBe(capacity);
  });
});

describe('whatever is stored, in any order and with any cursor,', () => {
  const stores = fc.array(fc.record({ iteration: fc.nat(500), cursor: fc.nat(500) }));

  it('keeps iteration 0, at most the capacity, and the bytes of each as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), stores, (capacity, wanted) => {
        const store = storeOf(capacity);
        keep(store, 0);
        for (const { iteration, cursor } of wanted) keep(store, iteration, at(cursor));
        const distinct = new Set([0, ...wanted.map(({ iteration }) => iteration)]).size;
        expect(store.iterations[0]).toBe(0);
        expect(store.count).toBe(Math.min(capacity, distinct));
        for (const iteration of store.iterations) {
          const keyframe = store.at(iteration);
          expect(keyframe?.bytes).toEqual(bytesOf(iteration));
          expect(keyframe?.fingerprint).toBe(fingerprintOf(iteration));
        }
      }),
    );
  });

  it('keeps the one that was stored last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), stores, (capacity, wanted) => {
        const store = storeOf(capacity);
        keep(store, 0);
        for (const { iteration, cursor } of wanted) {
          keep(store, iteration, at(cursor));
          expect(store.iterations).toContain(iteration);
        }
      }),
    );
  });

  it('finds the last keyframe at or before an iteration', () => {
    fc.assert(
      fc.property(stores, fc.nat(600), (wanted, iteration) => {
        const store = storeOf(5);
        keep(store, 0);
        for (const { iteration: stored, cursor } of wanted) keep(store, stored, at(cursor));
        const expected = Math.max(...store.iterations.filter((kept) => kept <= iteration));
        expect(store.nearest(iteration)?.iteration).toBe(expected);
        expect(store.at(iteration)?.iteration).toBe(expected === iteration ? iteration : undefined);
      }),
    );
  });
});

it('copies the bytes it is given', () => {
  const store = storeOf(2);
  const bytes = bytesOf(0);
  store.store(0, { fingerprint: Uint32Array.of(0, 0), bytes }, at(0));
  bytes.fill(255);
  expect(store.at(0)?.bytes).toEqual(bytesOf(0));
});

it('never changes a keyframe that is stored again', () => {
  const store = storeOf(2);
  keep(store, 0);
  store.store(0, { fingerprint: Uint32Array.of(7, 7), bytes: bytesOf(7) }, at(0));
  expect(store.at(0)).toMatchObject({ fingerprint: fingerprintOf(0), bytes: bytesOf(0) });
});

describe('after a long run', () => {
  it.each([
    [8, 100],
    [8, 20_000],
    [64, 5_000],
    [256, 20_000],
    [1024, 100_000],
  ])('a store of %i is never worse than three times even over %i iterations', (capacity, end) => {
    const store = storeOf(capacity);
    for (let iteration = 0; iteration < end; iteration++) {
      if (store.wants(iteration, iteration)) keep(store, iteration);
    }
    expect(Math.max(...gaps(store, end))).toBeLessThanOrEqual(Math.ceil((3 * end) / capacity));
  });

  it('is dense around a cursor far back, and no hole opens elsewhere', () => {
    const store = storeOf(64);
    const [end, cursor] = [4000, 1000];
    for (let iteration = 0; iteration < end; iteration++) {
      if (store.wants(iteration, iteration)) keep(store, iteration);
    }
    for (let iteration = cursor - 200; iteration < cursor; iteration++) {
      keep(store, iteration, { cursor, computedIterations: end });
    }
    const near = (place: number) =>
      store.iterations.filter((iteration) => Math.abs(iteration - place) <= 100).length;
    expect(near(cursor)).toBeGreaterThanOrEqual(4 * Math.max(near(200), near(2000), near(3900)));
    expect(Math.max(...gaps(store, end))).toBeLessThanOrEqual((4 * end) / 64);
  });

  it.each([2, 3, 8, 64, 1024])(
    'a store of %i says where the next one will be wanted',
    (capacity) => {
      const [asked, told] = [storeOf(capacity), storeOf(capacity)];
      let next = 0;
      for (let iteration = 0; iteration < 20_000; iteration++) {
        if (asked.wants(iteration, iteration)) keep(asked, iteration);
        if (iteration < next) continue;
        if (told.wants(iteration, iteration)) keep(told, iteration);
        next = told.nextEvent(iteration, iteration);
      }
      expect(told.iterations).toEqual(asked.iterations);
    },
  );

  it('wants a keyframe only where none is near', () => {
    const store = storeOf(10);
    keep(store, 0);
    expect(store.wants(19, 100)).toBe(false);
    expect(store.wants(20, 100)).toBe(true);
    expect(storeOf(10).wants(0, 0)).toBe(true);
  });
});
