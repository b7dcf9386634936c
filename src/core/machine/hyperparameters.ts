/**
 * Hyper-parameters that can change while a network trains: those that are numbers in its instructions.
 *
 * They change neither a tensor nor the list of instructions, so the same memory serves before and after.
 */
import type { LayerSpec, NetworkSpec, OptimizerSpec } from '../../network/spec';

export interface Hyperparameter {
  /** `learningRate`, `optimizerBeta1`, `dropoutKeep2`: where it stands in the network file. */
  readonly name: string;
  readonly value: number;
  /** `a number from 0 to 1000` */
  readonly range: string;
  allows(value: number): boolean;
  with(value: number): NetworkSpec;
}

/** The tensor that holds the learning rate has this name too. */
export const learningRate = 'learningRate';

export function hyperparametersOf(spec: NetworkSpec): readonly Hyperparameter[] {
  const { optimizer, weightDecay, layers } = spec;
  const { clip } = optimizer;
  const inOptimizer = (change: Partial<OptimizerSpec>): NetworkSpec => ({
    ...spec,
    // One member of the union, with one of its own numbers replaced.
    optimizer: { ...optimizer, ...change } as OptimizerSpec,
  });
  return [
    {
      name: learningRate,
      value: optimizer.learningRate,
      ...upTo1000,
      with: (value) => inOptimizer({ learningRate: value, ...heldSchedule(optimizer) }),
    },
    ...optimizerNumbers.flatMap(([key, bounds]) => {
      const value = Object.entries(optimizer).find(([option]) => option === key)?.[1] as unknown;
      if (typeof value !== 'number') return [];
      const name = `optimizer${key[0]!.toUpperCase()}${key.slice(1)}`;
      return [{ name, value, ...bounds, with: (next: number) => inOptimizer({ [key]: next }) }];
    }),
    ...(['norm', 'value'] as const).flatMap((key) => {
      const value = clip?.[key];
      if (value === undefined) return [];
      const name = key === 'norm' ? 'clipNorm' : 'clipValue';
      const change = (next: number) => inOptimizer({ clip: { ...clip, [key]: next } });
      return [{ name, value, ...upToMillion, with: change }];
    }),
    ...(weightDecay === undefined || weightDecay.lambda === 0
      ? []
      : [
          {
            name: 'weightDecayLambda',
            value: weightDecay.lambda,
            // Without any decay the cost has fewer instructions.
            ...aboveZeroTo1000,
            with: (lambda: number) => ({ ...spec, weightDecay: { ...weightDecay, lambda } }),
          },
        ]),
    ...layers.flatMap((layer, index) => dropoutOf(spec, layer, index)),
  ];
}

interface Bounds {
  readonly range: string;
  allows(value: number): boolean;
}

const upTo1000: Bounds = {
  range: 'a number from 0 to 1000',
  allows: (value) => 0 <= value && value <= 1000,
};
const aboveZeroTo1000: Bounds = {
  range: 'a number greater than 0 and at most 1000',
  allows: (value) => 0 < value && value <= 1000,
};
const belowOne: Bounds = {
  range: 'a number of at least 0 and less than 1',
  allows: (value) => 0 <= value && value < 1,
};
const upToOne: Bounds = {
  range: 'a number greater than 0 and at most 1',
  allows: (value) => 0 < value && value <= 1,
};
const upToMillion: Bounds = {
  range: 'a number greater than 0 and at most 1000000',
  allows: (value) => 0 < value && value <= 1e6,
};

const optimizerNumbers: readonly (readonly [string, Bounds])[] = [
  ['beta', belowOne],
  ['momentum', belowOne],
  ['decay', belowOne],
  ['beta1', belowOne],
  ['beta2', belowOne],
  ['epsilon', upToOne],
];

/** A rate that has been set by hand stays: the schedule goes on, but multiplies by 1. */
function heldSchedule({ schedule }: OptimizerSpec): Pick<OptimizerSpec, 'schedule'> {
  if (schedule === undefined || schedule.type === 'constant') return {};
  return { schedule: { type: 'step', every: 1, factor: 1 } };
}

function dropoutOf(spec: NetworkSpec, layer: LayerSpec, index: number): readonly Hyperparameter[] {
  if (!('dropout' in layer)) return [];
  const { dropout } = layer;
  return [
    {
      name: `dropoutKeep${index + 1}`,
      value: dropout.keep,
      ...upToOne,
      with: (keep) => ({
        ...spec,
        layers: spec.layers.with(index, { ...layer, dropout: { ...dropout, keep } }),
      }),
    },
  ];
}
