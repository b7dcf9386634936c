/**
 * The alert log: when each rule was raised and when it ended, for all computed iterations.
 *
 * It is fed once per iteration, in order, and never changes what it has written; so "which alerts are raised
 * here" and "where did this begin" are lookups.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import { explodingGradient } from './explodingGradient';
import { notFinite } from './notFinite';
import type { AlertRule, Finding, Observation } from './rule';
import { vanishingGradient } from './vanishingGradient';

export const alertRules: readonly AlertRule[] = [vanishingGradient, explodingGradient, notFinite];

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

export class AlertLog {
  private readonly intervals = new Map<string, Interval[]>();
  private readonly streaks = new Map<string, number>();
  private count = 0;

  constructor(private readonly math: ScalarMath) {}

  /** Iterations that have been observed: 0 … count - 1. */
  get observed(): number {
    return this.count;
  }

  /** Takes the next iteration's numbers; returns the alerts that it raises. */
  observe(observation: Observation): readonly RaisedAlert[] {
    const iteration = this.count++;
    return alertRules.flatMap((rule) => {
      const finding = rule.find(observation, this.math);
      const streak = finding === undefined ? 0 : (this.streaks.get(rule.id) ?? 0) + 1;
      this.streaks.set(rule.id, streak);
      const current = this.current(rule.id);
      if (finding === undefined) {
        if (current !== undefined) current.until = iteration;
        return [];
      }
      if (current !== undefined || streak < rule.persistence) return [];
      const alert = { ...finding, rule: rule.id, since: iteration };
      this.intervalsOf(rule.id).push({ alert, until: Infinity });
      return [alert];
    });
  }

  /** Alerts that hold at the end of `iteration`. */
  at(iteration: number): readonly RaisedAlert[] {
    return alertRules.flatMap(({ id }) => {
      const interval = this.intervalsOf(id).findLast(({ alert }) => alert.since <= iteration);
      return interval !== undefined && iteration < interval.until ? [interval.alert] : [];
    });
  }

  /** The first alert of `rules` raised behind `iteration`, or the last one before it. */
  nearestBirth(
    iteration: number,
    rules: readonly string[],
    direction: 'forward' | 'backward',
  ): RaisedAlert | undefined {
    const births = rules
      .flatMap((rule) => this.intervalsOf(rule))
      .map(({ alert }) => alert)
      .sort((a, b) => a.since - b.since);
    return direction === 'forward'
      ? births.find(({ since }) => iteration < since)
      : births.findLast(({ since }) => since < iteration);
  }

  private current(rule: string): Interval | undefined {
    const last = this.intervalsOf(rule).at(-1);
    return last?.until === Infinity ? last : undefined;
  }

  private intervalsOf(rule: string): Interval[] {
    const list = this.intervals.get(rule) ?? [];
    this.intervals.set(rule, list);
    return list;
  }
}
