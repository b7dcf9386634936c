/**
 * The scalar index: a few numbers of every computed iteration, kept for the whole run.
 *
 * Scrubbing the cost curve, drawing trends and finding the birth of an alert are lookups here, never replay.
 * Rows are written once, in order.
 */
const rowsPerChunk = 4096;

export class ScalarIndex {
  private readonly chunks: Float64Array[] = [];
  private length = 0;

  constructor(readonly names: readonly string[]) {}

  /** The first `count` rows as an index of its own; full chunks are never written again, so both have them. */
  branch(count: number): ScalarIndex {
    const branch = new ScalarIndex(this.names);
    const full = Math.floor(count / rowsPerChunk);
    branch.chunks.push(...this.chunks.slice(0, full));
    if (count % rowsPerChunk !== 0) branch.chunks.push(this.chunks[full]!.slice());
    branch.length = count;
    return branch;
  }

  /** Iterations in the index: 0 … count - 1. */
  get count(): number {
    return this.length;
  }

  /** Appends the rows of the iterations from `count` on, which stand one behind the other. */
  append(rows: Float64Array, rowCount = 1): void {
    const width = this.names.length;
    for (let row = 0; row < rowCount; row++) {
      const place = this.length % rowsPerChunk;
      if (place === 0) this.chunks.push(new Float64Array(rowsPerChunk * width));
      const chunk = this.chunks.at(-1)!;
      // A loop, because a part of an array would be a new one.
      for (let column = 0; column < width; column++) {
        chunk[place * width + column] = rows[row * width + column]!;
      }
      this.length++;
    }
  }

  /** The rows of the iterations from `first` up to, not including, `end`, one behind the other; a copy. */
  rows(first: number, end: number): Float64Array {
    const width = this.names.length;
    const rows = new Float64Array((end - first) * width);
    for (let iteration = first; iteration < end;) {
      const place = iteration % rowsPerChunk;
      const count = Math.min(end - iteration, rowsPerChunk - place);
      const chunk = this.chunks[Math.floor(iteration / rowsPerChunk)]!;
      rows.set(chunk.subarray(place * width, (place + count) * width), (iteration - first) * width);
      iteration += count;
    }
    return rows;
  }

  value(iteration: number, column: number): number {
    if (iteration < 0 || this.length <= iteration) {
      throw new RangeError(`Iteration ${iteration} is outside the ${this.length} computed ones`);
    }
    const chunk = this.chunks[Math.floor(iteration / rowsPerChunk)]!;
    return chunk[(iteration % rowsPerChunk) * this.names.length + column]!;
  }

  /** Minimum, then maximum of the finite values per bucket; NaN twice where there is none. */
  reduce(column: number, { first, iterations, buckets }: ReduceOptions): Float64Array {
    const result = new Float64Array(buckets * 2).fill(NaN);
    const perBucket = Math.max(1, Math.ceil(iterations / buckets));
    const last = Math.min(this.length, first + iterations);
    for (let iteration = first; iteration < last; iteration++) {
      const value = this.value(iteration, column);
      if (!Number.isFinite(value)) continue;
      const place = Math.floor((iteration - first) / perBucket) * 2;
      if (!(result[place]! <= value)) result[place] = value;
      if (!(value <= result[place + 1]!)) result[place + 1] = value;
    }
    return result;
  }
}

export interface ReduceOptions {
  readonly first: number;
  readonly iterations: number;
  readonly buckets: number;
}
