/**
 * What has been found of one split, evaluation after evaluation: in columns of numbers, because a run may have a million
 * of them.
 *
 * Counts of classes are kept of as many as have room: of all at first, later of every second, every fourth … and always
 * of the last. Evaluations of one run differ in nothing but their numbers.
 */
import type { Evaluation } from '../machine/evaluator';
import type { ClassCounts } from '../machine/outputComparison';

const usualCountBytes = 2 ** 25;
const bytesPerCount = 4;
// In the place of the first count of an evaluation that came without them; more than any split has samples.
const notKept = 0xffffffff;

export class SplitLog {
  private iterations = new Float64Array(64);
  private costs = new Float64Array(64);
  private measures = new Float64Array(64);
  private length = 0;
  /** Of the evaluations 0, `stride`, 2 · `stride`, …: the confusion matrix, or what is right of each class. */
  private counts = new Uint32Array(0);
  private stride = 1;
  /** Whose form all have. */
  private first: Evaluation | undefined;
  private last: Evaluation | undefined;

  /** More counts than fit into `mostCountBytes` are thinned. */
  constructor(private readonly mostCountBytes = usualCountBytes) {}

  get count(): number {
    return this.length;
  }

  /** Whether this is an evaluation of the same samples by the same loss as those that there are. */
  fits(evaluation: Evaluation): boolean {
    const { first } = this;
    if (first === undefined) return true;
    const [known, other] = [first.classes, evaluation.classes];
    if ((first.accuracy === undefined) !== (evaluation.accuracy === undefined)) return false;
    // Those of a longer run may come without classes, which were thinned there.
    if (other === undefined) return true;
    return (
      (known?.confusion === undefined) === (other.confusion === undefined) &&
      String(known?.samples) === String(other.samples)
    );
  }

  /** After an iteration behind the last one. */
  append(iteration: number, evaluation: Evaluation): void {
    const row = this.length++;
    this.first ??= evaluation;
    this.last = evaluation;
    this.iterations = withRoomFor(this.iterations, this.length);
    this.costs = withRoomFor(this.costs, this.length);
    this.measures = withRoomFor(this.measures, this.length);
    this.iterations[row] = iteration;
    this.costs[row] = evaluation.cost;
    this.measures[row] = evaluation.accuracy ?? evaluation.meanAbsoluteError ?? NaN;
    if (0 < this.countsPerRow) this.keepCounts(row, evaluation.classes);
  }

  /** The first `count` evaluations as a log of its own. */
  branch(count: number): SplitLog {
    const branch = new SplitLog(this.mostCountBytes);
    if (count === 0) return branch;
    branch.length = count;
    branch.iterations = this.iterations.slice(0, count);
    branch.costs = this.costs.slice(0, count);
    branch.measures = this.measures.slice(0, count);
    branch.stride = this.stride;
    branch.counts = this.counts.slice(0, Math.ceil(count / this.stride) * this.countsPerRow);
    branch.first = this.first;
    branch.last = this.evaluation(count - 1);
    return branch;
  }

  /** How many there are of the iterations before this one. */
  before(iteration: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.iterations[middle]! < iteration) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  iteration(row: number): number {
    return this.iterations[row]!;
  }

  cost(row: number): number {
    return this.costs[row]!;
  }

  /** The accuracy, or the mean absolute error where there is none. */
  measure(row: number): number {
    return this.measures[row]!;
  }

  /** Without classes where their counts are not kept. */
  evaluation(row: number): Evaluation {
    if (row === this.length - 1 && this.last !== undefined) return this.last;
    const classes = this.classes(row);
    const value = this.measure(row);
    return {
      cost: this.cost(row),
      ...(this.first?.accuracy === undefined ? { meanAbsoluteError: value } : { accuracy: value }),
      ...(classes && { classes }),
    };
  }

  private get countsPerRow(): number {
    const { confusion, right } = this.first?.classes ?? {};
    return confusion?.length ?? right?.length ?? 0;
  }

  private keepCounts(row: number, classes: ClassCounts | undefined): void {
    const width = this.countsPerRow;
    if (row % this.stride !== 0) return;
    if (this.mostCountBytes < (row / this.stride + 1) * width * bytesPerCount) {
      this.thin(row);
      if (row % this.stride !== 0) return;
    }
    const place = (row / this.stride) * width;
    this.counts = withRoomFor(this.counts, place + width);
    if (classes === undefined) this.counts[place] = notKept;
    else this.counts.set(classes.confusion ?? classes.right, place);
  }

  /** Keeps every second one of the counts of the evaluations before `row`. */
  private thin(row: number): void {
    const width = this.countsPerRow;
    const kept = Math.ceil(row / this.stride);
    for (let from = 2; from < kept; from += 2) {
      this.counts.copyWithin((from / 2) * width, from * width, (from + 1) * width);
    }
    this.stride *= 2;
  }

  private classes(row: number): ClassCounts | undefined {
    const known = this.first?.classes;
    if (known === undefined || row % this.stride !== 0) return undefined;
    const { samples } = known;
    const width = this.countsPerRow;
    const place = (row / this.stride) * width;
    if (this.counts[place] === notKept) return undefined;
    const counts = this.counts.slice(place, place + width);
    if (known.confusion === undefined) return { samples, right: counts };
    const right = samples.map((_, index) => counts[index * samples.length + index]!);
    return { samples, right, confusion: counts };
  }
}

/** The same array, or a longer one with its numbers. */
function withRoomFor<A extends Float64Array | Uint32Array>(array: A, length: number): A {
  if (length <= array.length) return array;
  const longer = new (array.constructor as new (length: number) => A)(
    Math.max(length, 2 * array.length),
  );
  longer.set(array);
  return longer;
}
