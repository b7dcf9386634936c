/**
 * Iterations that are passed over, many in one call of the kernels: each leaves its cost, and its measures if they are
 * wanted, in a row. Between two calls the caller may change the plan, never during one.
 */
import type { KernelExports, RunIterations } from '../kernels/kernelExports';
import { passagePlan } from '../kernels/passagePlan';
import type { MachineLayout } from './layout';
import type { RecordRun } from './records';

export interface PassageOptions {
  readonly kernels: KernelExports;
  readonly layout: MachineLayout;
  readonly runIterations: RunIterations;
  readonly iterationsPerEpoch: number;
  readonly control: number;
  readonly cost: number;
  readonly measurement: RecordRun;
}

export class Passage {
  /** Of the iterations that passed last, one behind the other: the cost, then the measures. */
  readonly rows: Float64Array;
  /** How many iterations fit into one call. */
  readonly iterationsAtOnce: number;
  private readonly plan: DataView;
  private readonly runIterations: RunIterations;

  constructor(options: PassageOptions) {
    const { kernels, layout, measurement } = options;
    const { buffer } = kernels.memory;
    const { iterationsAtOnce } = layout;
    this.iterationsAtOnce = iterationsAtOnce;
    this.runIterations = options.runIterations;
    this.rows = new Float64Array(buffer, layout.rows, iterationsAtOnce * (1 + measurement.count));
    this.plan = new DataView(buffer, layout.plan, passagePlan.byteLength);
    this.put('control', options.control);
    this.put('iterationsPerEpoch', options.iterationsPerEpoch);
    this.put('cost', options.cost);
    this.put('measurement', measurement.address);
    this.put('measurementCount', measurement.count);
    this.put('measures', layout.measures);
  }

  /** From now on these records are an iteration, and these the last one of an epoch. */
  follow(full: RecordRun, last: RecordRun): void {
    this.put('full', full.address);
    this.put('fullCount', full.count);
    this.put('last', last.address);
    this.put('lastCount', last.count);
  }

  /** At most `iterationsAtOnce`. */
  run(first: number, count: number, measures: 'measured' | 'unmeasured'): void {
    const isMeasured = measures === 'measured' ? 1 : 0;
    const { plan, rows } = this;
    this.runIterations(plan.byteOffset, first, count, rows.byteOffset, isMeasured);
  }

  private put(name: keyof typeof passagePlan, value: number): void {
    this.plan.setUint32(passagePlan[name], value, true);
  }
}
