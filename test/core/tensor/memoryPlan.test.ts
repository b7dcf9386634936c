import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { align, planMemory, tensorBytes } from '../../../src/core/tensor/memoryPlan';
import type { TensorSpec } from '../../../src/core/tensor/tensorSpec';

const tensors: fc.Arbitrary<readonly TensorSpec[]> = fc
  .array(
    fc.record({
      shape: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
      element: fc.constantFrom('float64' as const, 'float32' as const),
      persistent: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map((tensor, index) => ({ ...tensor, name: `T${index}`, role: 'activation' as const })),
  );

describe('a memory plan', () => {
  it('gives every tensor an aligned place of its own, from the start to the end', () => {
    fc.assert(
      fc.property(tensors, fc.nat(10_000), (list, start) => {
        const { addresses, end } = planMemory(list, start);
        const places = list
          .map((tensor) => ({ from: addresses.get(tensor.name)!, bytes: tensorBytes(tensor) }))
          .sort((a, b) => a.from - b.from);
        expect(addresses.size).toBe(list.length);
        for (const [index, { from, bytes }] of places.entries()) {
          expect(from % 64).toBe(0);
          expect(from).toBeGreaterThanOrEqual(start);
          expect(from + bytes).toBeLessThanOrEqual(places[index + 1]?.from ?? end);
        }
      }),
    );
  });

  it('puts the persistent tensors, and no others, into one region', () => {
    fc.assert(
      fc.property(tensors, fc.nat(10_000), (list, start) => {
        const { addresses, persistent } = planMemory(list, start);
        const regionEnd = persistent.address + persistent.byteLength;
        for (const tensor of list) {
          const from = addresses.get(tensor.name)!;
          const isInside = persistent.address <= from && from + tensorBytes(tensor) <= regionEnd;
          expect(isInside).toBe(tensor.persistent);
        }
      }),
    );
  });

  it('wastes less than a cache line for each tensor', () => {
    fc.assert(
      fc.property(tensors, (list) => {
        const used = list.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
        expect(planMemory(list, 0).end).toBeLessThanOrEqual(used + 63 * list.length);
      }),
    );
  });
});

it.each([
  [0, 0],
  [1, 64],
  [64, 64],
  [65, 128],
  [2 ** 32 + 1, 2 ** 32 + 64],
])('address %i is aligned to %i', (address, aligned) => {
  expect(align(address)).toBe(aligned);
});
