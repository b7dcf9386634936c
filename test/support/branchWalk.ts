/**
 * Random walks through a run: steps, seeks, edits and switches of branches, each compared with a plain run from the
 * start that makes the same edits.
 */
import fc from 'fast-check';

import {
  Branches,
  hyperparametersOf,
  mostBranches,
  programBoundaries,
  stepFrom,
  type Branch,
  type EditHere,
} from '../../src/core';
import { PlainRun } from './plainRun';
import { liveBits, type TestNetwork, type TestRun } from './runs';

const dropout = { keep: 0.8, form: 'inverted' } as const;
const batchNorm = {
  position: 'beforeActivation',
  epsilon: 1e-5,
  keep: 0.9,
  runningVariance: 'unbiased',
  initialVariance: 1,
} as const;

export const walkedNetworks: readonly (readonly [string, TestNetwork])[] = [
  [
    'Adam with dropout',
    {
      layers: [
        { units: 5, dropout },
        { units: 1, activation: 'sigmoid' },
      ],
    },
  ],
  [
    'clipped momentum, float32, a short last batch',
    {
      layers: [
        { units: 4, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossEntropy',
      optimizer: {
        type: 'momentum',
        learningRate: 0.1,
        beta: 0.9,
        form: 'average',
        clip: { norm: 1 },
      },
      training: { precision: 'float32', batchSize: 13 },
    },
  ],
  [
    'gradient descent with a schedule, one sample at a time',
    {
      layers: [
        { units: 3, activation: 'leakyRelu' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'squaredError',
      optimizer: {
        type: 'gradientDescent',
        learningRate: 0.05,
        schedule: { type: 'step', every: 1, factor: 0.5 },
      },
      samples: 20,
      training: { batchSize: 1, epochs: 5 },
    },
  ],
  [
    'RMSProp with batch normalization',
    {
      layers: [
        { units: 4, activation: 'tanh', batchNorm },
        { units: 1, activation: 'sigmoid' },
      ],
      optimizer: { type: 'rmsProp', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
    },
  ],
  [
    'Nesterov with a cosine',
    {
      layers: [{ units: 3 }, { units: 1, activation: 'sigmoid' }],
      optimizer: {
        type: 'nesterov',
        learningRate: 0.1,
        momentum: 0.9,
        form: 'pytorch',
        schedule: { type: 'cosine', minimum: 0 },
      },
    },
  ],
];

const granularities = ['instruction', 'layer', 'phase', 'iteration', 'epoch'] as const;
const steps = fc.record({
  kind: fc.constant('step' as const),
  granularity: fc.constantFrom(...granularities),
  direction: fc.constantFrom('forward' as const, 'backward' as const),
});
const seeks = fc.record({
  kind: fc.constant('seek' as const),
  iteration: fc.nat(40),
  instruction: fc.nat(60),
});
const edits = fc.record({
  kind: fc.constant('edit' as const),
  isHyperparameter: fc.boolean(),
  choice: fc.nat(1000),
  value: fc.oneof(
    { weight: 5, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
    fc.constantFrom(NaN, Infinity, -0),
  ),
});
const switches = fc.record({ kind: fc.constant('switch' as const), branch: fc.nat(7) });
export const walkCommands = fc.oneof(
  { weight: 12, arbitrary: steps },
  { weight: 6, arbitrary: seeks },
  { weight: 2, arbitrary: edits },
  { weight: 3, arbitrary: switches },
);
export type WalkCommand = typeof walkCommands extends fc.Arbitrary<infer C> ? C : never;

/** Follows commands and compares, after each, every number with that of a plain run. */
export class Walker {
  private readonly branches: Branches;
  private readonly plain = new Map<Branch, { edits: number; run: PlainRun }>();

  constructor(private readonly run: TestRun) {
    this.branches = new Branches(run.timeline);
  }

  /** Where the numbers are not those of the plain run, in words; nothing when they are. */
  follow(command: WalkCommand): string | undefined {
    const refusal = this.move(command);
    if (refusal !== undefined) return refusal;
    const { id, timeline } = this.branches.inUse;
    const { iteration, instruction } = timeline.position;
    const expected = this.plainRun().at(timeline.position);
    const found = liveBits({ ...this.run, timeline });
    const names = Object.keys({ ...found, ...expected.tensors });
    const wrong = names.filter((name) => found[name] !== expected.tensors[name]);
    if (this.run.machine.fingerprint() !== expected.fingerprint) wrong.push('fingerprint');
    if (wrong.length === 0) return undefined;
    return `branch ${id} at ${iteration}:${instruction}: ${wrong.join(', ')}`;
  }

  private move(command: WalkCommand): string | undefined {
    const { timeline } = this.branches.inUse;
    switch (command.kind) {
      case 'step': {
        const { machine, spec } = this.run;
        const target = stepFrom(timeline.position, command, {
          boundaries: programBoundaries(machine.program.instructions),
          iterations: machine.iterationsPerEpoch * spec.training.epochs,
          iterationsPerEpoch: machine.iterationsPerEpoch,
        });
        if (target !== undefined && target.iteration <= 60) timeline.seek(target);
        return undefined;
      }
      case 'seek': {
        const instruction = Math.min(timeline.end.instruction, command.instruction);
        timeline.seek({ iteration: command.iteration, instruction });
        return undefined;
      }
      case 'switch': {
        const branch = this.branches.find((command.branch % this.branches.all.length) + 1)!;
        const { position } = this.branches.placeIn(branch);
        this.branches.use(branch);
        branch.timeline.seek(position);
        return undefined;
      }
      case 'edit': {
        const outcome = this.branches.edit(this.editOf(command));
        const isFull = this.branches.all.length === mostBranches;
        return outcome.kind === 'refused' && !isFull ? outcome.message : undefined;
      }
      default:
        return command satisfies never;
    }
  }

  private editOf({ isHyperparameter, choice, value }: WalkCommand & { kind: 'edit' }): EditHere {
    const { timeline } = this.branches.inUse;
    if (isHyperparameter) {
      const parameters = hyperparametersOf(timeline.spec);
      const { name } = parameters[choice % parameters.length]!;
      const size = Number.isFinite(value) ? Math.abs(value) : 0.5;
      return { kind: 'hyperparameter', name, value: Math.min(0.9, Math.max(0.01, size)) };
    }
    const live = this.run.machine.program.tensors.filter(({ name }) => timeline.isLive(name));
    const tensor = live[choice % live.length]!.name;
    const { rows, columns } = timeline.read(tensor)!;
    const [row, column] = [choice % rows, choice % columns];
    return { kind: 'element', tensor, row, column, value };
  }

  private plainRun(): PlainRun {
    const { inUse } = this.branches;
    const edits = inUse.timeline.edits;
    const known = this.plain.get(inUse);
    if (known?.edits === edits.length) return known.run;
    const run = new PlainRun(this.run, [...edits]);
    this.plain.set(inUse, { edits: edits.length, run });
    return run;
  }
}
