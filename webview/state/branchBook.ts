/** The branches of the run, with the cost of those that are not in use, and one that tensors are compared with. */
import { batch, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

import type {
  BranchDescription,
  CompareParams,
  ComparisonResult,
} from '../../src/protocol/branches';
import type { SeriesParams, SeriesResult } from '../../src/protocol/series';

import { createLatestWins } from './latestWins';
import { curvesOf } from './seriesBook';
import type { Curve } from './seriesBook';

export interface BranchBook {
  /** In the order in which they were made; none until the trainer has told. */
  readonly branches: ReadonlySignal<readonly BranchDescription[]>;
  /** Costs of the branches that are not in use, by their numbers. */
  readonly otherCosts: ReadonlySignal<ReadonlyMap<number, Curve>>;
  /** The branch that the selected tensor is compared with. */
  readonly compared: ReadonlySignal<number | undefined>;
  readonly comparison: ReadonlySignal<ComparisonResult | undefined>;
  /** The run has stopped, perhaps in another branch. */
  ask(): void;
  compareWith(branch: number | undefined): void;
  /** The tensor that is on screen, to be compared; none when there is no comparison. */
  show(request: CompareParams['request'] | undefined): void;
  reset(): void;
}

export interface BranchQuestions {
  /** None of them rejects: undefined stands for no answer. */
  branches(): Promise<{ readonly branches: readonly BranchDescription[] } | undefined>;
  series(params: SeriesParams): Promise<SeriesResult | undefined>;
  compare(params: CompareParams): Promise<ComparisonResult | undefined>;
}

const costBuckets = 512;

export function createBranchBook(questions: BranchQuestions): BranchBook {
  const branches = signal<readonly BranchDescription[]>([]);
  const otherCosts = signal<ReadonlyMap<number, Curve>>(new Map());
  const compared = signal<number | undefined>(undefined);
  const comparison = signal<ComparisonResult | undefined>(undefined);
  /** Iterations that the known cost of a branch goes over. */
  const lengths = new Map<number, number>();
  let shown: CompareParams['request'] | undefined;
  let generation = 0;

  const asking = createLatestWins<number>(async (asked) => {
    const answer = await questions.branches();
    if (answer === undefined || asked !== generation) return;
    const costs = await costsOf(answer.branches);
    if (asked !== generation) return;
    batch(() => {
      branches.value = answer.branches;
      otherCosts.value = costs;
      const other = answer.branches.find(({ id }) => id === compared.value);
      if (other === undefined || other.isInUse) compareWith(undefined);
    });
  });
  const comparing = createLatestWins<CompareParams>(async (params) => {
    const result = await questions.compare(params);
    if (params.request === shown && params.branch === compared.value) comparison.value = result;
  });

  async function costsOf(all: readonly BranchDescription[]): Promise<ReadonlyMap<number, Curve>> {
    const costs = new Map<number, Curve>();
    for (const { id, isInUse, computedIterations: iterations } of all) {
      if (isInUse || iterations === 0) continue;
      const known = otherCosts.peek().get(id);
      // Nothing is computed in a branch that is not in use.
      if (known !== undefined && lengths.get(id) === iterations) {
        costs.set(id, known);
        continue;
      }
      const window = { names: ['J'], firstIteration: 0, iterations, buckets: costBuckets };
      const answer = await questions.series({ branch: id, ...window });
      const cost = answer && curvesOf(answer).get('J');
      if (cost) costs.set(id, cost);
      lengths.set(id, iterations);
    }
    return costs;
  }

  function compare(): void {
    const branch = compared.value;
    if (shown !== undefined && branch !== undefined) comparing.send({ branch, request: shown });
    else comparison.value = undefined;
  }

  function compareWith(branch: number | undefined): void {
    if (branch === compared.value) return;
    compared.value = branch;
    comparison.value = undefined;
    compare();
  }

  return {
    branches,
    otherCosts,
    compared,
    comparison,
    ask() {
      asking.send(generation);
      compare();
    },
    compareWith,
    show(request) {
      shown = request;
      compare();
    },
    reset() {
      generation++;
      branches.value = [];
      otherCosts.value = new Map();
      compared.value = undefined;
      comparison.value = undefined;
    },
  };
}
