import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  Machine,
  MemoryBudgetError,
  type Instruction,
  type MachineOptions,
} from '../../../src/core';
import type { KernelCall } from '../../../src/core/kernels/kernelCall';
import { instantiateKernels, testDataset, testSpec, type TestNetwork } from '../../support/runs';

const network: TestNetwork = { layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }] };

function machineOf(given: TestNetwork = network, options: Partial<MachineOptions> = {}): Machine {
  const spec = testSpec(given);
  const dataset = testDataset(spec);
  return new Machine({ kernels: instantiateKernels(), spec, dataset, ...options });
}

function bitsOf(machine: Machine, name: string): string {
  const { buffer, byteOffset, byteLength } = machine.view(name, 0).values;
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}

describe('case 48: the minibatches', () => {
  it.each([
    ['divide the samples evenly', 100, 25, 4, 25, 25],
    ['end in a short one', 100, 30, 4, 30, 10],
    ['end in a single sample', 10, 3, 4, 3, 1],
    ['are one where the batch size is larger than the data', 20, 64, 1, 20, 20],
    ['are one sample each', 5, 1, 5, 1, 1],
  ])('%s: %i samples by %i', (_, samples, batchSize, iterationsPerEpoch, columns, last) => {
    const machine = machineOf({ ...network, samples, training: { batchSize } });
    expect(machine.iterationsPerEpoch).toBe(iterationsPerEpoch);
    expect(machine.batchSize).toBe(columns);
    for (let iteration = 0; iteration < 2 * iterationsPerEpoch; iteration++) {
      const isLast = (iteration + 1) % iterationsPerEpoch === 0;
      expect(machine.programOf(iteration).columns).toBe(isLast ? last : columns);
      expect(machine.view('A1', iteration).columns).toBe(isLast ? last : columns);
    }
  });

  it.each([true, false])('hold every sample once an epoch, shuffled: %s', (shuffle) => {
    const given = { ...network, samples: 10, training: { batchSize: 3, shuffle } };
    const machine = machineOf(given);
    const { inputs } = testDataset(testSpec(given)).train;
    for (const epoch of [0, 1]) {
      const seen: number[] = [];
      for (let place = 0; place < machine.iterationsPerEpoch; place++) {
        const iteration = epoch * machine.iterationsPerEpoch + place;
        machine.run(iteration, 0, 1);
        const { values, rows, columns } = machine.view('X', iteration);
        for (let column = 0; column < columns; column++) {
          const sample = machine.sampleIndex(iteration, column);
          seen.push(sample);
          for (let row = 0; row < rows; row++) {
            expect(values[row * columns + column]).toBe(inputs[sample * rows + row]);
          }
        }
      }
      const inOrder = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
      expect(seen.toSorted((a, b) => a - b)).toEqual(inOrder);
      expect(seen.join() === inOrder.join()).toBe(!shuffle);
    }
  });
});

describe('the precision', () => {
  it('float32 keeps every tensor in 4 bytes, and the cost in 8', () => {
    const machine = machineOf({ ...network, training: { precision: 'float32' } });
    expect(machine.view('W1', 0).values).toBeInstanceOf(Float32Array);
    expect(machine.view('J', 0).values).toBeInstanceOf(Float64Array);
    machine.run(0, 0, machine.program.instructions.length);
    expect(machine.cost()).toBeGreaterThan(0.1);
    expect(machine.cost()).toBe(machine.view('J', 0).values[0]);
  });

  it('float32 and float64 train alike, but for rounding', () => {
    const costs = (['float32', 'float64'] as const).map((precision) => {
      const machine = machineOf({ ...network, training: { precision } });
      const length = machine.program.instructions.length;
      for (let iteration = 0; iteration < 20; iteration++) machine.run(iteration, 0, length);
      return machine.cost();
    });
    expect(costs[0]).not.toBe(costs[1]);
    expect(costs[0]).toBeCloseTo(costs[1]!, 4);
  });
});

describe('running', () => {
  it('instruction by instruction gives the bits of a run in one call', () => {
    const [whole, stepped] = [machineOf(), machineOf()];
    const length = whole.program.instructions.length;
    for (let iteration = 0; iteration < 5; iteration++) {
      whole.run(iteration, 0, length);
      for (let index = 0; index < length; index++) stepped.run(iteration, index, index + 1);
    }
    for (const { name } of whole.program.tensors) {
      expect(bitsOf(stepped, name)).toBe(bitsOf(whole, name));
    }
  });

  it('no instructions changes nothing', () => {
    const machine = machineOf();
    const before = machine.fingerprint();
    machine.run(0, 3, 3);
    expect(machine.fingerprint()).toBe(before);
  });

  it.each([
    [-1, 2],
    [0, 99],
    [0.5, 2],
  ])('the instructions %d to %d is refused', (from, to) => {
    const machine = machineOf();
    expect(() => {
      machine.run(0, from, to);
    }).toThrow(
      `Instructions ${from} to ${to} are outside a program of ${machine.program.instructions.length}`,
    );
  });

  it('measures the norm of every weight gradient', () => {
    const machine = machineOf();
    machine.run(0, 0, machine.program.instructions.length);
    const norms = new Float64Array(4).fill(-1);
    machine.measure(norms, 1);
    const expected = ['dW1', 'dW2'].map((name) => Math.hypot(...machine.view(name, 0).values));
    expect(machine.measured).toEqual(['dW1', 'dW2']);
    expect(machine.weightCounts).toEqual([8, 4]);
    expect([norms[0], norms[3]]).toEqual([-1, -1]);
    expect(norms[1]).toBeCloseTo(expected[0]!, 12);
    expect(norms[2]).toBeCloseTo(expected[1]!, 12);
  });
});

describe('the start', () => {
  it('has biases and averages at 0, and Adam’s powers at 1', () => {
    const machine = machineOf();
    for (const name of ['b1', 'b2', 'vW1', 'sW1', 'vb2', 'sb2']) {
      expect([...machine.view(name, 0).values].every((value) => value === 0)).toBe(true);
    }
    expect([...machine.view('betaPowers', 0).values]).toEqual([1, 1]);
    expect(machine.view('learningRate', 0).values[0]).toBe(0.01);
  });

  it('takes the parameters of a file', () => {
    const given: TestNetwork = {
      layers: [
        { units: 2, initializer: { type: 'file', path: 'weights.npz' } },
        { units: 1, activation: 'sigmoid' },
      ],
    };
    const fileParameters = new Map([
      ['W1', Float64Array.of(1, 2, 3, 4)],
      ['b1', Float64Array.of(5, 6)],
    ]);
    const machine = machineOf(given, { fileParameters });
    expect([...machine.view('W1', 0).values]).toEqual([1, 2, 3, 4]);
    expect([...machine.view('b1', 0).values]).toEqual([5, 6]);
    expect(() => machineOf(given)).toThrow('No value was loaded for W1');
  });

  it('knows no tensor but those of the program', () => {
    expect(() => machineOf().view('W3', 0)).toThrow('No tensor is named "W3"');
  });
});

describe('the fingerprint', () => {
  it('changes with every single bit of the persistent block, and back', () => {
    const machine = machineOf();
    machine.run(0, 0, machine.program.instructions.length);
    const bytes = machine.persistentBytes();
    const before = machine.fingerprint();
    const kept = bytes.slice();
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    fc.assert(
      fc.property(fc.nat(8 * bytes.length - 1), (bit) => {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(machine.fingerprint()).not.toBe(before);
        // Not by the same bit again: a bit can make a NaN, and all NaNs are given the same bits.
        bytes.set(kept);
        expect(machine.fingerprint()).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on what one iteration computes', () => {
    const machine = machineOf();
    const { instructions } = machine.program;
    const before = machine.fingerprint();
    const update = instructions.findIndex(({ phase }) => phase === 'update');
    machine.run(0, 0, update);
    expect(machine.fingerprint()).toBe(before);
    machine.run(0, update, instructions.length);
    expect(machine.fingerprint()).not.toBe(before);
  });
});

describe('the memory budget', () => {
  const wide = (units: number): TestNetwork => ({
    layers: [{ units }, { units }, { units: 1, activation: 'sigmoid' }],
  });

  function refusalOf(given: TestNetwork, options: Partial<MachineOptions>): MemoryBudgetError {
    try {
      machineOf(given, options);
    } catch (error) {
      if (error instanceof MemoryBudgetError) return error;
      throw error;
    }
    throw new Error('The machine was made.');
  }

  it('refuses a run before any memory is asked for, naming the largest tensor', () => {
    const kernels = instantiateKernels();
    const before = kernels.memory.buffer.byteLength;
    // W2, dW2, vW2 and sW2 alone are 4 · 8 MB; little else is large.
    const initializer = { type: 'zeros' } as const;
    const layers = wide(1000).layers.map((layer) => ({ ...layer, initializer }));
    const refusal = refusalOf({ layers }, { kernels, memoryBudgetBytes: 1e7 });
    expect(refusal).toMatchObject({ budgetBytes: 1e7, largestTensor: 'W2' });
    expect(refusal.neededBytes).toBeGreaterThan(3.2e7);
    expect(refusal.neededBytes).toBeLessThan(3.6e7);
    expect(kernels.memory.buffer.byteLength).toBe(before);
  });

  it('refuses what 32-bit addresses cannot reach, whatever the budget', () => {
    const refusal = refusalOf(wide(20_000), { memoryBudgetBytes: 1e12 });
    expect(refusal.message).toMatch(/the budget is 4294967296; the largest tensor is W2$/);
  });

  it('is kept to the byte', () => {
    const { neededBytes } = refusalOf(network, { memoryBudgetBytes: 1 });
    refusalOf(network, { memoryBudgetBytes: neededBytes - 1 });
    const machine = machineOf(network, { memoryBudgetBytes: neededBytes });
    expect(machine.batchSize).toBe(32);
  });

  it('is not exceeded later: training asks for no more linear memory', () => {
    const kernels = instantiateKernels();
    const machine = machineOf(network, { kernels });
    const { buffer } = kernels.memory;
    for (let iteration = 0; iteration < 50; iteration++) {
      machine.run(iteration, 0, machine.program.instructions.length);
      machine.fingerprint();
    }
    expect(kernels.memory.buffer).toBe(buffer);
  });
});

describe('a kernel call that is impossible', () => {
  it.each([
    ['unknown', { kernel: 'transpose', operands: [1] }, 'The kernels do not know "transpose"'],
    [
      'named like what every object has',
      { kernel: 'constructor', operands: [1] },
      'The kernels do not know "constructor"',
    ],
    [
      'too long for a record',
      { kernel: 'relu', operands: new Array<number>(16).fill(0) },
      '"relu" has 16 operands, a record holds 15',
    ],
  ])('because it is %s is refused when the machine is made', (_, call, message) => {
    const rewrite = (instruction: Instruction): Instruction => ({
      ...instruction,
      calls: () => [call as unknown as KernelCall],
    });
    expect(() => machineOf(network, { rewrite })).toThrow(message);
  });
});
