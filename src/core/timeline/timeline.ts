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
import { ComputationError } from './computationError';
import { EditTrack, type ReplacedNumber } from './editTrack';
import type { Edit } from './edits';
import type { Evaluations } from './evaluations';
import type { Advance, Journey, Visits } from './journey';
import type { Keyframe } from './keyframes';
import { Knowledge, type KnowledgeOptions } from './knowledge';
import { comparePositions, type Position } from './position';
import { Place } from './place';
import type { RememberedPast } from './rememberedPast';
import type { ScalarIndex } from './scalarIndex';

export class Timeline {
  private readonly machine: Machine;
  private readonly known: Knowledge;
  private readonly track: EditTrack;
  private readonly place: Place;

  /** With `origin`, which holds the machine: a branch of it, standing where it stands. */
  constructor(options: KnowledgeOptions, origin?: Timeline) {
    this.machine = options.machine;
    if (origin === undefined) {
      this.known = new Knowledge(options);
      this.track = EditTrack.without(this.machine);
      this.place = new Place(this.machine, this.track);
      return;
    }
    this.known = origin.known.branch(origin.position);
    this.track = origin.track.branch();
    this.place = origin.place.branch(this.track);
  }

  /**
   * A timeline that has the past of this one, and from here on a future of its own that begins with `edit`. When it
   * cannot be made, a `ComputationError`, and this one stands where its iteration began.
   */
  branch(edit: Edit): Timeline {
    if (!this.place.isInUse) throw new RangeError('Only the branch in use can be branched');
    try {
      this.known.evaluate(() => true);
      const branch = new Timeline(this.known.options, this);
      branch.extend(edit);
      return branch;
    } catch (error) {
      this.discard();
      throw new ComputationError(this.place.iteration, this.position, error);
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
    const { iteration, instruction } = this.place;
    this.track.makeDue(iteration, instruction);
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
    return this.track.replacedIn(this.place.iteration);
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
    return this.place.position;
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
    this.known.remember(past, this.place.iteration);
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
    this.place.returnToStart();
  }

  /** A tensor's numbers; absent when this iteration has not written it yet. Valid until the timeline moves. */
  read(name: string): TensorView | undefined {
    return this.place.read(name);
  }

  /** Persistent tensors always have a value, the others once this iteration has written them. */
  isLive(name: string): boolean {
    return this.place.isLive(name);
  }

  /** The numbers that a persistent tensor had when this iteration began. */
  readIterationStart(name: string): Float64Array | Float32Array {
    return this.place.readStart(name);
  }

  private get length(): number {
    return this.machine.program.instructions.length;
  }

  /** Whole iterations until `target`'s, then the rest of it; false when it was told to stop before that. */
  private advance(target: Position, ...[mayContinue, isInTime = mayContinue]: Advance): boolean {
    const { place } = this;
    if (!this.known.evaluate(isInTime)) return false;
    this.jumpNear(target);
    const first = place.iteration;
    let isInterrupted = false;
    while (place.iteration < target.iteration && !isInterrupted) {
      if (place.instruction === 0 && this.evaluations?.isDue(place.iteration)) place.keepStart();
      this.passTowards(target.iteration);
      const isEvaluated = this.known.evaluate(isInTime);
      if (!isEvaluated || place.iteration === this.end.iteration) {
        this.runTo(this.length);
        return isEvaluated;
      }
      this.beginNext(target.iteration);
      isInterrupted = place.iteration < target.iteration && !mayContinue();
    }
    if (first < place.iteration) place.keepStart();
    this.runTo(isInterrupted ? 0 : target.instruction);
    return this.known.evaluate(isInTime) && !isInterrupted;
  }

  /** As `advance`, but without a jump, so that every visit on the way is made. */
  private advanceVisiting(
    { target, visits: { instructions, mayPass } }: { target: Position; visits: Visits },
    ...[mayContinue, isInTime = mayContinue]: Advance
  ): boolean {
    const { place } = this;
    place.takeSeat();
    for (;;) {
      const isLast = place.iteration === target.iteration;
      const end = isLast ? target.instruction : this.length;
      for (const instruction of instructions) {
        if (instruction <= place.instruction || end < instruction) continue;
        this.runTo(instruction);
        if (!mayPass()) return false;
      }
      this.runTo(end);
      if (!this.known.evaluate(isInTime)) return false;
      if (isLast || place.iteration === this.end.iteration) return true;
      this.beginNext();
      // Each visit may be the end of the journey, so what the iteration began with is kept every time.
      place.keepStart();
      this.runTo(0);
      if (instructions[0] === 0 && !mayPass()) return false;
      if (!mayContinue()) return false;
    }
  }

  /** Restores what lies nearest before the target, if the way from here is longer or there is none. */
  private jumpNear(target: Position): void {
    const { place } = this;
    place.takeSeat();
    if (place.iteration === target.iteration) {
      if (target.instruction < place.instruction)
        place.restore(place.iteration, place.iterationStart);
      return;
    }
    const nearest = this.known.keyframeBefore(target.iteration);
    if (nearest === undefined) throw new RangeError('The keyframe of iteration 0 is missing');
    // The next iteration is always run, never copied, so that walking over known ground proves it.
    if (target.iteration < place.iteration || place.iteration + 1 < nearest.iteration) {
      place.restore(nearest.iteration, nearest.bytes);
    }
  }

  /** Within the current iteration, cut where an edit is due; those of the place where it ends are made. */
  private runTo(instruction: number): void {
    const { place } = this;
    this.track.makeDue(place.iteration, place.instruction);
    while (place.instruction < instruction) {
      const stop = this.track.nextStop(place.iteration, instruction);
      this.machine.run(place.iteration, place.instruction, stop);
      place.instruction = stop;
      if (stop === this.length) this.known.record(place.iteration, this.spec);
      this.track.makeDue(place.iteration, stop);
    }
    this.known.reach(place.iteration, place.instruction);
  }

  /**
   * To the end of an iteration before `target`, and nobody looks on the way: whole iterations, until one where a
   * keyframe may be taken, an edit be made, or an evaluation is due.
   */
  private passTowards(target: number): void {
    const { known, place } = this;
    const { iteration } = place;
    if (0 < place.instruction || this.track.nextIteration === iteration) {
      this.runTo(this.length);
      return;
    }
    const end = Math.min(this.track.nextIteration, known.nextEvent(iteration, target));
    const measuring = iteration < known.computedIterations ? 'unmeasured' : 'measured';
    const count = this.machine.pass(iteration, end - iteration, measuring);
    known.recordPassed(iteration, count, this.spec);
    place.iteration += count - 1;
    place.instruction = this.length;
  }

  /** `targetIteration` is where a step back may follow; absent on a journey that may end anywhere. */
  private beginNext(targetIteration?: number): void {
    const { place } = this;
    place.iteration++;
    place.instruction = 0;
    this.known.proveOrKeep(place.iteration, targetIteration);
  }
}
