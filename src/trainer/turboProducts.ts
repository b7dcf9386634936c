/**
 * The turbo build's matrix product, compiled with V8's revectorizer.
 *
 * The revectorizer is an experiment of V8's. So it is on only while these functions are compiled, all of them
 * are run right then on numbers of every sign and size, and they are used only when each bit is the strict
 * product's and the time is shorter.
 */
import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';

import { record } from '../core';
import { instantiate, link, type CompiledProducts, type LinkableKernels } from './linkKernels';

export function compileTurboProducts(
  bytes: Uint8Array<ArrayBuffer>,
  strict: WebAssembly.Module,
): CompiledProducts {
  const [major] = process.versions.v8.split('.').map(Number);
  if (major === undefined || major < firstWithRevectorizer || process.arch !== 'x64') {
    return {
      reason: `The turbo kernels need V8 ${firstWithRevectorizer} on x64; this is V8 ${process.versions.v8} on ${process.arch}.`,
    };
  }
  // Without the baseline compiler, the first call of a function compiles it for good.
  v8.setFlagsFromString('--no-liftoff');
  try {
    const expected = products(instantiate(strict));
    v8.setFlagsFromString('--experimental-wasm-revectorize');
    const turbo = new WebAssembly.Module(bytes);
    const actual = products(link(instantiate(strict), turbo));
    if (!actual.bits.equals(expected.bits)) {
      return { reason: 'The turbo kernels failed their test: their bits are not the strict ones.' };
    }
    if (expected.milliseconds <= actual.milliseconds) {
      return { reason: 'On this processor the turbo kernels are not faster than the strict ones.' };
    }
    return { products: turbo };
  } finally {
    v8.setFlagsFromString('--no-experimental-wasm-revectorize');
    v8.setFlagsFromString('--liftoff');
  }
}

/** The first major version whose revectorizer does anything for these functions. */
const firstWithRevectorizer = 13;

/**
 * Rows, inner size and columns: every height of a tile, whole and cut ones, an even and an odd number of terms,
 * one block of terms and several, rows to copy and rows to use where they are.
 */
const shapes = [
  [1, 1, 1],
  [2, 3, 16],
  [3, 2, 5],
  [4, 17, 33],
  [7, 300, 21],
  [33, 40, 64],
  [130, 5, 16],
  [64, 128, 128],
] as const;
const transposes = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

interface Products {
  readonly bits: Buffer;
  /** The shortest time for the last shape in float32. */
  readonly milliseconds: number;
}

/** The products of all shapes in both precisions, one after another. */
function products(kernels: LinkableKernels): Products {
  const results: Uint8Array[] = [];
  let milliseconds = Infinity;
  for (const precision of ['float64', 'float32'] as const) {
    for (const shape of shapes) {
      for (const transpose of transposes) {
        const problem = layOut(kernels, { precision, shape, transpose });
        problem.multiply();
        results.push(problem.result());
      }
    }
  }
  const last = { precision: 'float32', shape: [64, 128, 128], transpose: [0, 0] } as const;
  const { multiply } = layOut(kernels, last);
  for (let round = 0; round < 20; round++) {
    const start = performance.now();
    multiply();
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return { bits: Buffer.concat(results), milliseconds };
}

interface Problem {
  readonly precision: 'float64' | 'float32';
  readonly shape: readonly [rows: number, inner: number, columns: number];
  readonly transpose: readonly [left: number, right: number];
}

/** Lays out one product; `multiply` computes it, `result` is a copy of its bits. */
function layOut(kernels: LinkableKernels, { precision, shape, transpose }: Problem) {
  const [rows, inner, columns] = shape;
  const isWide = precision === 'float64';
  const size = isWide ? 8 : 4;
  const first = Math.ceil(kernels.freeMemoryStart() / 64) * 64;
  const product = first + record.byteLength;
  const left = product + rows * columns * size;
  const right = left + rows * inner * size;
  const missing = right + inner * columns * size - kernels.memory.buffer.byteLength;
  if (0 < missing) kernels.memory.grow(Math.ceil(missing / 65536));

  const { buffer } = kernels.memory;
  const count = (rows + columns) * inner;
  const factors = isWide
    ? new Float64Array(buffer, left, count)
    : new Float32Array(buffer, left, count);
  for (let i = 0; i < count; i++) factors[i] = numberOf(i);
  const operands = [product, left, right, rows, columns, inner, ...transpose, 0.3];
  new Float64Array(buffer, first, record.slots).set([kernels.op_multiply.value, ...operands]);
  return {
    multiply: () => {
      if (isWide) kernels.execute_f64(first, 1);
      else kernels.execute_f32(first, 1);
    },
    result: () => new Uint8Array(buffer, product, rows * columns * size).slice(),
  };
}

/** Numbers of both signs and of many magnitudes, so that every rounding shows. */
function numberOf(index: number): number {
  const mixed = Math.imul(index + 1, 2654435761) >>> 0;
  return ((mixed / 2 ** 31 - 1) * 2 ** (mixed % 13)) / 64;
}
