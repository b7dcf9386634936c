/**
 * Keyframes: copies of the persistent block at the start of some iterations.
 *
 * Any other position is reached by replay from the nearest keyframe before it, so a keyframe is never changed
 * after it is stored, and losing one costs time, never correctness. They live in one slab that is allocated
 * once; storing one allocates nothing. Most of it is for a grid of evenly spaced keyframes, the rest for those just
 * behind the cursor, where the next steps back will go; when the slab is full, all others are dropped. The branches of
 * a run share the slab in equal parts; the keyframes of a common past exist once.
 */
import {
  fingerprintHalves,
  fingerprintText,
  type FingerprintHalves,
} from '../kernels/fingerprintText';
import { KeyframeGrid } from './keyframeGrid';

export interface Keyframe {
  readonly iteration: number;
  readonly fingerprint: string;
  readonly bytes: Uint8Array;
}

/** A persistent block with its fingerprint, as a machine has them. */
export interface PersistentState {
  readonly fingerprint: FingerprintHalves;
  readonly bytes: Uint8Array;
}

export interface KeyframeOptions {
  /** Bytes of the persistent block. */
  readonly byteLength: number;
  readonly budgetBytes: number;
  /** Of the whole run. */
  readonly iterations: number;
}

/**
 * In a run of 100,000 iterations, 200 from one keyframe to the next. Each costs a copy and a fingerprint, as much as a
 * fifth of an iteration of 2-16-16-1.
 */
const mostKeyframes = 512;
/** How many are kept just behind the cursor, and in a small slab which part of it. */
const mostNear = 8;
const nearShare = 1 / 8;

/** What the stores of a run's branches have in common; a keyframe is in one slot of each array. */
interface Slab {
  readonly bytes: Uint8Array;
  readonly fingerprints: Uint32Array;
  readonly freeSlots: number[];
  readonly stores: KeyframeStore[];
  readonly grid: KeyframeGrid;
}

/** The store of the branch that a branch began in, and the last iteration that begins alike in both. */
interface CommonPast {
  readonly store: KeyframeStore;
  readonly lastIteration: number;
}

export class KeyframeStore {
  readonly capacity: number;
  /** How many are kept just behind the cursor. */
  readonly near: number;
  private readonly slab: Slab;
  // Ascending; that of iteration 0 is never dropped. In a branch, only those behind its past.
  private readonly kept: Float64Array;
  private readonly slots: Int32Array;
  private length = 0;

  constructor(
    private readonly options: KeyframeOptions,
    private readonly past?: CommonPast,
  ) {
    const { byteLength, budgetBytes, iterations } = options;
    // Two are the least that work: the start, and one behind the cursor.
    this.capacity = Math.max(2, Math.min(mostKeyframes, Math.floor(budgetBytes / byteLength)));
    this.near = Math.max(1, Math.min(mostNear, Math.floor(this.capacity * nearShare)));
    this.slab = past?.store.slab ?? {
      bytes: new Uint8Array(this.capacity * byteLength),
      fingerprints: new Uint32Array(this.capacity * 2),
      freeSlots: Array.from({ length: this.capacity }, (_, slot) => slot).reverse(),
      stores: [],
      grid: new KeyframeGrid(iterations, this.capacity - this.near),
    };
    this.slab.stores.push(this);
    this.kept = new Float64Array(this.capacity);
    this.slots = new Int32Array(this.capacity);
  }

  /** The keyframes of a branch whose iterations up to the beginning of `lastIteration` are those of this one. */
  branch(lastIteration: number): KeyframeStore {
    return new KeyframeStore(this.options, { store: this, lastIteration });
  }

  /** Of this store alone, without its past. */
  get count(): number {
    return this.length;
  }

  get iterations(): readonly number[] {
    const own = [...this.kept.subarray(0, this.length)];
    if (this.past === undefined) return own;
    const { store, lastIteration } = this.past;
    return [...store.iterations.filter((iteration) => iteration <= lastIteration), ...own];
  }

  /** The last keyframe at or before `iteration`; iteration 0 always qualifies once it is stored. */
  nearest(iteration: number): Keyframe | undefined {
    const index = this.indexAfter(iteration) - 1;
    if (index < 0) return this.past?.store.nearest(Math.min(iteration, this.past.lastIteration));
    const slot = this.slots[index]!;
    return {
      iteration: this.kept[index]!,
      fingerprint: fingerprintText(this.fingerprintIn(slot)),
      bytes: this.bytesIn(slot),
    };
  }

  at(iteration: number): Keyframe | undefined {
    return this.has(iteration) ? this.nearest(iteration) : undefined;
  }

  has(iteration: number): boolean {
    return this.nearestIteration(iteration) === iteration;
  }

  /** Whether the grid wants one here that is missing, when the run has come to `furthest`. */
  wants(iteration: number, furthest: number): boolean {
    const { grid, stores } = this.slab;
    return (
      grid.has(iteration, Math.max(iteration, furthest), stores.length) && !this.has(iteration)
    );
  }

  /** The first iteration behind this one that has a keyframe, or will want one when the run has come so far. */
  nextEvent(iteration: number, furthest: number): number {
    const { grid, stores } = this.slab;
    return Math.min(this.iterationAfter(iteration), grid.next(iteration, furthest, stores.length));
  }

  /** Copies `bytes`; does nothing where a keyframe exists. `cursor` is where the user stands, or is going to. */
  store(iteration: number, state: PersistentState, cursor: number): void {
    if (this.has(iteration)) return;
    if (this.past !== undefined && iteration <= this.past.lastIteration) {
      this.past.store.store(iteration, state, cursor);
      return;
    }
    if (this.slab.freeSlots.length === 0) this.fullest.thin(cursor);
    const slot = this.slab.freeSlots.pop();
    if (slot === undefined) throw new RangeError('There is no keyframe to drop');
    this.slab.bytes.set(state.bytes, slot * this.options.byteLength);
    this.slab.fingerprints.set(state.fingerprint, 2 * slot);
    const index = this.indexAfter(iteration);
    this.kept.copyWithin(index + 1, index, this.length);
    this.slots.copyWithin(index + 1, index, this.length);
    this.kept[index] = iteration;
    this.slots[index] = slot;
    this.length++;
  }

  private bytesIn(slot: number): Uint8Array {
    const { byteLength } = this.options;
    return this.slab.bytes.subarray(slot * byteLength, (slot + 1) * byteLength);
  }

  private fingerprintIn(slot: number): FingerprintHalves {
    return this.slab.fingerprints.subarray(2 * slot, 2 * slot + 2);
  }

  /** The store that can best do without one: this one, unless another has more. */
  private get fullest(): KeyframeStore {
    return this.slab.stores.reduce<KeyframeStore>(
      (fullest, store) => (fullest.droppable < store.droppable ? store : fullest),
      this,
    );
  }

  private get droppable(): number {
    return this.length - this.firstDroppable;
  }

  private get firstDroppable(): number {
    return this.past === undefined ? 1 : 0;
  }

  /** Of the last keyframe at or before `iteration`; -1 when there is none. */
  private nearestIteration(iteration: number): number {
    const index = this.indexAfter(iteration) - 1;
    if (0 <= index) return this.kept[index]!;
    if (this.past === undefined) return -1;
    return this.past.store.nearestIteration(Math.min(iteration, this.past.lastIteration));
  }

  /** Of the first keyframe behind `iteration`; infinite when there is none. */
  private iterationAfter(iteration: number): number {
    const index = this.indexAfter(iteration);
    const own = index < this.length ? this.kept[index]! : Infinity;
    if (this.past === undefined || this.past.lastIteration <= iteration) return own;
    const common = this.past.store.iterationAfter(iteration);
    return common <= this.past.lastIteration ? common : own;
  }

  /** Index of the first keyframe behind `iteration`. */
  private indexAfter(iteration: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.kept[middle]! <= iteration) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops all that are neither in the grid nor just behind the cursor. */
  private thin(cursor: number): void {
    const behind = this.indexAfter(cursor);
    const firstNear = this.firstNear(behind);
    let kept = this.firstDroppable;
    for (let index = kept; index < this.length; index++) {
      if ((firstNear <= index && index < behind) || this.isInGrid(index)) {
        this.kept[kept] = this.kept[index]!;
        this.slots[kept] = this.slots[index]!;
        kept++;
      } else {
        this.slab.freeSlots.push(this.slots[index]!);
      }
    }
    this.length = kept;
  }

  /** The index from which on up to `behind` there are as many outside the grid as may stay when one more comes. */
  private firstNear(behind: number): number {
    let places = Math.floor(this.near / this.slab.stores.length) - 1;
    let first = behind;
    while (this.firstDroppable < first) {
      if (!this.isInGrid(first - 1) && --places < 0) break;
      first--;
    }
    return first;
  }

  private isInGrid(index: number): boolean {
    const { grid, stores } = this.slab;
    return grid.has(this.kept[index]!, this.kept[this.length - 1]!, stores.length);
  }
}

/** A keyframe as a machine would have it. */
export function stateOf({ fingerprint, bytes }: Keyframe): PersistentState {
  return { fingerprint: fingerprintHalves(fingerprint), bytes };
}
