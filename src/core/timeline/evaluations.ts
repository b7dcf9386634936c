/**
 * Evaluations: how good the network is over whole splits, after some of the iterations.
 *
 * What they find is a function of the persistent block at the end of the iteration. They are kept for the whole run,
 * like the scalars, so that going back is a lookup; and early stopping follows from them alone, so that every way
 * through a run ends it at the same iteration.
 */
import type { NetworkSpec } from '../../network/spec';
import type { Evaluation, Evaluator } from '../machine/evaluator';
import { EarlyStopping } from './earlyStopping';
import {
  EvaluationLog,
  measuresOf,
  valueOf,
  type EvaluatedIteration,
  type EvaluatedSplit,
  type EvaluatedSplits,
  type SplitName,
} from './evaluationLog';
import type { ReduceOptions } from './scalarIndex';

export interface EvaluationPlan {
  readonly spec: NetworkSpec;
  /** The splits that have samples. */
  readonly splits: readonly SplitName[];
  readonly iterationsPerEpoch: number;
  /** Of the whole run. */
  readonly iterations: number;
  /** For a network that may have other hyper-parameters than `spec`. */
  readonly makeEvaluator: (split: SplitName, spec: NetworkSpec) => Evaluator;
}

interface Pending {
  readonly iteration: number;
  readonly spec: NetworkSpec;
  readonly found: Partial<Record<SplitName, Evaluation>>;
  /** The splits to come; the first is under way. */
  left: readonly SplitName[];
  isBegun: boolean;
}

export class Evaluations {
  private readonly plan: EvaluationPlan;
  private readonly log: EvaluationLog;
  /** The state that is evaluated: one array for all, because training allocates nothing. */
  private persistent = new Uint8Array(0);
  private readonly evaluators: EvaluatorCache;
  private pending: Pending | undefined;
  private readonly stopping: EarlyStopping | undefined;
  private stoppedAfter: number | undefined;

  constructor(plan: EvaluationPlan, origin?: Origin) {
    const { spec, splits } = plan;
    this.plan = plan;
    this.evaluators = origin?.evaluators ?? { layers: undefined, made: new Map(), user: undefined };
    const { earlyStopping } = spec.training;
    const canStop = earlyStopping !== undefined && splits.includes('validation');
    this.stopping = canStop ? new EarlyStopping(earlyStopping) : undefined;
    this.log = origin?.log ?? EvaluationLog.empty(spec, splits);
    if (this.stopping === undefined) return;
    for (const { iteration, splits: found } of this.log.since(0)) this.observe(iteration, found);
  }

  /** Of a branch that has the first `iterations` of this one. */
  branch(iterations: number): Evaluations {
    const { plan, evaluators, log } = this;
    return new Evaluations(plan, { evaluators, log: log.branch(iterations) });
  }

  /** Of the series: `validation J`, `validation accuracy`, … */
  get names(): readonly string[] {
    return this.log.names;
  }

  /** The first iteration from this one on after which an evaluation is missing; infinite when none is. */
  nextDue(from: number): number {
    const { iterations, splits, spec } = this.plan;
    if (splits.length === 0) return Infinity;
    const first = Math.max(from, this.log.lastIteration + 1);
    const last = iterations - 1;
    const isRegular = spec.training.evaluateEvery !== undefined || splits.includes('validation');
    const regular = isRegular
      ? Math.ceil((first + 1) / this.interval) * this.interval - 1
      : Infinity;
    if (last < first) return Infinity;
    return Math.min(regular, last);
  }

  isDue(iteration: number): boolean {
    return this.nextDue(iteration) === iteration;
  }

  /** Begins the evaluation that is due after this iteration, of which the block is the end; `spec` holds there. */
  begin(iteration: number, persistent: Uint8Array, spec: NetworkSpec): void {
    if (!this.isDue(iteration) || this.pending?.iteration === iteration) return;
    const { splits } = this.plan;
    // The validation split decides whether this is the end, and so whether the others are looked at.
    const left = this.isWhole(iteration) ? splits : splits.filter(isValidation);
    const found = {};
    if (this.persistent.length !== persistent.length) this.persistent = persistent.slice();
    else this.persistent.set(persistent);
    this.pending = { iteration, spec, found, left, isBegun: false };
  }

  /** Goes on with what has been begun; false when `mayContinue` says no before its end. */
  advance(mayContinue: () => boolean): boolean {
    const { pending } = this;
    if (pending === undefined) return true;
    for (let [split] = pending.left; split !== undefined; [split] = pending.left) {
      const evaluator = this.evaluatorOf(split, pending.spec);
      if (!pending.isBegun || this.evaluators.user !== pending) evaluator.begin(this.persistent);
      pending.isBegun = true;
      this.evaluators.user = pending;
      const evaluation = evaluator.advance();
      if (evaluation !== undefined) this.finish(pending, split, evaluation);
      if (0 < pending.left.length && !mayContinue()) return false;
    }
    this.pending = undefined;
    this.keep({ iteration: pending.iteration, splits: pending.found });
    return true;
  }

  /** Drops what has been begun; it is due again. */
  giveUp(): void {
    this.pending = undefined;
    this.evaluators.user = undefined;
  }

  /** Those after this iteration and the ones behind it. */
  since(iteration: number): readonly EvaluatedIteration[] {
    return this.log.since(iteration);
  }

  /** Takes over what another process has found, behind what there is; false when one of them is not due, or not of this run. */
  remember(found: readonly EvaluatedIteration[]): boolean {
    for (const evaluated of found) {
      if (!this.isDue(evaluated.iteration) || !this.log.fits(evaluated.splits)) return false;
      this.keep(evaluated);
    }
    return true;
  }

  /** Iterations of the run; fewer than planned once early stopping has ended it. */
  get iterations(): number {
    return this.stoppedAfter === undefined ? this.plan.iterations : this.stoppedAfter + 1;
  }

  /** Minimum, then maximum of a series per bucket; NaN twice where nothing was evaluated. */
  reduce(name: string, options: ReduceOptions): Float64Array {
    return this.log.reduce(name, options);
  }

  /** The latest evaluation of each split among those after the first `iterations` iterations. */
  latest(iterations: number): ReadonlyMap<SplitName, EvaluatedSplit> {
    return this.log.latest(iterations);
  }

  /** Why the run has ended before its last iteration; a sentence. Undefined when it has not. */
  get stopNotice(): string | undefined {
    const { earlyStopping } = this.plan.spec.training;
    if (this.stoppedAfter === undefined || earlyStopping === undefined) return undefined;
    const { patience, minimumDelta } = earlyStopping;
    const by = minimumDelta === 0 ? '' : ` by more than ${minimumDelta}`;
    const times = patience === 1 ? 'the last evaluation' : `the last ${patience} evaluations`;
    return `Early stopping: ${this.stoppingSeries} has not become better${by} in ${times}, so the run ends after iteration ${this.stoppedAfter}.`;
  }

  /** Iterations from one evaluation to the next. */
  private get interval(): number {
    const { spec, iterationsPerEpoch } = this.plan;
    return spec.training.evaluateEvery ?? iterationsPerEpoch;
  }

  /** Whether all splits are evaluated, and not only the validation split. */
  private isWhole(iteration: number): boolean {
    const { spec, iterations } = this.plan;
    return spec.training.evaluateEvery !== undefined || iteration + 1 === iterations;
  }

  private finish(pending: Pending, split: SplitName, evaluation: Evaluation): void {
    pending.found[split] = evaluation;
    pending.left = pending.left.slice(1);
    pending.isBegun = false;
    if (!isValidation(split) || this.isWhole(pending.iteration)) return;
    if (this.stopping?.endsWith(this.stoppingValue(pending.found)) !== true) return;
    pending.left = this.plan.splits.filter((other) => !isValidation(other));
  }

  private keep(evaluated: EvaluatedIteration): void {
    this.log.append(evaluated);
    this.observe(evaluated.iteration, evaluated.splits);
  }

  /** Whether the run ends with this evaluation follows from it and those before. */
  private observe(iteration: number, splits: EvaluatedSplits): void {
    if (this.stopping === undefined || this.stoppedAfter !== undefined) return;
    const value = this.stoppingValue(splits);
    if (this.stopping.endsWith(value) && iteration + 1 < this.plan.iterations) {
      this.stoppedAfter = iteration;
    }
    this.stopping.observe(value);
  }

  private get stoppingSeries(): string {
    const [cost, other] = measuresOf(this.plan.spec);
    const isCost = this.plan.spec.training.earlyStopping?.metric === 'validationCost';
    return `validation ${isCost ? cost : other}`;
  }

  private stoppingValue(splits: EvaluatedSplits): number {
    return valueOf(splits, this.stoppingSeries);
  }

  /** Only numbers in the layers change what an evaluation computes. */
  private evaluatorOf(split: SplitName, spec: NetworkSpec): Evaluator {
    const { evaluators, plan } = this;
    if (evaluators.layers !== spec.layers) {
      evaluators.made.clear();
      evaluators.layers = spec.layers;
    }
    const known = evaluators.made.get(split);
    if (known !== undefined) return known;
    const made = plan.makeEvaluator(split, spec);
    evaluators.made.set(split, made);
    return made;
  }
}

/** What a branch has of the one that it begins in. */
interface Origin {
  readonly evaluators: EvaluatorCache;
  readonly log: EvaluationLog;
}

/** One for all branches. */
interface EvaluatorCache {
  layers: NetworkSpec['layers'] | undefined;
  readonly made: Map<SplitName, Evaluator>;
  /** Who has begun the evaluation that is under way. */
  user: Pending | undefined;
}

function isValidation(split: SplitName): boolean {
  return split === 'validation';
}
