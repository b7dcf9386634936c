/** Convolutions without their windows in memory have the bits of those with them, in every build. */
import { readFileSync } from 'node:fs';
import v8 from 'node:v8';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { counterStream } from '../../src/core/random/counterStream';
import { link, type LinkableKernels } from '../../src/trainer/linkKernels';
import { KernelMemory } from '../support/kernelMemory';
import { referenceKernels } from '../support/referenceKernels';

// Node 20 knows relaxed SIMD only by this flag.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

const small = (max: number) => fc.integer({ min: 1, max });
const anyShape = fc
  .record({
    filters: small(20),
    channels: small(4),
    batch: fc.oneof(small(20), fc.constantFrom(64, 530)),
    kernel: fc.tuple(small(5), small(5)),
    beyond: fc.tuple(fc.nat(5), fc.nat(7)),
    stride: fc.tuple(small(3), small(3)),
  })
  .map((given) => shapeOf(given))
  .filter(({ run, sizes }) => 8 <= run && run * sizes[0] < 10_000);

interface Shape {
  readonly sizes: readonly [
    ...[filters: number, channels: number, height: number, width: number, batch: number],
    ...[kernelHeight: number, kernelWidth: number, strideY: number, strideX: number],
  ];
  readonly images: number;
  readonly length: number;
  readonly places: number;
  readonly run: number;
}

// More channels than windows are packed at a time, and the convolution of a network.
const manyChannels = shapeOf({
  ...{ filters: 7, channels: 70, batch: 8, kernel: [3, 3] },
  ...{ beyond: [1, 1], stride: [1, 1] },
});
const usual = shapeOf({
  ...{ filters: 16, channels: 8, batch: 64, kernel: [5, 5] },
  ...{ beyond: [7, 7], stride: [1, 1] },
});

describe.each(['float64', 'float32'] as const)('with %s', (precision) => {
  it('each kernel equals its twin and writes nothing else', () => {
    const memory = new KernelMemory(precision);
    const holds = (shape: Shape) => {
      const problem = layOut(memory, shape);
      const twinBuffer = memory.buffer.slice(0);
      const twins = referenceKernels(twinBuffer, precision);
      const { scratch, X, W, b, Z, dZ, dW, dX } = problem;
      memory.run('convolve', Z, X, W, b, scratch, ...shape.sizes);
      memory.run('convolveFilterGradient', dW, dZ, X, scratch, ...shape.sizes, 0.3);
      memory.run('convolveImageGradient', dX, dZ, W, scratch, ...shape.sizes);
      twins.convolve(Z, X, W, b, scratch, ...shape.sizes);
      twins.convolveFilterGradient(dW, dZ, X, scratch, ...shape.sizes, 0.3);
      twins.convolveImageGradient(dX, dZ, W, scratch, ...shape.sizes);

      const size = precision === 'float64' ? 8 : 4;
      const end = scratch + scratchCount(shape) * size;
      const [actual, expected] = [memory.buffer, twinBuffer].map((buffer) =>
        Buffer.concat([
          Buffer.from(buffer, memory.start, scratch - memory.start),
          Buffer.from(buffer, end),
        ]),
      );
      expect(actual!.equals(expected!)).toBe(true);
    };
    holds(manyChannels);
    const small = anyShape.filter(({ sizes, length, places }) => sizes[0] * length * places < 2e5);
    fc.assert(fc.property(small, holds), { numRuns: 40 });
  });

  it.each(['strict', 'relaxed'] as const)('the bits are those with windows: %s', (build) => {
    const memory = new KernelMemory(precision);
    if (build === 'relaxed') linkRelaxed(memory);
    const holds = (shape: Shape) => {
      const { C, scratch, X, W, b, Z, dZ, dW, dX } = layOut(memory, shape);
      const [filters, ...window] = shape.sizes;
      const { places, length, images } = shape;
      const results = () =>
        Buffer.concat([
          bytesOf(memory.view(Z, filters * places)),
          bytesOf(memory.view(dW, filters * length)),
          bytesOf(memory.view(dX, images)),
        ]);
      memory.run('convolve', Z, X, W, b, scratch, ...shape.sizes);
      memory.run('convolveFilterGradient', dW, dZ, X, scratch, ...shape.sizes, 0.3);
      memory.run('convolveImageGradient', dX, dZ, W, scratch, ...shape.sizes);
      const actual = results();

      memory.run('imagesToColumns', C, X, ...window, 0, 0);
      memory.run('multiply', Z, W, C, filters, places, length, 0, 0, 1);
      memory.run('addColumn', Z, b, filters, places);
      memory.run('multiply', dW, dZ, C, filters, length, places, 0, 1, 0.3);
      memory.run('multiply', C, W, dZ, length, places, filters, 1, 0, 1);
      memory.run('columnsToImages', C, dX, ...window, 0, 0);
      expect(actual.equals(results())).toBe(true);
    };
    holds(manyChannels);
    holds(usual);
    fc.assert(fc.property(anyShape, holds), { numRuns: 100 });
  });

  it('reads nothing behind the images', () => {
    // Reading beyond them would trap.
    const memory = new KernelMemory(precision);
    const holds = (shape: Shape) => {
      const { scratch, X, W, b, Z, dZ, dW } = layOut(memory, shape);
      const images = memory.view(X, shape.images);
      const end = memory.buffer.byteLength - images.byteLength;
      memory.view(end, shape.images).set(images);
      memory.run('convolve', Z, end, W, b, scratch, ...shape.sizes);
      memory.run('convolveFilterGradient', dW, dZ, end, scratch, ...shape.sizes, 1);
    };
    fc.assert(fc.property(anyShape, holds), { numRuns: 20 });
  });
});

function shapeOf({
  filters,
  channels,
  batch,
  kernel,
  beyond,
  stride,
}: {
  readonly filters: number;
  readonly channels: number;
  readonly batch: number;
  readonly kernel: readonly [number, number];
  readonly beyond: readonly [number, number];
  readonly stride: readonly [number, number];
}): Shape {
  const [height, width] = [kernel[0] + beyond[0], kernel[1] + beyond[1]];
  const across = Math.floor(beyond[1] / stride[1]) + 1;
  const down = Math.floor(beyond[0] / stride[0]) + 1;
  return {
    sizes: [filters, channels, height, width, batch, ...kernel, ...stride],
    images: channels * height * width * batch,
    length: channels * kernel[0] * kernel[1],
    places: down * across * batch,
    run: stride[1] === 1 ? across * batch : batch,
  };
}

/** As much as the contract of the kernels asks for. */
function scratchCount({ sizes: [filters], length, run }: Shape): number {
  const wholeTiles = (columns: number) => Math.ceil(columns / 8) * 8;
  const taken = Math.min(run, 256);
  return Math.max(
    32 * length,
    (length + taken) * wholeTiles(filters),
    (filters + 6) * wholeTiles(taken),
  );
}

function layOut(memory: KernelMemory, shape: Shape) {
  const { sizes, images, length, places } = shape;
  const [filters] = sizes;
  memory.clear();
  let turn = 0;
  const random = (count: number) => {
    const { uniform } = counterStream({ seed: 1, stream: 'data', turn: turn++ });
    return memory.place(Float64Array.from({ length: count }, (_, i) => 2 * uniform(i) - 1));
  };
  return {
    X: random(images),
    W: random(filters * length),
    b: random(filters),
    dZ: random(filters * places),
    Z: random(filters * places),
    dW: random(filters * length),
    dX: random(images),
    scratch: random(scratchCount(shape)),
    C: random(length * places),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): Buffer {
  return Buffer.from(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength));
}

function linkRelaxed({ exports }: { readonly exports: KernelMemory['exports'] }): void {
  const relaxed = new WebAssembly.Module(readFileSync('dist/kernels-relaxed.wasm'));
  link(exports as LinkableKernels, relaxed);
}
