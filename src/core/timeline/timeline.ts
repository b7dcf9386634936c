/**
 * A timeline: one run, and the place in it where we stand. What has been found out on the way is its knowledge.
 *
 * Going anywhere is one operation, a journey: restore the nearest keyframe when the target lies behind or
 * far ahead, then run. Equal positions hold equal bits however they were reached: a replay proves it by the
 * cost of every iteration that it ends, and by the fingerprint of every keyframe that it meets.
 *
 * What was changed by hand is made again whenever its position is passed. A timeline with one more edit is a
 * branch: both have the one past up to there, and the one machine, in which a journey puts its own numbers first.
 */
import type { NetworkSpec } from '../../network/spec';
import type { Machine, TensorView } from '../machine/machine';
import { viewInCopy } from '../machine/persistentCopy';
import { ComputationError } from './computationError';
import { EditTrack, type ReplacedNumber } from './editTrack';
import type { Edit } from './edits';
import type { Evaluations } from './evaluations';
import type { Advance, Journey, Visits } from './journey';
import type { Keyframe } from './keyframes';
import { Knowledge, type KnowledgeOptions } from './knowledge';
import { isLiveAt } from './liveTensors';
import { comparePositions, type Position } from './position';
import type { RememberedPast } from './rememberedPast';
import type { ScalarIndex } from './scalarIndex';

export class Timeline {
  private readonly machine: Machine;
  private readonly known: Knowledge;
  private readonly track: EditTrack;
  /** Which branch's numbers are in the machine; all branches of a run have this one object. */
  private readonly seat: { holder: Timeline };
  /** The persistent block as it was when the current iteration began; on a journey, an earlier one. */
  private readonly iterationStart: Uint8Array;
  /** The iteration that began with it. */
  private startIteration = 0;
  private iteration = 0;
  private instruction = 0;

  /** With `origin`, which holds the machine: a branch of it, standing where it stands. */
  constructor(options: KnowledgeOptions, origin?: Timeline) {
    this.machine = options.machine;
    if (origin === undefined) {
      this.known = new Knowledge(options);
      this.iterationStart = this.machine.persistentBytes().slice();
      this.track = EditTrack.without(this.machine);
      this.seat = { holder: this };
      return;
    }
    this.known = origin.known.branch(origin.position);
    this.iterationStart = origin.iterationStart.slice();
    this.track = origin.track.branch();
    this.seat = origin.seat;
    this.seat.holder = this;
    this.iteration = this.startIteration = origin.iteration;
    this.instruction = origin.instruction;
  }

  /**
   * A timeline that has the past of this one, and from here on a future of its own that begins with `edit`. When it
   * cannot be made, a `ComputationError`, and this one stands where its iteration began.
   */
  branch(edit: Edit): Timeline {
    if (this.seat.holder !== this) throw new RangeError('Only the branch in use can be branched');
    try {
      this.known.evaluate(() => true);
      const branch = new Timeline(this.known.options, this);
      branch.extend(edit);
      return branch;
    } catch (error) {
      this.discard();
      throw new ComputationError(this.iteration, this.position, error);
    }
  }

  /** One more edit, here, where nothing has been computed yet that it would change. */
  extend(edit: Edit): void {
    if (comparePositions(edit.position, this.position) !== 0) {
      throw new RangeError('An edit is made where the timeline stands');
    }
    if (comparePositions(this.furthest, this.position) !== 0) {
      throw new RangeError('What follows has been computed already; that takes a branch');
    }
    this.track.add(edit);
    this.track.makeDue(this.iteration, this.instruction);
  }

  /** In order of their positions. */
  get edits(): readonly Edit[] {
    return this.track.edits;
  }

  /** The network with the hyper-parameters that hold at this position. */
  get spec(): NetworkSpec {
    return this.track.spec;
  }

  /** What edits have replaced in this iteration up to here, in order. */
  get replaced(): readonly ReplacedNumber[] {
    return this.track.replacedIn(this.iteration);
  }

  get evaluations(): Evaluations | undefined {
    return this.known.evaluations;
  }

  /** Of each iteration the cost, then the norms of the machine's measured tensors. */
  get scalars(): ScalarIndex {
    return this.known.scalars;
  }

  /** Fewer than planned once early stopping has ended the run. */
  get iterations(): number {
    return this.known.iterations;
  }

  /** The last position this branch has ever stood at. */
  get furthest(): Position {
    return this.known.furthest;
  }

  get position(): Position {
    return { iteration: this.iteration, instruction: this.instruction };
  }

  get start(): Position {
    return { iteration: 0, instruction: 0 };
  }

  get end(): Position {
    return this.known.end;
  }

  /** Iterations that have been run to their end at least once. */
  get computedIterations(): number {
    return this.known.computedIterations;
  }

  get keyframeIterations(): readonly number[] {
    return this.known.keyframeIterations;
  }

  /** The last keyframe at or before `iteration`; its bytes are valid until the timeline moves. */
  keyframeBefore(iteration: number): Keyframe | undefined {
    return this.known.keyframeBefore(iteration);
  }

  /**
   * Takes over what another process has computed of this branch from its beginning on, where it still stands.
   * Each keyframe must have the fingerprint that it claims, and the first must be this run's own start: else a
   * `ReplayMismatchError`, and nothing of it should be used.
   */
  remember(past: RememberedPast): void {
    this.known.remember(past, this.iteration);
  }

  /**
   * Prepares to go to `target`; nothing moves until the journey advances. One journey at a time.
   * With `visits` it goes forward through every instruction between here and there.
   */
  journeyTo(target: Position, visits?: Visits): Journey {
    if (comparePositions(target, this.start) < 0 || comparePositions(this.end, target) < 0) {
      throw new RangeError(
        `Position ${target.iteration}:${target.instruction} is outside a run of ${this.iterations} iterations of ${this.length} instructions`,
      );
    }
    if (visits === undefined) {
      return { advance: (...may) => this.advance(target, ...may) };
    }
    if (comparePositions(target, this.position) < 0) {
      throw new RangeError('A journey with visits goes forward only');
    }
    return { advance: (...may) => this.advanceVisiting({ target, visits }, ...may) };
  }

  /** Goes to `target` without a break. */
  seek(target: Position): void {
    this.journeyTo(target).advance(() => true);
  }

  /** When a journey has failed and may have left half of something: back to where an iteration began. */
  discard(): void {
    this.evaluations?.giveUp();
    this.seat.holder = this;
    this.restore(this.startIteration, this.iterationStart);
  }

  /** A tensor's numbers; absent when this iteration has not written it yet. Valid until the timeline moves. */
  read(name: string): TensorView | undefined {
    if (this.seat.holder !== this) throw new RangeError('The numbers of another branch are in use');
    return this.isLive(name) ? this.machine.view(name, this.iteration) : undefined;
  }

  /** Persistent tensors always have a value, the others once this iteration has written them. */
  isLive(name: string): boolean {
    return isLiveAt(this.instruction, name, this.machine.programOf(this.iteration));
  }

  /** The numbers that a persistent tensor had when this iteration began. */
  readIterationStart(name: string): Float64Array | Float32Array {
    const { spec, values } = this.machine.view(name, this.iteration);
    if (!spec.persistent) throw new RangeError(`${name} has no value from before the iteration`);
    return viewInCopy(values, this.iterationStart, this.machine.persistent);
  }

  private get length(): number {
    return this.machine.program.instructions.length;
  }

  /** Whole iterations until `target`'s, then the rest of it; false when it was told to stop before that. */
  private advance(target: Position, ...[mayContinue, isInTime = mayContinue]: Advance): boolean {
    if (!this.known.evaluate(isInTime)) return false;
    this.jumpNear(target);
    const first = this.iteration;
    let isInterrupted = false;
    while (this.iteration < target.iteration && !isInterrupted) {
      if (this.instruction === 0 && this.evaluations?.isDue(this.iteration))
        this.keepIterationStart();
      this.passTowards(target.iteration);
      const isEvaluated = this.known.evaluate(isInTime);
      if (!isEvaluated || this.iteration === this.end.iteration) {
        this.runTo(this.length);
        return isEvaluated;
      }
      this.beginNext(target.iteration);
      isInterrupted = this.iteration < target.iteration && !mayContinue();
    }
    if (first < this.iteration) this.keepIterationStart();
    this.runTo(isInterrupted ? 0 : target.instruction);
    return this.known.evaluate(isInTime) && !isInterrupted;
  }

  /** As `advance`, but without a jump, so that every visit on the way is made. */
  private advanceVisiting(
    { target, visits: { instructions, mayPass } }: { target: Position; visits: Visits },
    ...[mayContinue, isInTime = mayContinue]: Advance
  ): boolean {
    this.takeSeat();
    for (;;) {
      const isLast = this.iteration === target.iteration;
      const end = isLast ? target.instruction : this.length;
      for (const instruction of instructions) {
        if (instruction <= this.instruction || end < instruction) continue;
        this.runTo(instruction);
        if (!mayPass()) return false;
      }
      this.runTo(end);
      if (!this.known.evaluate(isInTime)) return false;
      if (isLast || this.iteration === this.end.iteration) return true;
      this.beginNext();
      // Each visit may be the end of the journey, so what the iteration began with is kept every time.
      this.keepIterationStart();
      this.runTo(0);
      if (instructions[0] === 0 && !mayPass()) return false;
      if (!mayContinue()) return false;
    }
  }

  private keepIterationStart(): void {
    this.iterationStart.set(this.machine.persistentBytes());
    this.startIteration = this.iteration;
  }

  /** Restores what lies nearest before the target, if the way from here is longer or there is none. */
  private jumpNear(target: Position): void {
    this.takeSeat();
    if (this.iteration === target.iteration) {
      if (target.instruction < this.instruction) this.restore(this.iteration, this.iterationStart);
      return;
    }
    const nearest = this.known.keyframeBefore(target.iteration);
    if (nearest === undefined) throw new RangeError('The keyframe of iteration 0 is missing');
    // The next iteration is always run, never copied, so that walking over known ground proves it.
    if (target.iteration < this.iteration || this.iteration + 1 < nearest.iteration) {
      this.restore(nearest.iteration, nearest.bytes);
    }
  }

  /** Puts this branch's numbers into the machine, as its iteration began. */
  private takeSeat(): void {
    if (this.seat.holder === this) return;
    this.seat.holder = this;
    this.restore(this.iteration, this.iterationStart);
  }

  private restore(iteration: number, bytes: Uint8Array): void {
    this.machine.persistentBytes().set(bytes);
    if (bytes !== this.iterationStart) this.iterationStart.set(bytes);
    this.iteration = this.startIteration = iteration;
    this.instruction = 0;
    this.track.rewindTo(iteration);
  }

  /** Within the current iteration, cut where an edit is due; those of the place where it ends are made. */
  private runTo(instruction: number): void {
    this.track.makeDue(this.iteration, this.instruction);
    while (this.instruction < instruction) {
      const stop = this.track.nextStop(this.iteration, instruction);
      this.machine.run(this.iteration, this.instruction, stop);
      this.instruction = stop;
      if (stop === this.length) this.known.record(this.iteration, this.spec);
      this.track.makeDue(this.iteration, stop);
    }
    this.known.reach(this.iteration, this.instruction);
  }

  /**
   * To the end of an iteration before `target`, and nobody looks on the way: whole iterations, until one where a
   * keyframe may be taken, an edit be made, or an evaluation is due.
   */
  private passTowards(target: number): void {
    if (0 < this.instruction || this.track.nextIteration === this.iteration) {
      this.runTo(this.length);
      return;
    }
    const { iteration, known } = this;
    const end = Math.min(this.track.nextIteration, known.nextEvent(iteration, target));
    const measuring = iteration < known.computedIterations ? 'unmeasured' : 'measured';
    const count = this.machine.pass(iteration, end - iteration, measuring);
    known.recordPassed(iteration, count, this.spec);
    this.iteration += count - 1;
    this.instruction = this.length;
  }

  /** `targetIteration` is where a step back may follow; absent on a journey that may end anywhere. */
  private beginNext(targetIteration?: number): void {
    this.iteration++;
    this.instruction = 0;
    this.known.proveOrKeep(this.iteration, targetIteration);
  }
}
