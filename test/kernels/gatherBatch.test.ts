import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { controlBlock } from '../../src/core/kernels/controlBlock';
import { shuffledOrder } from '../../src/core/random/shuffle';
import { KernelMemory } from '../support/kernelMemory';

interface Minibatches {
  readonly count: number;
  readonly batchSize: number;
  readonly features: number;
  readonly outputs: number;
  readonly seed: number;
  readonly shuffle: 0 | 1;
}

const anyMinibatches: fc.Arbitrary<Minibatches> = fc.record({
  count: fc.integer({ min: 1, max: 70 }),
  batchSize: fc.integer({ min: 1, max: 40 }),
  features: fc.integer({ min: 1, max: 70 }),
  outputs: fc.integer({ min: 1, max: 5 }),
  seed: fc.maxSafeInteger(),
  shuffle: fc.constantFrom(0, 1),
});

describe.each(['float64', 'float32'] as const)('with %s', (precision) => {
  const memory = new KernelMemory(precision);

  it('makes columns of the samples whose turn it is', () => {
    fc.assert(
      fc.property(anyMinibatches, fc.nat({ max: 500 }), (minibatches, iteration) => {
        const { inputs, targets, columns } = gather(layOut(minibatches), [iteration]);
        const { count, features, outputs } = minibatches;
        const samples = samplesOf(minibatches, iteration);
        expect(columns).toBe(samples.length);
        samples.forEach((sample, column) => {
          for (let i = 0; i < features; i++) {
            expect(inputs[i * columns + column]).toBe(sample * features + i);
          }
          for (let i = 0; i < outputs; i++) {
            expect(targets[i * columns + column]).toBe(count * features + sample * outputs + i);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same batch whichever iterations came before', () => {
    const iterations = fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyMinibatches, iterations, (minibatches, before) => {
        const wandering = gather(layOut(minibatches), before);
        const direct = gather(layOut(minibatches), before.slice(-1));
        expect(wandering).toEqual(direct);
      }),
      { numRuns: 60 },
    );
  });

  it('shuffles as many samples as there are', () => {
    const minibatches = { count: 5000, batchSize: 5000, features: 1, outputs: 1, seed: -7 };
    const { inputs } = gather(layOut({ ...minibatches, shuffle: 1 }), [3]);
    expect([...inputs]).toEqual([...shuffledOrder(5000, { seed: -7, epoch: 3 })]);
  });

  /** All samples, numbered through: first the features of all, then their outputs. */
  function layOut(minibatches: Minibatches) {
    const { count, features, outputs, batchSize } = minibatches;
    memory.clear();
    const control = memory.reserve(controlBlock.byteLength);
    new DataView(memory.buffer).setFloat64(control + controlBlock.orderEpoch, -1, true);
    return {
      ...minibatches,
      control,
      order: memory.reserve(4 * count),
      samples: memory.place(Float64Array.from({ length: count * features }, (_, i) => i)),
      labels: memory.place(
        Float64Array.from({ length: count * outputs }, (_, i) => count * features + i),
      ),
      inputs: memory.reserve(8 * features * batchSize),
      targets: memory.reserve(8 * outputs * batchSize),
    };
  }

  /** The batch after some iterations, of which only the last one counts. */
  function gather(laidOut: ReturnType<typeof layOut>, iterations: readonly number[]) {
    const { inputs, targets, samples, labels, order, control } = laidOut;
    const { features, outputs, count, batchSize, seed, shuffle } = laidOut;
    let columns = 0;
    for (const iteration of iterations) {
      columns = columnsOf(laidOut, iteration);
      new DataView(memory.buffer).setFloat64(control + controlBlock.iteration, iteration, true);
      const sizes = [features, outputs, columns, count, batchSize, seed, shuffle] as const;
      memory.run('gatherBatch', inputs, targets, samples, labels, order, control, ...sizes);
    }
    return {
      columns,
      inputs: memory.view(inputs, features * columns).slice(),
      targets: memory.view(targets, outputs * columns).slice(),
    };
  }
});

function samplesOf(minibatches: Minibatches, iteration: number): readonly number[] {
  const { count, batchSize, seed, shuffle } = minibatches;
  const iterationsPerEpoch = Math.ceil(count / batchSize);
  const epoch = Math.floor(iteration / iterationsPerEpoch);
  const order = Array.from({ length: count }, (_, i) => i);
  const inOrder = shuffle === 1 ? [...shuffledOrder(count, { seed, epoch })] : order;
  const first = (iteration % iterationsPerEpoch) * batchSize;
  return inOrder.slice(first, first + batchSize);
}

function columnsOf(minibatches: Minibatches, iteration: number): number {
  return samplesOf(minibatches, iteration).length;
}
