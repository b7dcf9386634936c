/**
 * Keyframes: copies of the persistent block at the start of some iterations.
 *
 * Any other position is reached by replay from the nearest keyframe before it, so a keyframe is never changed
 * after it is stored, and losing one costs time, never correctness. They live in one slab that is allocated
 * once. When it is full, the keyframe goes whose loss lengthens a replay the least in proportion to its
 * distance from the cursor: dense near the cursor, thinning with distance, never worse than three times even.
 * The branches of a run share the slab in equal parts; the keyframes of a common past exist once.
 */
export interface Keyframe {
  readonly iteration: number;
  readonly fingerprint: string;
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

// Each costs a copy, a fingerprint and a search for the one to drop. With 1,024 they took 13 % of the time of a run of
// 100,000 iterations of 2-16-16-1; with 256 a step back there still replays fewer than 1,000 iterations, some 5 ms.
const mostKeyframes = 256;

/** What the stores of a run's branches have in common. */
interface Slab {
  readonly bytes: Uint8Array;
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
  /** Ascending by iteration; that of iteration 0 is never dropped. In a branch, only those behind its past. */
  private readonly kept: (Keyframe & { readonly slot: number })[] = [];

  constructor(
    { byteLength, budgetBytes }: KeyframeOptions,
    private readonly past?: CommonPast,
  ) {
    // Two are the least that work: the start, and one behind the cursor.
    this.capacity = Math.max(2, Math.min(mostKeyframes, Math.floor(budgetBytes / byteLength)));
    this.byteLength = byteLength;
    this.slab = past?.store.slab ?? {
      bytes: new Uint8Array(this.capacity * byteLength),
      freeSlots: Array.from({ length: this.capacity }, (_, slot) => slot).reverse(),
      stores: [],
    };
    this.slab.stores.push(this);
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
    return this.kept.length;
  }

  get iterations(): readonly number[] {
    const own = this.kept.map(({ iteration }) => iteration);
    if (this.past === undefined) return own;
    const { store, lastIteration } = this.past;
    return [...store.iterations.filter((iteration) => iteration <= lastIteration), ...own];
  }

  /** The last keyframe at or before `iteration`; iteration 0 always qualifies once it is stored. */
  nearest(iteration: number): Keyframe | undefined {
    const own = this.kept[this.indexAfter(iteration) - 1];
    return own ?? this.past?.store.nearest(Math.min(iteration, this.past.lastIteration));
  }

  at(iteration: number): Keyframe | undefined {
    const found = this.nearest(iteration);
    return found?.iteration === iteration ? found : undefined;
  }

  /** Whether a keyframe here would shorten replays: none is within the spacing that the capacity allows. */
  wants(iteration: number, computedIterations: number): boolean {
    const share = this.capacity / this.slab.stores.length;
    const spacing = computedIterations / (share / 2);
    const before = this.nearest(iteration);
    return before === undefined || spacing <= iteration - before.iteration;
  }

  /** Copies `bytes`; does nothing where a keyframe exists. */
  store(keyframe: Keyframe, surroundings: KeyframeSurroundings): void {
    if (this.at(keyframe.iteration) !== undefined) return;
    if (this.past !== undefined && keyframe.iteration <= this.past.lastIteration) {
      this.past.store.store(keyframe, surroundings);
      return;
    }
    const slot = this.slab.freeSlots.pop() ?? this.fullest.drop(surroundings);
    const start = slot * this.byteLength;
    const bytes = this.slab.bytes.subarray(start, start + this.byteLength);
    bytes.set(keyframe.bytes);
    this.kept.splice(this.indexAfter(keyframe.iteration), 0, { ...keyframe, bytes, slot });
  }

  /** The store that can best do without one: this one, unless another has more. */
  private get fullest(): KeyframeStore {
    return this.slab.stores.reduce<KeyframeStore>(
      (fullest, store) => (fullest.droppable < store.droppable ? store : fullest),
      this,
    );
  }

  private get droppable(): number {
    return this.kept.length - this.firstDroppable;
  }

  private get firstDroppable(): number {
    return this.past === undefined ? 1 : 0;
  }

  /** Index of the first keyframe behind `iteration`. */
  private indexAfter(iteration: number): number {
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.kept[middle]!.iteration <= iteration) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private drop({ cursor, computedIterations }: KeyframeSurroundings): number {
    // Beyond this distance all keyframes count the same, so that far ones stay evenly spaced.
    const horizon = Math.max(1, computedIterations / 4);
    let cheapest = this.firstDroppable;
    let lowestCost = Infinity;
    for (let index = cheapest; index < this.kept.length; index++) {
      const before = this.kept[index - 1]?.iteration ?? this.past?.lastIteration ?? 0;
      const after = this.kept[index + 1]?.iteration ?? computedIterations;
      const distance = Math.abs(cursor - this.kept[index]!.iteration);
      const cost = (after - before) / (horizon / 16 + Math.min(distance, horizon));
      if (cost < lowestCost) {
        lowestCost = cost;
        cheapest = index;
      }
    }
    const [dropped] = this.kept.splice(cheapest, 1);
    if (dropped === undefined) throw new RangeError('There is no keyframe to drop');
    return dropped.slot;
  }
}
