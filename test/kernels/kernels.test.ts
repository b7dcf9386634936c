import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterStream } from '../../src/core/random/counterStream';
import type { KernelName } from '../../src/core/kernels/kernelCall';
import { KernelMemory, numbersIn, type Numbers } from '../support/kernelMemory';
import { referenceKernels } from '../support/referenceKernels';
import type { Filling, KernelCase, Operand, ProblemSize, Region } from './cases/kernelCase';
import { kernelCases } from './kernelCases';

const someSizes: readonly ProblemSize[] = [
  { rows: 1, columns: 1, inner: 1 },
  { rows: 5, columns: 0, inner: 3 },
  { rows: 0, columns: 5, inner: 3 },
  { rows: 4, columns: 8, inner: 0 },
  { rows: 13, columns: 17, inner: 19 },
  { rows: 16, columns: 32, inner: 2 },
  // Pictures of even sides, in whole vectors.
  { rows: 5, columns: 8, inner: 6 },
  // Larger than what the matrix product takes at a time, in every direction.
  { rows: 107, columns: 41, inner: 259 },
  { rows: 3, columns: 523, inner: 521 },
  { rows: 26, columns: 67, inner: 513 },
  // A left factor whose transposed rows compete for the cache, and so are packed.
  { rows: 512, columns: 33, inner: 65 },
];

const smallSize = fc.record({
  rows: fc.integer({ min: 0, max: 40 }),
  columns: fc.integer({ min: 0, max: 40 }),
  inner: fc.integer({ min: 0, max: 40 }),
});

describe.each(['float64', 'float32'] as const)('with %s', (precision) => {
  const memory = new KernelMemory(precision);
  const unit = precision === 'float64' ? Number.EPSILON : 2 ** -23;

  it.each(kernelCases)('$name equals its twin and writes nothing else', (kernelCase) => {
    const holds = (size: ProblemSize) => {
      const regions = kernelCase.operands(size);
      const operands = layOut(memory, regions);
      const twinBuffer = memory.buffer.slice(0);

      memory.execute(kernelCase.kernel, operands);
      runTwin(twinBuffer, kernelCase.kernel, operands);

      for (const [address, region] of written(regions, operands)) {
        const actual = numbersOf(memory.buffer, address, region);
        const expected = numbersOf(twinBuffer, address, region);
        expect(distance(actual, expected)).toBeLessThanOrEqual(kernelCase.tolerance * unit);
        actual.fill(0);
        expected.fill(0);
      }
      const rest = Buffer.from(memory.buffer, memory.start);
      expect(rest.equals(Buffer.from(twinBuffer, memory.start))).toBe(true);
    };
    someSizes.forEach(holds);
    fc.assert(fc.property(smallSize, holds), { numRuns: 20 });
  });

  it.each(kernelCases)('$name gives the same bits at the very end of memory', (kernelCase) => {
    // Reading beyond an operand that ends there would trap.
    const holds = (size: ProblemSize) => {
      const regions = kernelCase.operands(size);
      const expected = results(kernelCase, regions, layOut(memory, regions));
      regions.forEach((region, index) => {
        if (typeof region === 'number') return;
        const operands = layOut(memory, regions);
        // So that no other operand lies there.
        memory.reserve(region.count * Float64Array.BYTES_PER_ELEMENT);
        const numbers = numbersOf(memory.buffer, operands[index]!, region);
        operands[index] = memory.buffer.byteLength - numbers.byteLength;
        numbersOf(memory.buffer, operands[index], region).set(numbers);
        expect(results(kernelCase, regions, operands)).toEqual(expected);
      });
    };
    fc.assert(fc.property(smallSize, holds), { numRuns: 10 });
  });

  function results(
    { kernel }: KernelCase,
    regions: readonly Operand[],
    operands: readonly number[],
  ): readonly Numbers[] {
    memory.execute(kernel, operands);
    return written(regions, operands).map(([address, region]) =>
      numbersOf(memory.buffer, address, region).slice(),
    );
  }

  function runTwin(buffer: ArrayBuffer, kernel: KernelName, operands: readonly number[]): void {
    Reflect.apply(referenceKernels(buffer, precision)[kernel], undefined, operands);
  }

  function numbersOf(buffer: ArrayBuffer, address: number, region: Region): Numbers {
    return numbersIn(buffer, region.isWide ? 'float64' : precision, address, region.count);
  }
});

/** The regions that a call writes, with their addresses. */
function written(
  regions: readonly Operand[],
  operands: readonly number[],
): readonly (readonly [address: number, region: Region])[] {
  return regions.flatMap((region, index) =>
    typeof region !== 'number' && region.isWritten ? [[operands[index]!, region] as const] : [],
  );
}

/** Puts fresh regions into memory; the result is what the kernel is called with. */
function layOut(memory: KernelMemory, regions: readonly Operand[]): number[] {
  memory.clear();
  return regions.map((region, index) =>
    typeof region === 'number' ? region : place(memory, region, index),
  );
}

function place(memory: KernelMemory, region: Region, turn: number): number {
  const numbers = fill(region, turn);
  return region.isWide ? memory.place(numbers, 'float64') : memory.place(numbers);
}

function fill({ count, filledWith }: Region, turn: number): Float64Array {
  const stream = counterStream({ seed: 1, stream: 'data', turn });
  const numbers: Record<Filling, (u: number) => number> = {
    // With zeros of both signs among them, where derivatives jump.
    signed: (u) => (u < 0.1 ? Math.round(20 * u - 1) * 0 : 2 * u - 1),
    positive: (u) => u,
    probability: (u) => 0.001 + 0.998 * u,
    bit: (u) => Math.floor(2 * u),
    whole: (u) => Math.floor(1000 * u),
    garbage: () => NaN,
  };
  return Float64Array.from({ length: count }, (_, i) => numbers[filledWith](stream.uniform(i)));
}

/** The largest difference between two arrays, relative where numbers are above 1; 0 when they are the same. */
function distance(actual: Numbers, expected: Numbers): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i], expected[i])) continue;
    const difference = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    largest = difference <= largest ? largest : difference;
  }
  return largest;
}
