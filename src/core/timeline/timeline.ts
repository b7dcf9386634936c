/**
 * A timeline: one run, and the place in it where we stand.
 *
 * Going anywhere is one operation, a journey: restore the nearest keyframe when the target lies behind or
 * far ahead, then run. Equal positions hold equal bits however they were reached: a replay proves it by the
 * cost of every iteration that it ends, and by the fingerprint of every keyframe that it meets.
 */
import type { Machine, TensorView } from '../machine/machine';
import { KeyframeStore, type Keyframe } from './keyframes';
import { comparePositions, type Position } from './position';
import type { RememberedPast } from './rememberedPast';
import { ScalarIndex } from './scalarIndex';

export interface TimelineOptions {
  readonly machine: Machine;
  /** Iterations of the whole run. */
  readonly iterations: number;
  readonly keyframeBudgetBytes: number;
}

/** A replay came to an iteration with other numbers than the first time; nothing may be shown any more. */
export class ReplayMismatchError extends Error {
  constructor(
    readonly iteration: number,
    /** `fingerprint 00c0ffee00c0ffee` */
    readonly expected: string,
    readonly found: string,
  ) {
    super(
      `The replay of iteration ${iteration} gave other numbers than before: ${found}, expected ${expected}`,
    );
    this.name = 'ReplayMismatchError';
  }
}

/** Iterations behind the cursor that a replay keeps, so that the next steps back are copies. */
const denseKeyframes = 16;

export class Timeline {
  readonly iterations: number;
  /** Of each iteration the cost, then the norms of the machine's measured tensors. */
  readonly scalars: ScalarIndex;
  private readonly machine: Machine;
  private readonly keyframes: KeyframeStore;
  /** The persistent block as it was when the current iteration began. */
  private readonly iterationStart: Uint8Array;
  private readonly row: Float64Array;
  // Two numbers instead of a position: running must not allocate.
  private iteration = 0;
  private instruction = 0;

  constructor({ machine, iterations, keyframeBudgetBytes }: TimelineOptions) {
    this.machine = machine;
    this.iterations = iterations;
    const { byteLength } = machine.persistent;
    this.keyframes = new KeyframeStore({ byteLength, budgetBytes: keyframeBudgetBytes });
    this.iterationStart = machine.persistentBytes().slice();
    const names = ['J', ...machine.measured.map((name) => `norm(${name})`)];
    this.scalars = new ScalarIndex(names);
    this.row = new Float64Array(names.length);
    this.keep(0);
  }

  get position(): Position {
    return { iteration: this.iteration, instruction: this.instruction };
  }

  get start(): Position {
    return { iteration: 0, instruction: 0 };
  }

  get end(): Position {
    return { iteration: this.iterations - 1, instruction: this.length };
  }

  /** Iterations that have been run to their end at least once. */
  get computedIterations(): number {
    return this.scalars.count;
  }

  get keyframeIterations(): readonly number[] {
    return this.keyframes.iterations;
  }

  /** The last keyframe at or before `iteration`; its bytes are valid until the timeline moves. */
  keyframeBefore(iteration: number): Keyframe | undefined {
    return this.keyframes.nearest(iteration);
  }

  /**
   * Takes over what another process has computed of this run; nothing may have moved yet. Each keyframe must have
   * the fingerprint that it claims, and the start must be this run's: else a `ReplayMismatchError`.
   */
  remember({ rows, keyframes }: RememberedPast): void {
    const width = this.row.length;
    for (const block of rows) {
      for (let place = 0; place < block.length; place += width) {
        this.scalars.append(block.subarray(place, place + width));
      }
    }
    try {
      for (const keyframe of keyframes) {
        this.machine.persistentBytes().set(keyframe.bytes);
        this.prove(keyframe);
        const own = this.keyframes.at(keyframe.iteration);
        if (own !== undefined) this.prove(own);
        const surroundings = { cursor: this.iteration, computedIterations: this.computedIterations };
        this.keyframes.store(keyframe, surroundings);
      }
    } finally {
      this.machine.persistentBytes().set(this.iterationStart);
    }
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
      return { advance: (mayContinue) => this.advance(target, mayContinue) };
    }
    if (comparePositions(target, this.position) < 0) {
      throw new RangeError('A journey with visits goes forward only');
    }
    return { advance: (mayContinue) => this.advanceVisiting(target, visits, mayContinue) };
  }

  /** Goes to `target` without a break. */
  seek(target: Position): void {
    this.journeyTo(target).advance(() => true);
  }

  /** A tensor's numbers; absent when this iteration has not written it yet. Valid until the timeline moves. */
  read(name: string): TensorView | undefined {
    return this.isLive(name) ? this.machine.view(name, this.iteration) : undefined;
  }

  /** Persistent tensors always have a value, the others once this iteration has written them. */
  isLive(name: string): boolean {
    const program = this.machine.programOf(this.iteration);
    const spec = program.tensors.find((tensor) => tensor.name === name);
    if (spec === undefined) return false;
    if (spec.persistent) return true;
    const writer = program.instructions.findIndex(({ writes }) => writes.includes(name));
    return 0 <= writer && writer < this.instruction;
  }

  /** The numbers that a persistent tensor had when this iteration began. */
  readIterationStart(name: string): Float64Array | Float32Array {
    const { spec, values } = this.machine.view(name, this.iteration);
    if (!spec.persistent) throw new RangeError(`${name} has no value from before the iteration`);
    const { buffer, byteOffset } = this.iterationStart;
    const offset = byteOffset + values.byteOffset - this.machine.persistent.address;
    return values instanceof Float64Array
      ? new Float64Array(buffer, offset, values.length)
      : new Float32Array(buffer, offset, values.length);
  }

  private get length(): number {
    return this.machine.program.instructions.length;
  }

  /** Whole iterations until `target`'s, then the rest of it; false when `mayContinue` said stop first. */
  private advance(target: Position, mayContinue: () => boolean): boolean {
    this.jumpNear(target);
    const first = this.iteration;
    let isInterrupted = false;
    while (this.iteration < target.iteration && !isInterrupted) {
      this.runTo(this.length);
      this.beginNext(target.iteration);
      isInterrupted = this.iteration < target.iteration && !mayContinue();
    }
    if (first < this.iteration) this.iterationStart.set(this.machine.persistentBytes());
    if (isInterrupted) return false;
    this.runTo(target.instruction);
    return true;
  }

  /** As `advance`, but without a jump, so that every visit on the way is made. */
  private advanceVisiting(
    target: Position,
    { instructions, mayPass }: Visits,
    mayContinue: () => boolean,
  ): boolean {
    for (;;) {
      const isLast = this.iteration === target.iteration;
      const end = isLast ? target.instruction : this.length;
      for (const instruction of instructions) {
        if (instruction <= this.instruction || end < instruction) continue;
        this.runTo(instruction);
        if (!mayPass()) return false;
      }
      this.runTo(end);
      if (isLast) return true;
      this.beginNext();
      // Each visit may be the end of the journey, so what the iteration began with is kept every time.
      this.iterationStart.set(this.machine.persistentBytes());
      if (instructions[0] === 0 && !mayPass()) return false;
      if (!mayContinue()) return false;
    }
  }

  /** Restores what lies nearest before the target, if the way from here is longer or there is none. */
  private jumpNear(target: Position): void {
    if (this.iteration === target.iteration) {
      if (target.instruction < this.instruction) this.restore(this.iteration, this.iterationStart);
      return;
    }
    const nearest = this.keyframes.nearest(target.iteration);
    if (nearest === undefined) throw new RangeError('The keyframe of iteration 0 is missing');
    // The next iteration is always run, never copied, so that walking over known ground proves it.
    if (target.iteration < this.iteration || this.iteration + 1 < nearest.iteration) {
      this.restore(nearest.iteration, nearest.bytes);
    }
  }

  private restore(iteration: number, bytes: Uint8Array): void {
    this.machine.persistentBytes().set(bytes);
    if (bytes !== this.iterationStart) this.iterationStart.set(bytes);
    this.iteration = iteration;
    this.instruction = 0;
  }

  /** Within the current iteration; at its end its scalars are recorded, or the cost is proven. */
  private runTo(instruction: number): void {
    if (instruction <= this.instruction) return;
    this.machine.run(this.iteration, this.instruction, instruction);
    this.instruction = instruction;
    if (instruction < this.length) return;
    const cost = this.machine.cost();
    if (this.iteration < this.scalars.count) {
      const known = this.scalars.value(this.iteration, 0);
      if (Object.is(cost, known)) return;
      throw new ReplayMismatchError(this.iteration, `cost ${known}`, `cost ${cost}`);
    }
    this.row[0] = cost;
    this.machine.measure(this.row, 1);
    this.scalars.append(this.row);
  }

  /** `targetIteration` is where a step back may follow; absent on a journey that may end anywhere. */
  private beginNext(targetIteration?: number): void {
    this.iteration++;
    this.instruction = 0;
    const known = this.keyframes.at(this.iteration);
    if (known !== undefined) {
      this.prove(known);
      return;
    }
    // While going back, the iterations just behind the target are kept, so that the next steps are copies.
    const isJustBehind =
      targetIteration !== undefined &&
      this.iteration < this.computedIterations &&
      targetIteration - this.iteration < denseKeyframes;
    if (isJustBehind || this.keyframes.wants(this.iteration, this.computedIterations)) {
      this.keep(targetIteration ?? this.iteration);
    }
  }

  private keep(cursor: number): void {
    this.keyframes.store(
      {
        iteration: this.iteration,
        fingerprint: this.machine.fingerprint(),
        bytes: this.machine.persistentBytes(),
      },
      { cursor, computedIterations: this.computedIterations },
    );
  }

  private prove({ iteration, fingerprint }: Keyframe): void {
    const found = this.machine.fingerprint();
    if (found === fingerprint) return;
    throw new ReplayMismatchError(iteration, `fingerprint ${fingerprint}`, `fingerprint ${found}`);
  }
}

/** Places on a journey at which somebody looks. */
export interface Visits {
  /** Indexes into the program, ascending; its length means the end of an iteration. */
  readonly instructions: readonly number[];
  /** Asked while the timeline stands at each of them, not where the journey begins; no ends it there. */
  readonly mayPass: () => boolean;
}

/** A way to a position that can be travelled in pieces. */
export interface Journey {
  /**
   * Goes on until the target is reached (true) or `mayContinue`, asked between iterations, says no (false).
   * The timeline then stands at the start of an iteration on the way, or at the visit that ended the journey.
   */
  advance(mayContinue: () => boolean): boolean;
}
