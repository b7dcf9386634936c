/**
 * The alert log: when each rule was raised and when it ended, for all computed iterations.
 *
 * It reads the scalars of each iteration once, in order, so "which alerts are raised here" and "where did
 * this begin" are lookups. Catching up allocates nothing but the alerts it finds.
 */
import type { ScalarMath } from '../kernels/scalarMath';
import type { ScalarIndex } from '../timeline/scalarIndex';
import { explodingGradient } from './explodingGradient';
import { notFinite } from './notFinite';
import type { AlertRule } from './rule';
import { RuleHistory, type RaisedAlert } from './ruleHistory';
import { vanishingGradient } from './vanishingGradient';

export const alertRules: readonly AlertRule[] = [vanishingGradient, explodingGradient, notFinite];

export interface AlertLogOptions {
  /** Of each iteration the cost, then ‖dW‖ of each layer, as a timeline records them. */
  readonly scalars: ScalarIndex;
  /** Numbers in W of each layer. */
  readonly weightCounts: readonly number[];
  readonly math: ScalarMath;
  /** All of them, when absent. */
  readonly rules?: readonly AlertRule[];
}

export class AlertLog {
  private readonly scalars: ScalarIndex;
  private readonly histories: readonly RuleHistory[];
  private readonly observation: {
    cost: number;
    readonly gradientNorms: Float64Array;
    readonly weightCounts: readonly number[];
  };
  private count = 0;

  constructor({ scalars, weightCounts, math, rules = alertRules }: AlertLogOptions) {
    this.scalars = scalars;
    this.histories = rules.map((rule) => new RuleHistory(rule, math));
    const gradientNorms = new Float64Array(weightCounts.length);
    this.observation = { cost: NaN, gradientNorms, weightCounts };
  }

  /** Iterations that have been observed: 0 … observed - 1. */
  get observed(): number {
    return this.count;
  }

  /** Observes what has been computed since the last time. */
  catchUp(onRaised: (alert: RaisedAlert) => void): void {
    for (; this.count < this.scalars.count; this.count++) {
      this.read(this.count);
      for (const history of this.histories) {
        const alert = history.observe(this.count, this.observation);
        if (alert !== undefined) onRaised(alert);
      }
    }
  }

  /** Alerts that hold at the end of `iteration`. */
  at(iteration: number): readonly RaisedAlert[] {
    return this.histories.flatMap((history) => history.at(iteration) ?? []);
  }

  /** The first alert of `rules` raised behind `iteration`, or the last one before it. */
  nearestBirth(
    iteration: number,
    rules: readonly string[],
    direction: 'forward' | 'backward',
  ): RaisedAlert | undefined {
    const sign = direction === 'forward' ? 1 : -1;
    return this.histories
      .filter(({ rule }) => rules.includes(rule.id))
      .flatMap(
        (history) =>
          (direction === 'forward'
            ? history.firstAfter(iteration)
            : history.lastBefore(iteration)) ?? [],
      )
      .sort((a, b) => sign * (a.since - b.since))[0];
  }

  private read(iteration: number): void {
    const { scalars, observation } = this;
    observation.cost = scalars.value(iteration, 0);
    for (let index = 0; index < observation.gradientNorms.length; index++) {
      observation.gradientNorms[index] = scalars.value(iteration, index + 1);
    }
  }
}
