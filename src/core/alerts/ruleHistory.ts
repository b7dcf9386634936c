/** When one rule was raised and when it ended; what has been written is never changed. */
import type { ScalarMath } from '../kernels/scalarMath';
import type { AlertRule, Finding, Observation } from './rule';

export interface RaisedAlert extends Finding {
  readonly rule: string;
  /** The iteration at whose end it was raised. */
  readonly since: number;
}

interface Interval {
  readonly alert: RaisedAlert;
  /** First iteration at whose end it no longer held; infinite while it holds. */
  until: number;
}

export class RuleHistory {
  private readonly intervals: Interval[] = [];
  private streak = 0;

  constructor(
    readonly rule: AlertRule,
    private readonly math: ScalarMath,
  ) {}

  /** Takes the next iteration; returns the alert that it raises. */
  observe(iteration: number, observation: Observation): RaisedAlert | undefined {
    const { rule } = this;
    const last = this.intervals.at(-1);
    const isRaised = last?.until === Infinity;
    if (!rule.holds(observation)) {
      this.streak = 0;
      if (isRaised) last.until = iteration;
      return undefined;
    }
    this.streak++;
    if (isRaised || this.streak < rule.persistence) return undefined;
    const finding = rule.describe(observation, this.math);
    const alert = { ...finding, rule: rule.id, since: iteration };
    this.intervals.push({ alert, until: Infinity });
    return alert;
  }

  /** The alert that holds at the end of `iteration`. */
  at(iteration: number): RaisedAlert | undefined {
    const interval = this.intervals.findLast(({ alert }) => alert.since <= iteration);
    return interval !== undefined && iteration < interval.until ? interval.alert : undefined;
  }

  firstAfter(iteration: number): RaisedAlert | undefined {
    return this.intervals.find(({ alert }) => iteration < alert.since)?.alert;
  }

  lastBefore(iteration: number): RaisedAlert | undefined {
    return this.intervals.findLast(({ alert }) => alert.since < iteration)?.alert;
  }
}
