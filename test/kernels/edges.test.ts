/** What kernels make of zeros, ties, infinities and NaN: cases in which random numbers never end up. */
import { describe, expect, it } from 'vitest';

import { KernelMemory } from '../support/kernelMemory';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe.each(['float64', 'float32'] as const)('with %s', (precision) => {
  const memory = new KernelMemory(precision);

  /** Runs `kernel` with the addresses of an output of `count` numbers and of the given arrays before `rest`. */
  function results(
    kernel: Parameters<KernelMemory['execute']>[0],
    count: number,
    { inputs, rest }: { inputs: readonly (readonly number[])[]; rest: readonly number[] },
  ): number[] {
    memory.clear();
    const output = memory.place(new Float64Array(count));
    memory.execute(kernel, [output, ...inputs.map((numbers) => memory.place(numbers)), ...rest]);
    return [...memory.view(output, count)];
  }

  it('a maximum among NaN is NaN, wherever the NaN is', () => {
    for (const place of [0, 1, 2, 3]) {
      const window = [4, 2, 7, 5].map((x, i) => (i === place ? nan : x));
      // Two samples, of which the second has no NaN.
      const input = window.flatMap((x, i) => [x, i]);
      const pooled = results('maxPool', 2, { inputs: [input], rest: [1, 2, 2, 2, 2, 2, 1, 1] });
      expect(pooled).toEqual([nan, 3]);
    }
  });

  it.each([
    [1, [1, 0, 1, 1]],
    [0, [1, 0, 0, 0]],
  ])('with allTies %d, the gradient of equal maxima is %j', (allTies, expected) => {
    const inputs = [[1], [7, 2, 7, 7], [7]];
    const rest = [1, 2, 2, 1, 2, 2, 1, 1, allTies];
    expect(results('maxPoolGradient', 4, { inputs, rest })).toEqual(expected);
  });

  it.each([
    ['binaryCrossEntropyGradient', [0, 1], [0, 1], [1, -1]],
    ['binaryCrossEntropyGradient', [0, 1], [1, 0], [-infinity, infinity]],
    ['binaryCrossEntropyGradient', [nan, 0.5], [0, 1], [nan, -2]],
    ['categoricalCrossEntropyGradient', [0, 0.5], [0, 1], [-0, -2]],
    ['categoricalCrossEntropyGradient', [0, nan], [1, 0], [-infinity, nan]],
  ] as const)('%s of predictions %j and targets %j is %j', (kernel, a, y, expected) => {
    expect(results(kernel, 2, { inputs: [a, y], rest: [2, 1] })).toEqual(expected);
  });

  it.each([
    ['binaryCrossEntropy', 0, [0, 1], infinity],
    ['binaryCrossEntropy', 1, [0, 1], -Math.log(1e-7)],
    ['binaryCrossEntropy', 2, [0, 1], 100],
    ['binaryCrossEntropy', 2, [1, 0], 100],
    ['categoricalCrossEntropy', 0, [0, 1], infinity],
    ['categoricalCrossEntropy', 1, [0, 1], -Math.log(1e-7)],
    ['categoricalCrossEntropy', 2, [0, 1], 100],
  ] as const)(
    '%s with logForm %d of prediction and target %j is %d',
    (kernel, logForm, pair, value) => {
      memory.clear();
      const cost = memory.reserve(8);
      const [prediction, target] = pair;
      const operands = [memory.place([prediction]), memory.place([target]), 1, 1] as const;
      memory.run(kernel, cost, ...operands, logForm);
      expect(memory.view(cost, 1, 'float64')[0]).toBeCloseTo(value, 5);
    },
  );

  it('clipping leaves NaN in sight', () => {
    const rest = [1, 2];
    expect(results('clipValue', 2, { inputs: [[nan, -infinity]], rest })).toEqual([nan, -1]);

    memory.clear();
    const squares = memory.place([nan], 'float64');
    const [clipped, vector] = [memory.place([0]), memory.place([3])];
    memory.run('clipNorm', clipped, vector, squares, 1, 1);
    expect([...memory.view(clipped, 1)]).toEqual([nan]);
  });

  it('a gradient of zeros is not clipped', () => {
    memory.clear();
    const squares = memory.place([0], 'float64');
    const [clipped, vector] = [memory.place([5]), memory.place([0])];
    memory.run('clipNorm', clipped, vector, squares, 1, 1);
    expect([...memory.view(clipped, 1)]).toEqual([0]);
  });

  it('a sum of squares may be added to itself', () => {
    memory.clear();
    const sum = memory.place([10], 'float64');
    memory.run('addSumOfSquares', sum, sum, memory.place([3, 4]), 2, 2);
    expect([...memory.view(sum, 1, 'float64')]).toEqual([60]);
  });
});
