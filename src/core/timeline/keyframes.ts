/**
 * Keyframes: copies of the persistent block at the start of some iterations.
 *
 * Any other position is reached by replay from the nearest keyframe before it, so a keyframe is never changed
 * after it is stored, and losing one costs time, never correctness. They live in one slab that is allocated
 * once; storing one allocates nothing. When the slab is full, those keyframes go whose loss lengthens a replay the
 * least in proportion to its distance from the cursor: dense near the cursor, thinning with distance, never worse
 * than three times even. The branches of a run share the slab in equal parts; the keyframes of a common past exist
 * once.
 */
import {
  fingerprintHalves,
  fingerprintText,
  type FingerprintHalves,
} from '../kernels/fingerprintText';

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

/** What decides which keyframe is worth the least. */
export interface KeyframeSurroundings {
  /** The iteration where the user stands, or is going to. */
  readonly cursor: number;
  /** Iterations that may be asked for again: 0 … computedIterations - 1. */
  readonly computedIterations: number;
}

export interface KeyframeOptions {
  /** Bytes of the persistent block. */
  readonly byteLength: number;
  readonly budgetBytes: number;
}

/**
 * In a run of 100,000 iterations, 200 from one keyframe to the next. Each costs a copy and a fingerprint, as much as a
 * fifth of an iteration of 2-16-16-1.
 */
const mostKeyframes = 1024;

/** What the stores of a run's branches have in common; a keyframe is in one slot of each array. */
interface Slab {
  readonly bytes: Uint8Array;
  readonly fingerprints: Uint32Array;
  readonly freeSlots: number[];
  readonly stores: KeyframeStore[];
}

/** The store of the branch that a branch began in, and the last iteration that begins alike in both. */
interface CommonPast {
  readonly store: KeyframeStore;
  readonly lastIteration: number;
}

export class KeyframeStore {
  readonly capacity: number;
  private readonly slab: Slab;
  private readonly byteLength: number;
  // Ascending; that of iteration 0 is never dropped. In a branch, only those behind its past.
  private readonly kept: Float64Array;
  private readonly slots: Int32Array;
  private length = 0;
  private gap = 0;
  private readonly costs: Float64Array;
  private readonly sortedCosts: Float64Array;

  constructor(
    { byteLength, budgetBytes }: KeyframeOptions,
    private readonly past?: CommonPast,
  ) {
    // Two are the least that work: the start, and one behind the cursor.
    this.capacity = Math.max(2, Math.min(mostKeyframes, Math.floor(budgetBytes / byteLength)));
    this.byteLength = byteLength;
    this.slab = past?.store.slab ?? {
      bytes: new Uint8Array(this.capacity * byteLength),
      fingerprints: new Uint32Array(this.capacity * 2),
      freeSlots: Array.from({ length: this.capacity }, (_, slot) => slot).reverse(),
      stores: [],
    };
    this.slab.stores.push(this);
    this.kept = new Float64Array(this.capacity);
    this.slots = new Int32Array(this.capacity);
    this.costs = new Float64Array(this.capacity);
    this.sortedCosts = new Float64Array(this.capacity);
  }

  /** The keyframes of a branch whose iterations up to the beginning of `lastIteration` are those of this one. */
  branch(lastIteration: number): KeyframeStore {
    const budgetBytes = this.capacity * this.byteLength;
    return new KeyframeStore(
      { byteLength: this.byteLength, budgetBytes },
      { store: this, lastIteration },
    );
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

  /** Whether a keyframe here would shorten replays: none is within the spacing that the capacity allows. */
  wants(iteration: number, computedIterations: number): boolean {
    const before = this.nearestIteration(iteration);
    return this.wantsBehind(before, iteration, computedIterations);
  }

  /** The first iteration behind this one that has a keyframe, or will want one when the run has come so far. */
  nextEvent(iteration: number, computedIterations: number): number {
    const before = this.nearestIteration(iteration);
    const known = this.iterationAfter(iteration);
    let due = iteration + 1;
    // Further on, the spacing grows with the run. Where it grows as fast, one keyframe beside the first is all.
    if (0 < before && this.capacity <= 2 * this.slab.stores.length) return known;
    while (due < known && !this.wantsBehind(before, due, Math.max(due, computedIterations))) {
      due = before + this.gapFor(Math.max(due, computedIterations));
      if (before === 0 && computedIterations < due) return known;
    }
    return Math.min(known, due);
  }

  /** Copies `bytes`; does nothing where a keyframe exists. */
  store(iteration: number, state: PersistentState, surroundings: KeyframeSurroundings): void {
    if (this.has(iteration)) return;
    if (this.past !== undefined && iteration <= this.past.lastIteration) {
      this.past.store.store(iteration, state, surroundings);
      return;
    }
    if (this.slab.freeSlots.length === 0) this.fullest.thin(surroundings);
    const slot = this.slab.freeSlots.pop();
    if (slot === undefined) throw new RangeError('There is no keyframe to drop');
    this.slab.bytes.set(state.bytes, slot * this.byteLength);
    this.slab.fingerprints.set(state.fingerprint, 2 * slot);
    const index = this.indexAfter(iteration);
    this.kept.copyWithin(index + 1, index, this.length);
    this.slots.copyWithin(index + 1, index, this.length);
    this.kept[index] = iteration;
    this.slots[index] = slot;
    this.length++;
  }

  private wantsBehind(before: number, iteration: number, computedIterations: number): boolean {
    return before < 0 || this.gapFor(computedIterations) <= iteration - before;
  }

  /**
   * From one keyframe to the next, when those of all branches together have half of the slab. Found from the last
   * answer, in whole numbers, since a quotient would be a number on the heap.
   */
  private gapFor(computedIterations: number): number {
    const needed = 2 * this.slab.stores.length * computedIterations;
    while (this.gap * this.capacity < needed) this.gap++;
    while (0 < this.gap && needed <= (this.gap - 1) * this.capacity) this.gap--;
    return this.gap;
  }

  private bytesIn(slot: number): Uint8Array {
    const start = slot * this.byteLength;
    return this.slab.bytes.subarray(start, start + this.byteLength);
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

  /**
   * Drops the keyframes of least worth: a sixteenth of them, so that the search for them is paid by many, but never
   * two neighbors, as the first makes the second worth more.
   */
  private thin(surroundings: KeyframeSurroundings): void {
    const first = this.firstDroppable;
    const { length } = this;
    for (let index = first; index < length; index++) {
      this.costs[index] = this.costOfLosing(index, surroundings);
    }
    const sorted = this.sortedCosts.subarray(first, length);
    sorted.set(this.costs.subarray(first, length));
    sorted.sort();
    const wanted = Math.max(1, this.capacity >> 4);
    const limit = sorted[Math.min(wanted, sorted.length) - 1]!;
    let dropped = 0;
    let keptLast = true;
    for (let index = first; index < length; index++) {
      if (keptLast && this.costs[index]! <= limit && dropped < wanted) {
        this.slab.freeSlots.push(this.slots[index]!);
        dropped++;
        keptLast = false;
        continue;
      }
      keptLast = true;
      this.kept[index - dropped] = this.kept[index]!;
      this.slots[index - dropped] = this.slots[index]!;
    }
    this.length = length - dropped;
  }

  private costOfLosing(
    index: number,
    { cursor, computedIterations }: KeyframeSurroundings,
  ): number {
    // Beyond this distance all keyframes count the same, so that far ones stay evenly spaced.
    const horizon = Math.max(1, computedIterations / 4);
    const before = 0 < index ? this.kept[index - 1]! : (this.past?.lastIteration ?? 0);
    const after = index + 1 < this.length ? this.kept[index + 1]! : computedIterations;
    const distance = Math.abs(cursor - this.kept[index]!);
    return (after - before) / (horizon / 16 + Math.min(distance, horizon));
  }
}

/** A keyframe as a machine would have it. */
export function stateOf({ fingerprint, bytes }: Keyframe): PersistentState {
  return { fingerprint: fingerprintHalves(fingerprint), bytes };
}
