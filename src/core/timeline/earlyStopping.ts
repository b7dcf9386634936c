/** Early stopping: whether training goes on after an evaluation, told by the evaluations before. */
import type { EarlyStoppingSpec } from '../../network/spec';

export class EarlyStopping {
  private best: number | undefined;
  private inVain = 0;

  constructor(private readonly spec: EarlyStoppingSpec) {}

  /** Whether training would end with one more evaluation, of this value. */
  endsWith(value: number): boolean {
    return !this.isBetter(value) && this.spec.patience <= this.inVain + 1;
  }

  /** The value of the next evaluation. */
  observe(value: number): void {
    if (!this.isBetter(value)) {
      this.inVain++;
      return;
    }
    this.best = value;
    this.inVain = 0;
  }

  /** The first value is better than none; NaN is never better. */
  private isBetter(value: number): boolean {
    if (Number.isNaN(value)) return false;
    if (this.best === undefined) return true;
    const { metric, minimumDelta } = this.spec;
    return metric === 'validationAccuracy'
      ? this.best + minimumDelta < value
      : value < this.best - minimumDelta;
  }
}
