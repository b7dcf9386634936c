/**
 * The gradient check must find real mistakes and nothing else: it passes for every instruction kind that is
 * shipped, and fails for each of five deliberate mistakes in backpropagation.
 */
import { describe, expect, it } from 'vitest';

import {
  GradientCheck,
  Machine,
  worstVerdict,
  type CheckedParameter,
  type GradientVerdict,
  type Instruction,
} from '../../../src/core';
import type { KernelCall } from '../../../src/core/kernels/kernelCall';
import type { ActivationKind } from '../../../src/network/spec';
import { instantiateKernels, testDataset, testSpec, type TestNetwork } from '../../support/runs';

type Rewrite = (instruction: Instruction) => Instruction;

/** A machine whose only minibatch holds 12 samples. */
function machineOf(network: TestNetwork, rewrite: Rewrite = (instruction) => instruction): Machine {
  const spec = testSpec({
    samples: 12,
    ...network,
    training: { batchSize: 12, ...network.training },
  });
  return new Machine({ kernels: instantiateKernels(), spec, dataset: testDataset(spec), rewrite });
}

function checkAll(machine: Machine): readonly CheckedParameter[] {
  const check = new GradientCheck({ machine });
  return check.parameters.map((parameter) => finish(check.check(parameter)));
}

function finish(entries: ReturnType<GradientCheck['check']>): CheckedParameter {
  for (;;) {
    const next = entries.next();
    if (next.done === true) return next.value;
  }
}

function verdicts(checked: readonly CheckedParameter[]): readonly GradientVerdict[] {
  return checked.map(({ verdict }) => verdict);
}

const hidden: readonly ActivationKind[] = [
  'identity',
  'step',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'softmax',
];
const outputs: readonly (readonly [ActivationKind, TestNetwork['loss'] & string, number])[] = [
  ['sigmoid', 'binaryCrossEntropy', 1],
  ['softmax', 'categoricalCrossEntropy', 3],
  ['identity', 'squaredError', 1],
  ['step', 'squaredError', 1],
  ['sigmoid', 'squaredError', 1],
  ['tanh', 'squaredError', 3],
  ['relu', 'squaredError', 3],
  ['leakyRelu', 'squaredError', 1],
  ['softmax', 'squaredError', 3],
];

describe.each(outputs)('with %s outputs and %s', (activation, loss, units) => {
  it.each(hidden)('every gradient of a net of %s layers is right', (hiddenActivation) => {
    const checked = checkAll(
      machineOf({
        layers: [
          { units: 5, activation: hiddenActivation },
          { units: 4, activation: hiddenActivation },
          { units, activation },
        ],
        loss,
      }),
    );
    expect(checked).toHaveLength(6);
    for (const { parameter, verdict, relativeError, checked: entries, total } of checked) {
      expect({ parameter, verdict }).toEqual({
        parameter,
        verdict: expect.stringMatching(/^(correct|kink)$/) as string,
      });
      expect(relativeError).toBeLessThanOrEqual(1e-7);
      expect(entries).toBe(total);
    }
  });
});

it('finds no kink in a smooth net', () => {
  const checked = checkAll(
    machineOf({ layers: [{ units: 5 }, { units: 1, activation: 'sigmoid' }] }),
  );
  expect(verdicts(checked)).toEqual(['correct', 'correct', 'correct', 'correct']);
  expect(checked.map(({ kinks }) => kinks)).toEqual([0, 0, 0, 0]);
});

it('finds that nothing below a step function can learn', () => {
  const checked = checkAll(
    machineOf({
      layers: [
        { units: 4, activation: 'step' },
        { units: 1, activation: 'sigmoid' },
      ],
    }),
  );
  expect(
    checked.slice(0, 2).map(({ analyticNorm, numericalNorm }) => analyticNorm + numericalNorm),
  ).toEqual([0, 0]);
  expect(checked[2]?.analyticNorm).toBeGreaterThan(0.01);
});

describe('a deliberate mistake', () => {
  const square: TestNetwork = {
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 4, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
  };

  /** Changes the kernel calls of one instruction. */
  function broken(name: string, change: (call: KernelCall) => KernelCall): Rewrite {
    return (instruction) =>
      instruction.name === name
        ? { ...instruction, calls: (addressOf) => instruction.calls(addressOf).map(change) }
        : instruction;
  }

  function withOperand(call: KernelCall, index: number, value: number): KernelCall {
    return { ...call, operands: call.operands.with(index, value) } as unknown as KernelCall;
  }

  const scale = 8;
  const mistakes: readonly (readonly [string, string, Rewrite])[] = [
    ['dW without 1/m', 'W2', broken('dW2', (call) => withOperand(call, scale, 1))],
    ['dW × 2', 'W2', broken('dW2', (call) => withOperand(call, scale, 2 / 12))],
    [
      // (dZ · Aᵀ)ᵀ = A · dZᵀ: the factors change places.
      'dW transposed',
      'W2',
      broken('dW2', (call) => {
        const [, dZ = NaN, A = NaN] = call.operands;
        return withOperand(withOperand(call, 1, A), 2, dZ);
      }),
    ],
    [
      'dZ without the derivative of the activation',
      'W1',
      broken('dZ1', ({ operands: [dZ, dA, Z, A, count] }) => ({
        kernel: 'identityGradient',
        operands: [dZ, dA, Z, A, count] as [number, number, number, number, number],
      })),
    ],
    [
      // The (4, 12) matrix read as (12, 4) has row sums of another direction; the first four are kept.
      'db summed over the wrong axis',
      'b2',
      broken('db2', ({ operands: [db, dZ] }) => ({
        kernel: 'sumRows',
        operands: [db, dZ, 4, 4, 1 / 12] as [number, number, number, number, number],
      })),
    ],
  ];

  it.each(mistakes)('%s makes %s wrong', (_, parameter, rewrite) => {
    const checked = checkAll(machineOf(square, rewrite));
    const found = checked.find((candidate) => candidate.parameter === parameter);
    expect(found?.verdict).toBe('wrong');
    expect(found?.relativeError).toBeGreaterThan(1e-2);
    expect(worstVerdict(verdicts(checked))).toBe('wrong');
  });

  it.each(mistakes)('%s leaves the parameters of later layers right', (_, parameter, rewrite) => {
    const checked = checkAll(machineOf(square, rewrite));
    const layer = Number(parameter.slice(1));
    const later = checked.filter((candidate) => layer < Number(candidate.parameter.slice(1)));
    expect(later.length).toBeGreaterThan(0);
    for (const { verdict } of later) expect(verdict).toBe('correct');
  });

  it('is shown at the entry where it is largest', () => {
    const checked = checkAll(machineOf(square, mistakes[1]![2]));
    const worst = checked.find(({ parameter }) => parameter === 'W2')?.worst;
    expect(worst?.analytic).toBeCloseTo(2 * (worst?.numerical ?? NaN), 8);
  });
});

describe('case 50: a kink', () => {
  /** Two inputs, one ReLU unit whose input is `offset` for one sample, and an identity output. */
  function nearKink(offset: number): Machine {
    const spec = testSpec({
      layers: [
        { units: 1, activation: 'relu' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'squaredError',
      training: { batchSize: 2 },
      samples: 2,
    });
    const machine = new Machine({
      kernels: instantiateKernels(),
      spec,
      dataset: {
        ...testDataset(spec),
        train: {
          count: 2,
          inputs: Float64Array.of(1, 0, 1, 2),
          targets: Float64Array.of(1, 2),
        },
      },
    });
    machine.view('W1', 0).values.set([offset, 1]);
    machine.view('W2', 0).values.set([3]);
    return machine;
  }

  it('within h of a ReLU input is reported as one, and left out of the error', () => {
    const [W1, b1, W2, b2] = checkAll(nearKink(4e-6));
    expect(W1).toMatchObject({ verdict: 'kink', kinks: 1, checked: 2 });
    expect(b1).toMatchObject({ verdict: 'kink', kinks: 1, worst: undefined });
    expect(W2).toMatchObject({ verdict: 'correct', kinks: 0 });
    expect(b2).toMatchObject({ verdict: 'correct', kinks: 0 });
  });

  it('farther away than h is none', () => {
    expect(verdicts(checkAll(nearKink(2e-5)))).toEqual([
      'correct',
      'correct',
      'correct',
      'correct',
    ]);
  });

  it('does not excuse a mistake elsewhere in the parameter', () => {
    const machine = nearKink(4e-6);
    const check = new GradientCheck({ machine: breakAfter(machine) });
    expect(finish(check.check('W1')).verdict).toBe('wrong');
  });

  /** The machine, whose second entry of dW1 comes out 10 % too large. */
  function breakAfter(machine: Machine): Machine {
    const run = machine.run.bind(machine);
    machine.run = (iteration, from, to) => {
      run(iteration, from, to);
      machine.view('dW1', 0).values[1]! *= 1.1;
    };
    return machine;
  }
});

describe('gradients that vanish', () => {
  it('below the rounding noise of the cost are to be looked at, not wrong', () => {
    const layers = Array.from({ length: 14 }, () => ({ units: 3, activation: 'sigmoid' as const }));
    const checked = checkAll(
      machineOf({ layers: [...layers, { units: 1, activation: 'sigmoid' }] }),
    );
    const first = checked[0];
    expect(first?.analyticNorm).toBeLessThan(1e-9);
    expect(first?.relativeError).toBeGreaterThan(1e-7);
    expect(first?.verdict).toBe('look');
    expect(checked.at(-1)?.verdict).toBe('correct');
    expect(verdicts(checked)).not.toContain('wrong');
  });
});

describe('case 34: a check that is stopped midway', () => {
  it('leaves every bit of the machine’s parameters as it was', () => {
    const machine = machineOf({ layers: [{ units: 5 }, { units: 1, activation: 'sigmoid' }] });
    const before = machine.fingerprint();
    const check = new GradientCheck({ machine });
    for (const parameter of check.parameters) {
      const entries = check.check(parameter);
      entries.next();
      entries.next();
      expect(machine.fingerprint()).toBe(before);
      entries.return(undefined as never);
      expect(machine.fingerprint()).toBe(before);
    }
  });
});

describe('the entries', () => {
  const machine = () => machineOf({ layers: [{ units: 10 }, { units: 1, activation: 'sigmoid' }] });

  it.each([
    [1, 1],
    [5, 5],
    [7, 7],
    [20, 20],
    [1000, 20],
  ])('at most %i of 20 are checked: %i', (maximumEntries, most) => {
    const check = new GradientCheck({ machine: machine(), maximumEntries });
    const { checked, total } = finish(check.check('W1'));
    expect(total).toBe(20);
    expect(checked).toBeLessThanOrEqual(most);
    expect(checked).toBeGreaterThan(most / 2);
  });

  it('are reported one after another', () => {
    const check = new GradientCheck({ machine: machine() });
    const counts = [...check.check('b1')].map(({ checked }) => checked);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('belong to parameters of the network only', () => {
    const check = new GradientCheck({ machine: machine() });
    expect(() => check.check('Z1').next()).toThrow('Z1 is not a parameter');
  });
});

describe('a numerical gradient', () => {
  it('is the central difference of the cost, computed here from the formulas alone', () => {
    const spec = testSpec({
      layers: [
        { units: 2, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      training: { batchSize: 3 },
      samples: 3,
    });
    const samples = [
      { x: [0.5, -1.25], y: 1 },
      { x: [2, 0.75], y: 0 },
      { x: [-0.3, 0.6], y: 1 },
    ] as const;
    const machine = new Machine({
      kernels: instantiateKernels(),
      spec,
      dataset: {
        ...testDataset(spec),
        train: {
          count: 3,
          inputs: Float64Array.from(samples.flatMap(({ x }) => [...x])),
          targets: Float64Array.from(samples.map(({ y }) => y)),
        },
      },
    });
    const parameters = { W1: [0.3, -0.8, 0.5, 0.2], b1: [0.1, -0.1], W2: [1.1, -0.7], b2: [0.05] };
    for (const [name, values] of Object.entries(parameters))
      machine.view(name, 0).values.set(values);

    function cost({ W1, b1, W2, b2 }: typeof parameters): number {
      const losses = samples.map(({ x: [p, q], y }) => {
        const a = [0, 1].map((i) => Math.tanh(W1[2 * i]! * p + W1[2 * i + 1]! * q + b1[i]!));
        const z = W2[0]! * a[0]! + W2[1]! * a[1]! + b2[0]!;
        const prediction = 1 / (1 + Math.exp(-z));
        return -(y * Math.log(prediction) + (1 - y) * Math.log(1 - prediction));
      });
      return losses.reduce((sum, loss) => sum + loss, 0) / samples.length;
    }

    const h = 1e-5;
    const check = new GradientCheck({ machine, maximumEntries: 1 });
    for (const name of ['W1', 'b1', 'W2', 'b2'] as const) {
      const shifted = (shift: number) => ({
        ...parameters,
        [name]: parameters[name].with(0, parameters[name][0]! + shift),
      });
      const expected = (cost(shifted(h)) - cost(shifted(-h))) / (2 * h);
      const { worst } = finish(check.check(name));
      expect(worst).toMatchObject({ row: 0, column: 0 });
      expect(worst?.numerical).toBeCloseTo(expected, 9);
      expect(worst?.analytic).toBeCloseTo(expected, 9);
    }
  });
});
