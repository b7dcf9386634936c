/**
 * A place: where one branch of a run stands, with what it takes to stand there again.
 *
 * All branches of a run have one machine. Whichever holds the seat has its numbers in it; another that takes the seat
 * puts its own in first, as its iteration began.
 */
import type { Machine, TensorView } from '../machine/machine';
import { viewInCopy } from '../machine/persistentCopy';
import type { EditTrack } from './editTrack';
import { isLiveAt } from './liveTensors';
import type { Position } from './position';

export class Place {
  iteration = 0;
  instruction = 0;
  /** The persistent block as it was when the current iteration began; on a journey, an earlier one. */
  readonly iterationStart: Uint8Array;
  /** The iteration that began with it. */
  private startIteration = 0;
  private readonly seat: { holder: Place };

  /** The start of the run; with `origin`, where that one stands. */
  constructor(
    private readonly machine: Machine,
    private readonly track: EditTrack,
    origin?: Place,
  ) {
    this.iterationStart = (origin?.iterationStart ?? machine.persistentBytes()).slice();
    this.seat = origin?.seat ?? { holder: this };
    if (origin === undefined) return;
    this.iteration = this.startIteration = origin.iteration;
    this.instruction = origin.instruction;
  }

  /** The same place in another branch, whose edits `track` has; it takes the seat. */
  branch(track: EditTrack): Place {
    const branch = new Place(this.machine, track, this);
    branch.seat.holder = branch;
    return branch;
  }

  get position(): Position {
    return { iteration: this.iteration, instruction: this.instruction };
  }

  get isInUse(): boolean {
    return this.seat.holder === this;
  }

  /** Puts this branch's numbers into the machine, as its iteration began. */
  takeSeat(): void {
    if (this.isInUse) return;
    this.seat.holder = this;
    this.restore(this.iteration, this.iterationStart);
  }

  /** Takes the seat where the last iteration began whose start is kept. */
  returnToStart(): void {
    this.seat.holder = this;
    this.restore(this.startIteration, this.iterationStart);
  }

  restore(iteration: number, bytes: Uint8Array): void {
    this.machine.persistentBytes().set(bytes);
    if (bytes !== this.iterationStart) this.iterationStart.set(bytes);
    this.iteration = this.startIteration = iteration;
    this.instruction = 0;
    this.track.rewindTo(iteration);
  }

  /** The machine stands where the iteration begins. */
  keepStart(): void {
    this.iterationStart.set(this.machine.persistentBytes());
    this.startIteration = this.iteration;
  }

  /** A tensor's numbers, in the machine; absent when this iteration has not written it yet. */
  read(name: string): TensorView | undefined {
    if (!this.isInUse) throw new RangeError('The numbers of another branch are in use');
    return this.isLive(name) ? this.machine.view(name, this.iteration) : undefined;
  }

  isLive(name: string): boolean {
    return isLiveAt(this.instruction, name, this.machine.programOf(this.iteration));
  }

  /** The numbers that a persistent tensor had when this iteration began. */
  readStart(name: string): Float64Array | Float32Array {
    const { spec, values } = this.machine.view(name, this.iteration);
    if (!spec.persistent) throw new RangeError(`${name} has no value from before the iteration`);
    return viewInCopy(values, this.iterationStart, this.machine.persistent);
  }
}
