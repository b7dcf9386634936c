/** The elementary functions against NumPy's long double, and against Math where float32 is enough. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { counterStream } from '../../src/core/random/counterStream';
import type { ActivationKind } from '../../src/network/spec';
import { KernelMemory } from '../support/kernelMemory';
import { unitInLastPlace } from '../support/ulp';

/** x, the value as a float64, and what is missing from it. */
type Row = readonly [x: number, value: number, rest: number];
const rows = JSON.parse(readFileSync('test/fixtures/kernels/functions.json', 'utf8')) as Readonly<
  Record<string, readonly Row[]>
>;

const wide = new KernelMemory('float64');
const narrow = new KernelMemory('float32');
const { exp, log, tanh, sin, cos } = wide.exports;

describe('in float64', () => {
  it.each([
    ['exp', 1, exp],
    ['log', 1, log],
    ['tanh', 2.5, tanh],
    ['sigmoid', 2.5, (x: number) => activate(wide, 'sigmoid', [x])[0]!],
    ['sin', 1, sin],
    ['cos', 1, cos],
    ['elu', 3, (x: number) => activate(wide, 'elu', [x])[0]!],
    ['gelu', 4, (x: number) => activate(wide, 'gelu', [x])[0]!],
    ['silu', 3, (x: number) => activate(wide, 'silu', [x])[0]!],
    ['softplus', 3, (x: number) => activate(wide, 'softplus', [x])[0]!],
  ])('%s is within %d units in the last place', (name, limit, f) => {
    let worst = 0;
    for (const [x, value, rest] of rows[name]!) {
      const error = Math.abs(f(x) - value - rest) / unitInLastPlace(value, 'float64');
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThanOrEqual(limit);
  });

  it('exp has the bits of Math.exp', () => {
    const { uniform } = counterStream({ seed: 1, stream: 'data', turn: 0 });
    for (let i = 0; i < 100_000; i++) {
      const x = i % 2 === 0 ? 1490 * uniform(i) - 780 : 4 * uniform(i) - 2;
      if (exp(x) !== Math.exp(x)) expect([x, exp(x)]).toEqual([x, Math.exp(x)]);
    }
  });

  it('tanh of one number is the kernel tanh', () => {
    const numbers = [-1000, -3, -0.7, -0.1, -0, 0, 0.3, 0.625, 2, 30];
    expect([...activate(wide, 'tanh', numbers)]).toEqual(numbers.map((x) => tanh(x)));
  });
});

describe('in float32', () => {
  it.each([
    ['sigmoid', 2.5, (x: number) => 1 / (1 + Math.exp(-x)), 103],
    ['tanh', 1.5, (x: number) => Math.tanh(x), 10],
    ['tanh', 1.5, (x: number) => Math.tanh(x), 1],
  ] as const)('%s is within %d units in the last place', (kernel, limit, f, range) => {
    const numbers = symmetric(range);
    expect(worstError(numbers, activate(narrow, kernel, numbers), f)).toBeLessThanOrEqual(limit);
  });

  it('exp is within one unit, as the left tail of sigmoid shows', () => {
    const numbers = symmetric(43).map((x) => x - 61);
    const powers = activate(narrow, 'sigmoid', numbers);
    expect(worstError(numbers, powers, (x) => Math.exp(x))).toBeLessThanOrEqual(1);
  });

  it('log is within one unit, as the cross entropy of one number shows', () => {
    const numbers = Float32Array.from(symmetric(100), (x, i) =>
      i % 2 ? Math.exp(x) : 1 + x / 150,
    );
    const logarithms = numbers.map((x) => -cost(narrow, 'categoricalCrossEntropy', [x, 1]));
    expect(worstError(numbers, logarithms, (x) => Math.log(x))).toBeLessThanOrEqual(1);
  });
});

describe('at the edges', () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

  it.each([
    [
      'exp',
      exp,
      [
        [0, 1],
        [-0, 1],
        [infinity, infinity],
        [-infinity, 0],
        [nan, nan],
        [710, infinity],
        [-746, 0],
        [-745.13, 5e-324],
      ],
    ],
    [
      'log',
      log,
      [
        [0, -infinity],
        [-0, -infinity],
        [infinity, infinity],
        [-1, nan],
        [-infinity, nan],
        [nan, nan],
        [1, 0],
        [5e-324, -744.4400719213812],
      ],
    ],
    [
      'tanh',
      tanh,
      [
        [0, 0],
        [-0, -0],
        [infinity, 1],
        [-infinity, -1],
        [nan, nan],
        [5e-324, 5e-324],
        [-1e-310, -1e-310],
      ],
    ],
    [
      'sin',
      sin,
      [
        [0, 0],
        [-0, -0],
        [infinity, nan],
        [nan, nan],
        [5e-324, 5e-324],
      ],
    ],
    [
      'cos',
      cos,
      [
        [0, 1],
        [-infinity, nan],
        [nan, nan],
      ],
    ],
  ] as const)('%s is what the limit says', (_name, f, table) => {
    for (const [x, value] of table) expect([x, f(x)]).toEqual([x, value]);
  });

  const edges = [0, -0, infinity, -infinity, nan, -1000];
  it.each([
    ['step', [0, 0, 1, 0, 0, 0]],
    ['sigmoid', [0.5, 0.5, 1, 0, nan, 0]],
    ['tanh', [0, -0, 1, -1, nan, -1]],
    ['relu', [0, -0, infinity, 0, nan, 0]],
    ['leakyRelu', [0, -0, infinity, -infinity, nan, -10]],
    ['elu', [0, -0, infinity, -1, nan, -1]],
    // As in PyTorch, 0 · ∞ is no number.
    ['gelu', [0, -0, infinity, nan, nan, -0]],
    ['silu', [0, -0, infinity, nan, nan, -0]],
    ['softplus', [Math.LN2, Math.LN2, infinity, 0, nan, 0]],
  ] as const)('%s keeps NaN and infinities in either precision', (kernel, values) => {
    expect([...activate(wide, kernel, edges)]).toEqual(values);
    expect([...activate(narrow, kernel, edges)].map(Math.round)).toEqual(values.map(Math.round));
  });

  it.each([
    ['categoricalCrossEntropy', [0, 0], 0],
    ['categoricalCrossEntropy', [0, 1], infinity],
    ['categoricalCrossEntropy', [nan, 0], nan],
    ['binaryCrossEntropy', [1, 1], 0],
    ['binaryCrossEntropy', [0, 0], 0],
    ['binaryCrossEntropy', [1, 0], infinity],
    ['binaryCrossEntropy', [nan, 1], nan],
  ] as const)('%s of prediction and target %j is %d', (kernel, [prediction, target], value) => {
    expect(cost(wide, kernel, [prediction, target])).toEqual(value);
    expect(cost(narrow, kernel, [prediction, target])).toEqual(value);
  });

  // A vector of classes is computed with half the logarithms, a number by itself is not.
  it.each([wide, narrow])(
    'binary cross-entropy of whole vectors is that of one number',
    (memory) => {
      const predictions = [0, -0, 1e-30, 0.3, 0.5, 1 - 2 ** -24, 1, -0.25, 1.5, infinity, nan];
      const targets = [0, -0, 1, 0.5, -1, nan];
      for (const prediction of predictions) {
        for (const target of targets) {
          for (const logForm of [0, 1, 2]) {
            const [one, four] = [1, 4].map((count) => {
              memory.clear();
              const at = memory.reserve(8);
              const inputs = [prediction, target].map((x) => memory.place(Array(count).fill(x)));
              memory.run('binaryCrossEntropy', at, inputs[0]!, inputs[1]!, 1, count, logForm);
              return memory.view(at, 1, 'float64')[0]!;
            });
            expect([prediction, target, four]).toEqual([prediction, target, one]);
          }
        }
      }
    },
  );

  it.each([
    [[nan, 1], nan],
    [[-infinity, 1], infinity],
    [[1e200, 1e200], infinity],
    [[3, 4], 5],
    [[], 0],
  ])('the norm of %j is %d', (numbers, value) => {
    wide.clear();
    const norm = wide.reserve(8);
    wide.run('norm', norm, wide.place(numbers), numbers.length);
    expect(wide.view(norm, 1)[0]).toBe(value);
  });
});

type Activation = Exclude<ActivationKind, 'softmax'>;

function activate(memory: KernelMemory, kernel: Activation, numbers: ArrayLike<number>) {
  memory.clear();
  const output = memory.place(new Float64Array(numbers.length));
  memory.run(kernel, output, memory.place(numbers), numbers.length);
  return memory.view(output, numbers.length);
}

type CrossEntropy = 'binaryCrossEntropy' | 'categoricalCrossEntropy';

/** The cost of a single prediction. */
function cost(memory: KernelMemory, kernel: CrossEntropy, [prediction, target]: [number, number]) {
  memory.clear();
  const at = memory.reserve(8);
  memory.run(kernel, at, memory.place([prediction]), memory.place([target]), 1, 1, 0);
  return memory.view(at, 1, 'float64')[0]!;
}

/** Many float32 between -range and range. */
function symmetric(range: number): Float32Array {
  const { uniform } = counterStream({ seed: 1, stream: 'data', turn: 1 });
  return Float32Array.from({ length: 50_000 }, (_, i) => (2 * uniform(i) - 1) * range);
}

function worstError(
  numbers: ArrayLike<number>,
  values: ArrayLike<number>,
  f: (x: number) => number,
): number {
  let worst = 0;
  for (let i = 0; i < numbers.length; i++) {
    const expected = f(numbers[i]!);
    const error = Math.abs(values[i]! - expected) / unitInLastPlace(expected, 'float32');
    worst = error <= worst ? worst : error;
  }
  return worst;
}
