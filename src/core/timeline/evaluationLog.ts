/**
 * What has been found of all splits, for the whole run: looking back is a lookup here.
 *
 * Evaluations are appended in the order of their iterations.
 */
import type { NetworkSpec } from '../../network/spec';
import { losses } from '../losses/loss';
import type { Evaluation } from '../machine/evaluator';
import type { ReduceOptions } from './scalarIndex';
import { SplitLog } from './splitLog';

export const splitNames = ['training', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** What has been found of some splits after an iteration. */
export type EvaluatedSplits = Readonly<Partial<Record<SplitName, Evaluation>>>;

export interface EvaluatedIteration {
  readonly iteration: number;
  readonly splits: EvaluatedSplits;
}

export interface EvaluatedSplit {
  /** The iteration after which it was evaluated. */
  readonly iteration: number;
  readonly evaluation: Evaluation;
}

export class EvaluationLog {
  /** Of the series: `validation J`, `validation accuracy`, … */
  readonly names: readonly string[];
  private last = -1;

  private constructor(
    private readonly spec: NetworkSpec,
    private readonly logs: ReadonlyMap<SplitName, SplitLog>,
  ) {
    this.names = [...logs.keys()].flatMap((split) =>
      measuresOf(spec).map((name) => `${split} ${name}`),
    );
  }

  /** Of a network whose splits these are, in the order of their names. */
  static empty(spec: NetworkSpec, splits: readonly SplitName[]): EvaluationLog {
    return new EvaluationLog(spec, new Map(splits.map((split) => [split, new SplitLog()])));
  }

  /** What has been found after the first `iterations` iterations, as a log of its own. */
  branch(iterations: number): EvaluationLog {
    const logs = [...this.logs].map(
      ([split, log]) => [split, log.branch(log.before(iterations))] as const,
    );
    const branch = new EvaluationLog(this.spec, new Map(logs));
    const lasts = logs.map(([, log]) => (log.count === 0 ? -1 : log.iteration(log.count - 1)));
    branch.last = Math.max(-1, ...lasts);
    return branch;
  }

  /** The last iteration that was evaluated; -1 before the first. */
  get lastIteration(): number {
    return this.last;
  }

  append({ iteration, splits }: EvaluatedIteration): void {
    this.last = iteration;
    for (const [split, log] of this.logs) {
      const evaluation = splits[split];
      if (evaluation !== undefined) log.append(iteration, evaluation);
    }
  }

  /** Whether these are of the same samples by the same loss as those that there are. */
  fits(splits: EvaluatedSplits): boolean {
    return [...this.logs].every(([split, log]) => {
      const evaluation = splits[split];
      return evaluation === undefined || log.fits(evaluation);
    });
  }

  /** Those after this iteration and the ones behind it. */
  since(iteration: number): readonly EvaluatedIteration[] {
    const found = new Map<number, Partial<Record<SplitName, Evaluation>>>();
    for (const [split, log] of this.logs) {
      for (let row = log.before(iteration); row < log.count; row++) {
        const splits = found.get(log.iteration(row)) ?? {};
        splits[split] = log.evaluation(row);
        found.set(log.iteration(row), splits);
      }
    }
    return [...found]
      .sort(([one], [other]) => one - other)
      .map(([evaluated, splits]) => ({ iteration: evaluated, splits }));
  }

  /** Minimum, then maximum of a series per bucket; NaN twice where nothing was evaluated. */
  reduce(name: string, { first, iterations, buckets }: ReduceOptions): Float64Array {
    const result = new Float64Array(buckets * 2).fill(NaN);
    const perBucket = Math.max(1, Math.ceil(iterations / buckets));
    const split = splitOf(name);
    const log = split && this.logs.get(split);
    if (log === undefined) return result;
    const end = log.before(first + iterations);
    for (let row = log.before(first); row < end; row++) {
      const value = isCost(name) ? log.cost(row) : log.measure(row);
      if (!Number.isFinite(value)) continue;
      const place = Math.floor((log.iteration(row) - first) / perBucket) * 2;
      if (!(result[place]! <= value)) result[place] = value;
      if (!(value <= result[place + 1]!)) result[place + 1] = value;
    }
    return result;
  }

  /** The latest evaluation of each split among those after the first `iterations` iterations. */
  latest(iterations: number): ReadonlyMap<SplitName, EvaluatedSplit> {
    const latest = new Map<SplitName, EvaluatedSplit>();
    for (const [split, log] of this.logs) {
      const row = log.before(iterations) - 1;
      if (row < 0) continue;
      latest.set(split, { iteration: log.iteration(row), evaluation: log.evaluation(row) });
    }
    return latest;
  }
}

/** Of a series. */
function splitOf(name: string): SplitName | undefined {
  return splitNames.find((split) => name.startsWith(`${split} `));
}

function isCost(name: string): boolean {
  return name.endsWith(` ${costName}`);
}

const costName = 'J';

/** The cost, and what is told of the outputs beside it. */
export function measuresOf({ loss }: NetworkSpec): readonly [cost: string, other: string] {
  return [costName, losses[loss].slope === undefined ? 'accuracy' : 'mean absolute error'];
}

/** Of a series; NaN where the split was not evaluated. */
export function valueOf(splits: EvaluatedSplits, name: string): number {
  const split = splitOf(name);
  const evaluation = split && splits[split];
  if (evaluation === undefined) return NaN;
  const { cost, accuracy, meanAbsoluteError } = evaluation;
  return isCost(name) ? cost : (accuracy ?? meanAbsoluteError ?? NaN);
}
