/**
 * How often each counted breakpoint had been hit when some iterations began.
 *
 * The number of a hit belongs to its place, so what has been counted once stays true for the branch of the run.
 * At most 1,024 rows are kept, evenly spaced from iteration 0 to the last one that was reached.
 */
const mostRows = 1024;

export class Ledger {
  private spacing = 1;
  private rows: (readonly number[])[];

  constructor(counters: number) {
    this.rows = [Array.from({ length: counters }, () => 0)];
  }

  /** The last row at or before the start of `iteration`. */
  nearest(iteration: number): { readonly iteration: number; readonly counts: readonly number[] } {
    const index = Math.min(Math.floor(iteration / this.spacing), this.rows.length - 1);
    return { iteration: index * this.spacing, counts: this.rows[index] ?? [] };
  }

  /** To be told at the start of every iteration that is gone through. */
  record(iteration: number, counts: readonly number[]): void {
    if (iteration !== this.rows.length * this.spacing) return;
    this.rows.push([...counts]);
    if (this.rows.length < mostRows) return;
    this.rows = this.rows.filter((_, index) => index % 2 === 0);
    this.spacing *= 2;
  }
}
