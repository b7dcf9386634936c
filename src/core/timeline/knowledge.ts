/**
 * Knowledge: what is known of one branch of a run, and how far it has come.
 *
 * The scalars and evaluations of an iteration are recorded when it ends for the first time, keyframes are kept where
 * some begin, and none of them changes afterwards. Whatever comes a second time is proven to be the same: an iteration
 * by its cost, the start of one by the fingerprint of its keyframe, and what another process has computed by both.
 * It never moves the run; where that stands is said to it.
 */
import type { NetworkSpec } from '../../network/spec';
import type { Machine } from '../machine/machine';
import type { Evaluations } from './evaluations';
import { KeyframeStore, type Keyframe } from './keyframes';
import type { Position } from './position';
import { proveReplay } from './proveReplay';
import { storeProven, type RememberedPast } from './rememberedPast';
import type { ScalarIndex } from './scalarIndex';
import { ScalarRecord } from './scalarRecord';

export interface KnowledgeOptions {
  readonly machine: Machine;
  /** Iterations of the whole run. */
  readonly iterations: number;
  readonly keyframeBudgetBytes: number;
  /** Made where they are due, before the iteration behind begins. */
  readonly evaluations?: Evaluations;
}

export class Knowledge {
  /** The same for all branches of a run. */
  readonly options: KnowledgeOptions;
  readonly evaluations: Evaluations | undefined;
  private readonly machine: Machine;
  private readonly recorded: ScalarRecord;
  private readonly keyframes: KeyframeStore;
  // Numbers instead of a position: running must not allocate.
  private furthestIteration = 0;
  private furthestInstruction = 0;

  /** Without `origin`, of a run that stands at its start; with it, what a branch has of the past of another. */
  constructor(options: KnowledgeOptions, origin?: { knowledge: Knowledge; position: Position }) {
    const { machine, iterations, keyframeBudgetBytes: budgetBytes } = options;
    this.options = options;
    this.machine = machine;
    if (origin === undefined) {
      const { byteLength } = machine.persistent;
      this.keyframes = new KeyframeStore({ byteLength, budgetBytes, iterations });
      this.recorded = new ScalarRecord(machine);
      this.evaluations = options.evaluations;
      this.keep(0, 0);
      return;
    }
    const { knowledge, position } = origin;
    const { iteration, instruction } = position;
    const ended = instruction < knowledge.end.instruction ? iteration : iteration + 1;
    this.keyframes = knowledge.keyframes.branch(iteration);
    this.recorded = new ScalarRecord(machine, knowledge.scalars.branch(ended));
    this.evaluations = knowledge.evaluations?.branch(ended);
    this.furthestIteration = iteration;
    this.furthestInstruction = instruction;
  }

  /** What of this is true of a branch that begins at `position`, too. */
  branch(position: Position): Knowledge {
    return new Knowledge(this.options, { knowledge: this, position });
  }

  /** Of each iteration the cost, then the norms of the machine's measured tensors. */
  get scalars(): ScalarIndex {
    return this.recorded.scalars;
  }

  /** Iterations that have been run to their end at least once. */
  get computedIterations(): number {
    return this.scalars.count;
  }

  /** Of the run; fewer than planned once early stopping has ended it. */
  get iterations(): number {
    return this.evaluations?.iterations ?? this.options.iterations;
  }

  get end(): Position {
    const { instructions } = this.machine.program;
    return { iteration: this.iterations - 1, instruction: instructions.length };
  }

  /** The last position that has ever been reached. */
  get furthest(): Position {
    return { iteration: this.furthestIteration, instruction: this.furthestInstruction };
  }

  get keyframeIterations(): readonly number[] {
    return this.keyframes.iterations;
  }

  /** The last keyframe at or before `iteration`; its bytes are valid until another one is kept. */
  keyframeBefore(iteration: number): Keyframe | undefined {
    return this.keyframes.nearest(iteration);
  }

  /** The branch stands here. */
  reach(iteration: number, instruction: number): void {
    if (iteration < this.furthestIteration) return;
    if (iteration === this.furthestIteration && instruction < this.furthestInstruction) return;
    this.furthestIteration = iteration;
    this.furthestInstruction = instruction;
  }

  /**
   * The machine stands where `iteration` begins. `targetIteration` is where a step back may follow; absent on a
   * journey that may end anywhere.
   */
  proveOrKeep(iteration: number, targetIteration?: number): void {
    if (this.keyframes.has(iteration)) {
      proveReplay(this.machine, this.keyframes.at(iteration)!);
      return;
    }
    // The iterations just behind the target are kept, so that the next steps back are copies.
    const isJustBehind =
      targetIteration !== undefined && targetIteration - iteration < this.keyframes.near;
    if (isJustBehind || this.keyframes.wants(iteration, this.computedIterations)) {
      this.keep(iteration, targetIteration ?? iteration);
    }
  }

  /** The machine stands at the end of `iteration`, before anything is changed there; `spec` holds in it. */
  record(iteration: number, spec: NetworkSpec): void {
    this.recorded.record(iteration);
    this.beginEvaluation(iteration, spec);
  }

  /** As `record`, for all of the `count` iterations from this one on that the machine has just passed over. */
  recordPassed(iteration: number, count: number, spec: NetworkSpec): void {
    this.recorded.recordPassed(iteration, count);
    this.beginEvaluation(iteration + count - 1, spec);
  }

  /** Whether the evaluation that has been begun is done; false when time is up before. */
  evaluate(isInTime: () => boolean): boolean {
    return this.evaluations?.advance(isInTime) ?? true;
  }

  /**
   * The first iteration behind this one, at most `target`, at which there may be something to keep, to prove or to
   * evaluate on the way there, or from which on nothing is known.
   */
  nextEvent(iteration: number, target: number): number {
    const { computedIterations } = this;
    const isKnown = iteration < computedIterations;
    return Math.min(
      target,
      Math.max(iteration + 1, target - this.keyframes.near + 1),
      Math.max(iteration + 1, this.evaluations?.nextDue(iteration) ?? Infinity),
      this.keyframes.nextEvent(iteration, computedIterations),
      isKnown ? computedIterations : Infinity,
    );
  }

  /**
   * Takes over what another process has computed of this branch from its beginning on, while it still stands there.
   * Each keyframe must have the fingerprint that it claims, and the first must be this run's own start: else a
   * `ReplayMismatchError`, and nothing of it should be used.
   */
  remember({ rows, keyframes }: RememberedPast, cursor: number): void {
    this.recorded.remember(rows);
    const { computedIterations } = this;
    storeProven(keyframes, this.keyframes, {
      cursor,
      machine: this.machine,
      prove: (keyframe) => proveReplay(this.machine, keyframe),
    });
    if (computedIterations <= this.furthestIteration) return;
    const isComplete = computedIterations === this.iterations;
    this.furthestIteration = isComplete ? this.end.iteration : computedIterations;
    this.furthestInstruction = isComplete ? this.end.instruction : 0;
  }

  private beginEvaluation(iteration: number, spec: NetworkSpec): void {
    if (this.evaluations?.isDue(iteration) !== true) return;
    this.evaluations.begin(iteration, this.machine.persistentBytes(), spec);
  }

  private keep(iteration: number, cursor: number): void {
    this.keyframes.store(iteration, this.machine.state, cursor);
  }
}
