/** The matrix products of the other builds, in the place of the strict one. */
import { readFileSync } from 'node:fs';
import v8 from 'node:v8';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LinkableKernels } from '../../src/trainer/linkKernels';
import { link } from '../../src/trainer/linkKernels';
import { KernelMemory, type Precision } from '../support/kernelMemory';

// Node 20 knows relaxed SIMD only by this flag.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

const products = (build: string) =>
  new WebAssembly.Module(readFileSync(`dist/kernels-${build}.wasm`));
const relaxed = products('relaxed');
const turbo = products('turbo');

const side = fc.integer({ min: 0, max: 70 });
const problem = fc.record({
  rows: side,
  columns: side,
  inner: fc.oneof(side, fc.integer({ min: 250, max: 530 })),
  transposeLeft: fc.constantFrom(0, 1),
  transposeRight: fc.constantFrom(0, 1),
  scale: fc.constantFrom(1, 0.3),
});
type Problem = typeof problem extends fc.Arbitrary<infer P> ? P : never;

describe.each(['float64', 'float32'] as const)('with %s', (precision) => {
  const strictMemory = new KernelMemory(precision);
  const turboMemory = linked(precision, turbo);
  const relaxedMemory = linked(precision, relaxed);

  it('turbo has the strict bits', () => {
    const holds = (given: Problem) => {
      expect(product(turboMemory, given)).toEqual(product(strictMemory, given));
    };
    holds({ rows: 130, columns: 67, inner: 300, transposeLeft: 1, transposeRight: 0, scale: 1 });
    holds({ rows: 512, columns: 33, inner: 65, transposeLeft: 1, transposeRight: 0, scale: 1 });
    holds({ rows: 9, columns: 1100, inner: 5, transposeLeft: 0, transposeRight: 1, scale: 0.3 });
    fc.assert(fc.property(problem, holds), { numRuns: 200 });
  });

  it('relaxed rounds a product and its sum once', () => {
    // (1 + e) (1 - e) is 1 - e², which rounds to 1 before the sum, but not in it.
    const e = precision === 'float64' ? 2 ** -30 : 2 ** -14;
    const exact = (memory: KernelMemory) => {
      memory.clear();
      const result = memory.place([0]);
      const [left, right] = [memory.place([-1, 1 + e]), memory.place([1, 1 - e])];
      memory.run('multiply', result, left, right, 1, 1, 2, 0, 0, 1);
      return memory.view(result, 1)[0];
    };
    expect(exact(strictMemory)).toBe(0);
    expect(exact(relaxedMemory)).toBe(-e * e);
  });

  it('relaxed is as near to the truth as strict', () => {
    const unit = precision === 'float64' ? Number.EPSILON : 2 ** -23;
    const holds = (given: Problem) => {
      const actual = product(relaxedMemory, given);
      const expected = product(strictMemory, given);
      // A sum of n terms below 1, each of which may be off by half a unit, and so may each partial sum.
      const limit = (given.inner + 1) ** 2 * unit;
      actual.forEach((x, i) => expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(limit));
    };
    fc.assert(fc.property(problem, holds), { numRuns: 100 });
  });
});

it('all modules together have at most 150 KB', () => {
  const files = ['kernels', 'kernels-relaxed', 'kernels-turbo'];
  const sizes = files.map((name) => readFileSync(`dist/${name}.wasm`).byteLength);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(150_000);
});

it.each(['relaxed', 'turbo'])(
  'the %s module has no data, which would lie on the tables',
  (build) => {
    const bytes = readFileSync(`dist/kernels-${build}.wasm`);
    expect(sectionsOf(bytes)).not.toContain(dataSection);
  },
);

it.each([relaxed, turbo])(
  'the functions of the kernels are right beside another module',
  (module) => {
    const memory = new KernelMemory('float64');
    link(memory.exports as LinkableKernels, module);
    for (const name of ['exp', 'log', 'sin', 'cos', 'tanh'] as const) {
      expect(memory.exports[name](0.5)).toBeCloseTo(Math[name](0.5), 14);
    }
  },
);

const dataSection = 11;

/** The ids of a module's sections, each of which has its length behind it, in groups of seven bits. */
function sectionsOf(bytes: Buffer): readonly number[] {
  const ids: number[] = [];
  for (let place = 8; place < bytes.length;) {
    ids.push(bytes[place++]!);
    let length = 0;
    for (let shift = 0, group = 0x80; group & 0x80; shift += 7) {
      group = bytes[place++]!;
      length |= (group & 0x7f) << shift;
    }
    place += length;
  }
  return ids;
}

function linked(precision: Precision, module: WebAssembly.Module): KernelMemory {
  const memory = new KernelMemory(precision);
  link(memory.exports as LinkableKernels, module);
  return memory;
}

function product(memory: KernelMemory, given: Problem): number[] {
  const { rows, columns, inner, transposeLeft, transposeRight, scale } = given;
  memory.clear();
  const result = memory.place(new Float64Array(rows * columns).fill(NaN));
  const left = memory.place(numbers(rows * inner, 1));
  const right = memory.place(numbers(inner * columns, 2));
  const sizes = [rows, columns, inner] as const;
  memory.run('multiply', result, left, right, ...sizes, transposeLeft, transposeRight, scale);
  return [...memory.view(result, rows * columns)];
}

/** Numbers between -1 and 1. */
function numbers(count: number, seed: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => (Math.imul(i + seed, 2654435761) >> 8) / 2 ** 23,
  );
}
