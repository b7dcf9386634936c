import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KeyframeStore } from '../../../src/core/timeline/keyframes';

const byteLength = 8;

/** A store of `capacity` keyframes whose bytes spell their iteration. */
function storeOf(capacity: number, iterations = 501): KeyframeStore {
  return new KeyframeStore({ byteLength, budgetBytes: capacity * byteLength, iterations });
}

function bytesOf(iteration: number): Uint8Array {
  return new Uint8Array(Float64Array.of(iteration).buffer);
}

function keep(store: KeyframeStore, iteration: number, cursor = iteration): void {
  const state = { fingerprint: Uint32Array.of(iteration, 1), bytes: bytesOf(iteration) };
  store.store(iteration, state, cursor);
}

/** Of the keyframe that `keep` stores. */
function fingerprintOf(iteration: number): string {
  return `00000001${iteration.toString(16).padStart(8, '0')}`;
}

/** As a run does that nobody looks into. */
function run(store: KeyframeStore, end: number): void {
  for (let iteration = 0; iteration < end; iteration++) {
    if (store.wants(iteration, iteration)) keep(store, iteration);
  }
}

/** With the store's grid full at `end`; it is never narrower than eight iterations. */
function evenSpacing({ capacity, near }: KeyframeStore, end: number): number {
  return Math.max(8, Math.ceil(end / (capacity - near)));
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
    ['no more than a run needs', 1e6 * byteLength, 512],
  ])('is %s', (_, budgetBytes, capacity) => {
    expect(new KeyframeStore({ byteLength, budgetBytes, iterations: 1 }).capacity).toBe(capacity);
  });
});

describe('whatever is stored, in any order and with any cursor,', () => {
  const stores = fc.array(fc.record({ iteration: fc.nat(500), cursor: fc.nat(500) }));

  it('keeps iteration 0, at most the capacity, and the bytes of each as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), stores, (capacity, wanted) => {
        const store = storeOf(capacity);
        keep(store, 0);
        for (const { iteration, cursor } of wanted) keep(store, iteration, cursor);
        const distinct = new Set([0, ...wanted.map(({ iteration }) => iteration)]).size;
        expect(store.iterations[0]).toBe(0);
        if (distinct <= capacity) expect(store.count).toBe(distinct);
        expect(store.count).toBeLessThanOrEqual(capacity);
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
          keep(store, iteration, cursor);
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
        for (const { iteration: stored, cursor } of wanted) keep(store, stored, cursor);
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
  store.store(0, { fingerprint: Uint32Array.of(0, 0), bytes }, 0);
  bytes.fill(255);
  expect(store.at(0)?.bytes).toEqual(bytesOf(0));
});

it('never changes a keyframe that is stored again', () => {
  const store = storeOf(2);
  keep(store, 0);
  store.store(0, { fingerprint: Uint32Array.of(7, 7), bytes: bytesOf(7) }, 0);
  expect(store.at(0)).toMatchObject({ fingerprint: fingerprintOf(0), bytes: bytesOf(0) });
});

describe('in a long run', () => {
  const sizes: readonly (readonly [capacity: number, iterations: number])[] = [
    [8, 100],
    [8, 20_000],
    [97, 5000],
    [195, 5000],
    [512, 100_000],
    [512, 300],
  ];

  it.each(sizes)('a store of %i has its grid evenly over the %i iterations', (capacity, end) => {
    const store = storeOf(capacity, end);
    run(store, end);
    const even = evenSpacing(store, end);
    expect(Math.max(...gaps(store, end))).toBe(even);
  });

  it.each(sizes)('no gap of a store of %i is ever wider than at the end of %i', (capacity, end) => {
    const store = storeOf(capacity, end);
    const even = evenSpacing(store, end);
    for (let iteration = 0; iteration < end; iteration++) {
      if (!store.wants(iteration, iteration)) continue;
      keep(store, iteration);
      expect(Math.max(...gaps(store, iteration))).toBeLessThanOrEqual(even);
    }
  });

  it('most that are kept stay, however long the run is planned', () => {
    const store = storeOf(64, 1e9);
    const end = 4000;
    run(store, end);
    const even = evenSpacing(store, end);
    expect(Math.max(...gaps(store, end))).toBeLessThanOrEqual(2 * even);
  });

  it('the ones just behind a cursor far back are kept, and no hole opens elsewhere', () => {
    const [end, cursor] = [4000, 1000];
    const store = storeOf(64, end);
    run(store, end);
    const widest = Math.max(...gaps(store, end));
    for (let iteration = cursor - 200; iteration < cursor; iteration++) {
      keep(store, iteration, cursor);
    }
    for (let behind = 1; behind <= store.near; behind++) {
      expect(store.iterations).toContain(cursor - behind);
    }
    expect(Math.max(...gaps(store, end))).toBe(widest);
  });

  it.each([2, 3, 8, 64, 512])(
    'a store of %i says where the next one will be wanted',
    (capacity) => {
      const [asked, told] = [storeOf(capacity, 30_000), storeOf(capacity, 30_000)];
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

  it('one is wanted wherever the grid has lost one', () => {
    const store = storeOf(10, 100);
    expect(store.wants(0, 0)).toBe(true);
    keep(store, 0);
    expect(store.wants(0, 100)).toBe(false);
    const wanted = Array.from({ length: 100 }, (_, iteration) => iteration).filter((iteration) =>
      store.wants(iteration, 99),
    );
    expect(wanted).toEqual([12, 24, 36, 48, 60, 72, 84, 96]);
  });
});
