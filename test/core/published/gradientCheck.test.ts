/**
 * The planted mistakes of the notebook "Gradient Checking" (Andrew Ng's course 2, week 1): `dW2` twice and
 * `db1` four times what they should be, which the notebook's check answers with 0.2850931.
 */
import { expect, it } from 'vitest';

import { GradientCheck, type CheckedParameter, type Instruction } from '../../../src/core';
import type { KernelCall } from '../../../src/core/kernels/kernelCall';
import { legacyGenerator } from '../../../src/core/random/numpy/legacyGenerator';
import { parseNetwork } from '../../../src/network/parse';
import { givenDataset, givenMachine } from '../../support/givenMachine';

const network = {
  data: { source: 'npz', path: 'data.npz' },
  layers: [
    { type: 'dense', units: 5, activation: 'relu', initializer: { type: 'file', path: 'w.npz' } },
    { type: 'dense', units: 3, activation: 'relu', initializer: { type: 'file', path: 'w.npz' } },
    {
      type: 'dense',
      units: 1,
      activation: 'sigmoid',
      initializer: { type: 'file', path: 'w.npz' },
    },
  ],
  loss: 'binaryCrossEntropy',
  training: { batchSize: 3, epochs: 1, shuffle: false },
};

/** `gradient_check_n_test_case`: `np.random.seed(1)`, then x, W1, b1, … from `np.random.randn`. */
function testCase(rewrite: (instruction: Instruction) => Instruction) {
  const random = legacyGenerator(1);
  const randn = (rows: number, columns: number): Float64Array =>
    Float64Array.from({ length: rows * columns }, () => random.normal());
  const X = { shape: [4, 3], values: randn(4, 3) };
  const start = new Map([
    ['W1', randn(5, 4)],
    ['b1', randn(5, 1)],
    ['W2', randn(3, 5)],
    ['b2', randn(3, 1)],
    ['W3', randn(1, 3)],
    ['b3', randn(1, 1)],
  ]);
  const { spec } = parseNetwork(JSON.stringify(network));
  return givenMachine({
    spec: spec!,
    dataset: givenDataset(X, { shape: [1, 3], values: [1, 1, 0] }),
    start,
    rewrite,
  });
}

it.each([1e-7, 1e-5])(
  'with h = %f the planted mistakes are those of the notebook',
  (perturbation) => {
    const check = new GradientCheck({ machine: testCase(planted), perturbation });
    const error = wholeError(check.parameters.map((parameter) => finish(check.check(parameter))));
    expect(error).toBeCloseTo(0.2850931, 6);
  },
);

it('without them nothing is wrong', () => {
  const check = new GradientCheck({ machine: testCase((instruction) => instruction) });
  const error = wholeError(check.parameters.map((parameter) => finish(check.check(parameter))));
  expect(error).toBeLessThan(1e-8);
});

function planted(instruction: Instruction): Instruction {
  const factor = { dW2: 2, db1: 4 }[instruction.name];
  if (factor === undefined) return instruction;
  return {
    ...instruction,
    calls: (addressOf) => instruction.calls(addressOf).map((call) => timesScale(call, factor)),
  };
}

/** The scale of a product and of a sum of rows is their last operand. */
function timesScale(call: KernelCall, factor: number): KernelCall {
  const scale = call.operands.at(-1)!;
  return { ...call, operands: call.operands.with(-1, factor * scale) } as unknown as KernelCall;
}

/** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖) over all parameters in one vector, as the notebook has it. */
function wholeError(checked: readonly CheckedParameter[]): number {
  const norm = (norms: readonly number[]): number => Math.hypot(...norms);
  return (
    norm(checked.map(({ differenceNorm }) => differenceNorm)) /
    (norm(checked.map(({ analyticNorm }) => analyticNorm)) +
      norm(checked.map(({ numericalNorm }) => numericalNorm)))
  );
}

function finish(entries: ReturnType<GradientCheck['check']>): CheckedParameter {
  for (;;) {
    const next = entries.next();
    if (next.done === true) return next.value;
  }
}
