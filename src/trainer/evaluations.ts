/** The evaluations of a run: what is evaluated when, and what was found last at a position. */
import {
  Evaluations,
  Evaluator,
  type Dataset,
  type EvaluatedSplit,
  type Samples,
  type SplitName,
  type Timeline,
} from '../core';
import type { NetworkSpec } from '../network/spec';
import type { MetricsReport } from '../protocol/metrics';
import type { InstantiateKernels } from './kernels';

export interface EvaluationSetting {
  readonly spec: NetworkSpec;
  readonly dataset: Dataset;
  readonly instantiateKernels: InstantiateKernels;
  readonly iterationsPerEpoch: number;
  /** Of the whole run. */
  readonly iterations: number;
}

export function evaluationsOf(setting: EvaluationSetting): Evaluations {
  const { spec, dataset, instantiateKernels, iterationsPerEpoch, iterations } = setting;
  const samples: Readonly<Record<SplitName, Samples>> = { ...dataset, training: dataset.train };
  const splits = (['training', 'validation', 'test'] as const).filter(
    (split) => 0 < samples[split].count,
  );
  return new Evaluations({
    spec,
    splits,
    iterationsPerEpoch,
    iterations,
    makeEvaluator: (split, network) =>
      new Evaluator({
        ...dataset,
        kernels: instantiateKernels(),
        spec: network,
        samples: samples[split],
      }),
  });
}

const none: ReadonlyMap<SplitName, EvaluatedSplit> = new Map();

/** Of each split the latest evaluation at or before the present position. */
export function metricsAt({ timeline }: { readonly timeline: Timeline }): MetricsReport {
  const { position, end, evaluations } = timeline;
  const isAtEnd = position.instruction === end.instruction;
  const latest = evaluations?.latest(position.iteration + (isAtEnd ? 1 : 0)) ?? none;
  return {
    splits: [...latest].map(([split, { iteration, evaluation }]) => {
      const { cost, accuracy, meanAbsoluteError, classes } = evaluation;
      return {
        split,
        iteration,
        measure: accuracy === undefined ? 'meanAbsoluteError' : 'accuracy',
        values: Float64Array.of(cost, accuracy ?? meanAbsoluteError ?? NaN),
        ...(classes && { classes }),
      };
    }),
  };
}
