/** What is recorded of every iteration that ends: its scalars the first time, and every other time the proof of its cost. */
import type { Machine } from '../machine/machine';
import { ReplayMismatchError } from './replayMismatch';
import { ScalarIndex } from './scalarIndex';

export class ScalarRecord {
  readonly scalars: ScalarIndex;
  private readonly row: Float64Array;

  constructor(
    private readonly machine: Machine,
    scalars?: ScalarIndex,
  ) {
    const names = ['J', ...machine.measured.map((name) => `norm(${name})`)];
    this.row = new Float64Array(names.length);
    this.scalars = scalars ?? new ScalarIndex(names);
  }

  /** At the end of this iteration. */
  record(iteration: number): void {
    const cost = this.machine.cost();
    if (iteration < this.scalars.count) {
      this.prove(iteration, cost);
      return;
    }
    this.row[0] = cost;
    this.machine.measure(this.row, 1);
    this.scalars.append(this.row);
  }

  /** Of iterations that have just been passed over, this one and those behind it. */
  recordPassed(iteration: number, count: number): void {
    const { passedRows } = this.machine;
    if (this.scalars.count <= iteration) {
      this.scalars.append(passedRows, count);
      return;
    }
    for (let passed = 0; passed < count; passed++) {
      this.prove(iteration + passed, passedRows[passed * this.row.length]!);
    }
  }

  /** Rows that another process has recorded, behind those that there are. */
  remember(rows: readonly Float64Array[]): void {
    const width = this.row.length;
    for (const block of rows) this.scalars.append(block, block.length / width);
  }

  private prove(iteration: number, cost: number): void {
    const known = this.scalars.value(iteration, 0);
    if (Object.is(cost, known)) return;
    throw new ReplayMismatchError(iteration, `cost ${known}`, `cost ${cost}`);
  }
}
