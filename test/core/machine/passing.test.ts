/** An iteration that is passed over leaves the bits of one that is run, and shows when somebody looks again. */
import v8 from 'node:v8';

import { describe, expect, it } from 'vitest';

import { Machine, Timeline, type Dataset, type Instruction } from '../../../src/core';
import { counterStream } from '../../../src/core/random/counterStream';
import { parseNetwork } from '../../../src/network/parse';
import type { Precision } from '../../../src/network/spec';
import { chooseKernels } from '../../support/runs';

// Node 20 knows relaxed SIMD only by this flag.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

const pool = { type: 'maxPool2d', size: 2 };
const flatten = { type: 'flatten' };
const output = { type: 'dense', units: 3, activation: 'softmax' };
const convolution = { type: 'conv2d', filters: 4, kernel: 3, activation: 'relu' };

const networks: readonly (readonly [string, readonly object[], readonly string[]])[] = [
  [
    'two convolutions with pooling',
    [convolution, pool, { ...convolution, filters: 7, kernel: 2 }, flatten, output],
    ['C1', 'C3', 'dC3'],
  ],
  [
    'strides, batch normalization and dropout',
    [
      { ...convolution, stride: 2, batchNorm: {} },
      {
        ...convolution,
        kernel: [2, 3],
        stride: [2, 1],
        activation: 'tanh',
        dropout: { ratio: 0.3 },
      },
      flatten,
      output,
    ],
    ['C1', 'C2', 'dC2'],
  ],
  ['padding, which needs the windows', [{ ...convolution, padding: 1 }, flatten, output], []],
];

const kinds = networks.flatMap(([name, layers, leftOut]) =>
  (['float64', 'float32'] as const).map((precision) => ({ name, layers, leftOut, precision })),
);

describe.each(kinds)('$name, $precision', ({ layers, leftOut, precision }) => {
  it('leaves the same bits', () => {
    const [ran, passed] = [machineOf(layers, precision), machineOf(layers, precision)];
    for (let iteration = 0; iteration < 7; iteration++) {
      ran.run(iteration, 0, ran.program.instructions.length);
      passed.pass(iteration);
      expect(passed.fingerprint()).toBe(ran.fingerprint());
      expect(passed.cost()).toBe(ran.cost());
      expect(normsOf(passed)).toEqual(normsOf(ran));
    }
  });

  it('leaves out the windows where it can', () => {
    const { instructions } = machineOf(layers, precision).program;
    const names = instructions
      .filter(({ callsInPassing }) => callsInPassing?.(() => 0).length === 0)
      .map(({ name }) => name);
    expect(names).toEqual(leftOut);
  });

  it('shows every tensor at the end of the iteration that a journey ends in', () => {
    const machine = machineOf(layers, precision);
    const timeline = new Timeline({ machine, iterations: 20, keyframeBudgetBytes: 2 ** 20 });
    const { length } = machine.program.instructions;
    timeline.seek({ iteration: 5, instruction: length });
    const stepped = machineOf(layers, precision);
    for (let iteration = 0; iteration <= 5; iteration++) {
      for (let next = 0; next < length; next++) stepped.run(iteration, next, next + 1);
    }
    for (const { name } of machine.program.tensors) {
      expect([name, bitsOf(machine, name)]).toEqual([name, bitsOf(stepped, name)]);
    }
  });
});

it('has the relaxed bits with the relaxed kernels', () => {
  const { build, instantiate } = chooseKernels('relaxed');
  expect(build).toBe('relaxed');
  const [, layers] = networks[0]!;
  const [ran, passed] = [0, 1].map(() => machineOf(layers, 'float32', { kernels: instantiate() }));
  for (let iteration = 0; iteration < 4; iteration++) {
    ran!.run(iteration, 0, ran!.program.instructions.length);
    passed!.pass(iteration);
  }
  expect(passed!.fingerprint()).toBe(ran!.fingerprint());
});

it('runs an instruction that has been replaced', () => {
  const [, layers] = networks[0]!;
  const rewrite = (instruction: Instruction): Instruction =>
    instruction.name === 'C1' ? { ...instruction, calls: () => [] } : instruction;
  const [ran, passed] = [0, 1].map(() => machineOf(layers, 'float64', { rewrite }));
  const whole = machineOf(layers, 'float64');
  ran!.run(0, 0, ran!.program.instructions.length);
  passed!.pass(0);
  whole.pass(0);
  expect(passed!.fingerprint()).toBe(ran!.fingerprint());
  expect(passed!.fingerprint()).not.toBe(whole.fingerprint());
});

interface Changes {
  readonly kernels?: ReturnType<ReturnType<typeof chooseKernels>['instantiate']>;
  readonly rewrite?: (instruction: Instruction) => Instruction;
}

/** 20 images of 2 channels in minibatches of 8: the last one is short. */
function machineOf(
  layers: readonly object[],
  precision: Precision,
  changes: Changes = {},
): Machine {
  const { spec, problems } = parseNetwork(
    JSON.stringify({
      data: { source: 'npz', path: 'images.npz', inputShape: [2, 10, 12], oneHot: false },
      layers,
      training: { batchSize: 8, epochs: 10, seed: 3, precision },
    }),
  );
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join(' '));
  const kernels = chooseKernels('strict').instantiate();
  return new Machine({ kernels, spec, dataset: images(precision), ...changes });
}

function images(precision: Precision): Dataset {
  const [count, features, outputs] = [20, 2 * 10 * 12, 3];
  const { uniform } = counterStream({ seed: 1, stream: 'data', turn: 0 });
  const numbers = (length: number, number: (index: number) => number) => {
    const values = Float64Array.from({ length }, (_, index) => number(index));
    return precision === 'float64' ? values : Float32Array.from(values);
  };
  const none = { count: 0, inputs: numbers(0, uniform), targets: numbers(0, uniform) };
  return {
    features,
    inputShape: [2, 10, 12],
    outputs,
    train: {
      count,
      inputs: numbers(count * features, uniform),
      targets: numbers(count * outputs, (i) =>
        i % outputs === Math.floor(i / outputs) % outputs ? 1 : 0,
      ),
    },
    validation: none,
    test: none,
  };
}

function normsOf(machine: Machine): Float64Array {
  const norms = new Float64Array(machine.measured.length);
  machine.measure(norms, 0);
  return norms;
}

function bitsOf(machine: Machine, name: string): string {
  const { buffer, byteOffset, byteLength } = machine.view(name, 5).values;
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}
