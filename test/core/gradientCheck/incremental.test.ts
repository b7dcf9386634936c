/** An incremental forward pass finds what a whole one finds, for every entry, in every dense network. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { GradientCheck, Machine, type Instruction } from '../../../src/core';
import { ForwardPasses } from '../../../src/core/gradientCheck/forwardPasses';
import {
  ForwardPassesDisagreeError,
  IncrementalCosts,
} from '../../../src/core/gradientCheck/incrementalCosts';
import { firstReachedLayer } from '../../../src/core/gradientCheck/incrementalForward';
import type { ActivationKind, LayerSpec, LogForm, NetworkSpec } from '../../../src/network/spec';
import { instantiateKernels, testDataset, testSpec } from '../../support/runs';

const h = 1e-5;

/** A machine that has gone through one iteration of all samples at once. */
function machineOf(spec: NetworkSpec): Machine {
  const machine = new Machine({
    kernels: instantiateKernels(),
    spec,
    dataset: testDataset(spec),
  });
  const { instructions } = machine.program;
  machine.run(
    0,
    0,
    instructions.findIndex(({ phase }) => phase === 'update'),
  );
  return machine;
}

function incrementalOf(
  machine: Machine,
  spec: NetworkSpec,
  rewrite?: (instruction: Instruction) => Instruction,
): { readonly passes: ForwardPasses; readonly incremental: IncrementalCosts } {
  const passes = new ForwardPasses(machine);
  const incremental = IncrementalCosts.of({
    machine,
    passes,
    spec,
    kernels: instantiateKernels(),
    rewrite,
    turn: 0,
  });
  if (incremental === undefined) throw new Error('Nothing is followed');
  return { passes, incremental };
}

const hidden: readonly ActivationKind[] = [
  'identity',
  'step',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'silu',
  'softplus',
  'softmax',
];
const outputs = [
  ['sigmoid', 'binaryCrossEntropy'],
  ['softmax', 'categoricalCrossEntropy'],
  ['identity', 'squaredError'],
  ['tanh', 'sumSquaredError'],
  ['relu', 'meanSquaredError'],
  ['softmax', 'squaredError'],
] as const;
const logForms: readonly LogForm[] = ['plain', 'offset', 'clamped'];
const decayForms = ['course', 'book', 'pytorch'] as const;

const network = fc
  .record({
    hidden: fc.array(
      fc.record({
        type: fc.constant('dense' as const),
        units: fc.integer({ min: 1, max: 70 }),
        activation: fc.constantFrom(...hidden),
      }),
      { maxLength: 3 },
    ),
    output: fc.constantFrom(...outputs),
    units: fc.integer({ min: 2, max: 5 }),
    samples: fc.integer({ min: 2, max: 40 }),
    seed: fc.integer({ min: 0, max: 1000 }),
    logForm: fc.constantFrom(...logForms),
    decay: fc.option(fc.constantFrom(...decayForms), { nil: undefined }),
  })
  .map(({ hidden, output: [activation, loss], units, samples, seed, logForm, decay }) => ({
    ...testSpec({
      layers: [...hidden, { units, activation }],
      loss,
      samples,
      training: { batchSize: samples, seed },
    }),
    logForm,
    ...(decay === undefined ? {} : { weightDecay: { lambda: 0.3, form: decay } }),
  }));

it('finds the costs of whole forward passes, of any change of every parameter', () => {
  fc.assert(
    fc.property(network, (spec) => {
      const machine = machineOf(spec);
      const { passes, incremental } = incrementalOf(machine, spec);
      const before = machine.fingerprint();
      for (const { name, role } of machine.program.tensors) {
        if (role !== 'parameter') continue;
        const total = machine.view(name, 0).values.length;
        const portion = incremental.portionOf(name) ?? NaN;
        for (let first = 0; first < total; first += portion) {
          const entries = Array.from(
            { length: Math.min(portion, total - first) },
            (_, place) => first + place,
          );
          const changes = incremental.changes(name, entries, h);
          const tolerance = 1e-13 * Math.max(1, Math.abs(passes.cost));
          const stride = Math.ceil(total / 40);
          entries.forEach((index, place) => {
            if (index % stride !== 0) return;
            for (const [sign, change] of [h, -h].entries()) {
              const whole = passes.wholeCost({ parameter: name, index }, change) - passes.cost;
              const difference = Math.abs(whole - changes[2 * place + sign]!);
              expect(difference, `${name}[${index}]`).toBeLessThanOrEqual(tolerance);
            }
          });
        }
      }
      expect(machine.fingerprint()).toBe(before);
    }),
    { numRuns: 30 },
  );
});

describe('a mistake in what is recomputed', () => {
  const spec = testSpec({
    layers: [{ units: 6 }, { units: 5 }, { units: 1, activation: 'identity' }],
    loss: 'squaredError',
    samples: 20,
    training: { batchSize: 20 },
  });

  /** Takes SiLU for the identity. */
  const broken = (instruction: Instruction): Instruction =>
    instruction.name === 'A3'
      ? {
          ...instruction,
          calls: (addressOf) =>
            instruction
              .calls(addressOf)
              .map(({ operands }) => ({ kernel: 'silu', operands }) as never),
        }
      : instruction;

  it.each(['W1', 'b1', 'W2', 'b2', 'W3', 'b3'])('is found, and %s named', (parameter) => {
    const check = new GradientCheck({
      machine: machineOf(spec),
      incremental: { spec, kernels: instantiateKernels(), rewrite: broken, turn: 0 },
    });
    const all = (): unknown => [...check.check(parameter)];
    expect(all).toThrow(ForwardPassesDisagreeError);
    expect(all).toThrow(new RegExp(`^With ${parameter}\\[\\d+, \\d+\\] changed by -?0.00001, `));
  });
});

describe('what is made once more', () => {
  const spec = testSpec({
    layers: [{ units: 600 }, { units: 1, activation: 'sigmoid' }],
    samples: 4,
    training: { batchSize: 4 },
  });
  const drawn = (turn: number, parameter: string, count: number): readonly number[] => {
    const machine = machineOf(spec);
    const incremental = IncrementalCosts.of({
      machine,
      passes: new ForwardPasses(machine),
      spec,
      kernels: instantiateKernels(),
      turn,
    });
    return [...(incremental?.drawn(parameter, count) ?? [])];
  };

  it('is about one entry in a hundred, and one of each parameter at least', () => {
    const counts = Array.from({ length: 20 }, (_, turn) => drawn(turn, 'W1', 1200).length);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(9);
    expect(mean).toBeLessThan(15);
    expect(drawn(0, 'b2', 1)).toEqual([0]);
  });

  it('is always the same in the same check, and something else in another', () => {
    expect(drawn(3, 'W1', 1200)).toEqual(drawn(3, 'W1', 1200));
    expect(drawn(3, 'W1', 1200)).not.toEqual(drawn(4, 'W1', 1200));
    expect(drawn(3, 'W1', 600)).not.toEqual(drawn(3, 'b1', 600));
  });
});

describe('what can be followed', () => {
  const dense = {
    type: 'dense',
    units: 3,
    activation: 'tanh',
    initializer: { type: 'zeros' },
  } as const;
  const normalized = {
    ...dense,
    batchNorm: {
      position: 'beforeActivation',
      epsilon: 1e-5,
      keep: 0.9,
      runningVariance: 'biased',
      initialVariance: 1,
    },
  } as const;
  const dropped = { ...dense, dropout: { keep: 0.5, form: 'inverted' } } as const;
  const flat = { type: 'flatten' } as const;

  const cases: readonly (readonly [string, readonly LayerSpec[], number])[] = [
    ['all plain dense layers', [dense, dense, dense], 1],
    ['those behind dropout', [dense, dropped, dense], 3],
    ['those behind batch normalization', [normalized, dense, dense], 2],
    ['those behind images', [flat, dense], 2],
    ['none when the last is normalized', [dense, normalized], 3],
  ];

  it.each(cases)('are %s', (_, layers, first) => {
    expect(firstReachedLayer(layers)).toBe(first);
  });

  it('is nothing where the cost is not finite', () => {
    const spec = testSpec({
      layers: [{ units: 1, activation: 'identity' }],
      loss: 'squaredError',
      samples: 4,
      training: { batchSize: 4 },
    });
    const machine = new Machine({
      kernels: instantiateKernels(),
      spec,
      dataset: testDataset(spec),
    });
    machine.view('W1', 0).values.fill(1e200);
    const check = new GradientCheck({
      machine,
      incremental: { spec, kernels: instantiateKernels(), turn: 0 },
    });
    expect([...check.check('W1')].at(-1)?.verdict).toBe('wrong');
  });
});
