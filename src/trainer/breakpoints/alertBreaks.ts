/** Alert rules that stop a run, each with the limit that was set for it. */
import {
  AlertLog,
  alertRules,
  ruleWithThreshold,
  type AlertRule,
  type Direction,
  type Position,
  type RaisedAlert,
  type Timeline,
} from '../../core';
import type { AlertBreakpoint, BreakpointVerdict } from '../../protocol/breakpoints';
import type { Run } from '../run';

export class AlertBreaks {
  readonly verdicts: readonly BreakpointVerdict[];
  private readonly rules: readonly { readonly id: number; readonly rule: AlertRule }[];
  /** A log of its own: another limit makes other alerts than those that are shown. */
  private log: { readonly timeline: Timeline; readonly alerts: AlertLog } | undefined;

  constructor(
    private readonly run: Pick<Run, 'timeline' | 'machine'>,
    breakpoints: readonly AlertBreakpoint[],
  ) {
    const compiled = breakpoints.map(compile);
    this.verdicts = compiled.map(({ verdict }) => verdict);
    this.rules = compiled.flatMap(({ rule, verdict: { id } }) =>
      rule === undefined ? [] : [{ id, rule }],
    );
  }

  get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /** Takes what has been computed since the last time; the first alert in it. */
  catchUp(): RaisedAlert | undefined {
    let first: RaisedAlert | undefined;
    if (!this.isEmpty) this.alerts.catchUp((alert) => (first ??= alert));
    return first;
  }

  /** The nearest birth of an alert that lies behind this position, or before it, among what has been computed. */
  nearest(from: Position, direction: Direction): RaisedAlert | undefined {
    if (this.isEmpty) return undefined;
    this.catchUp();
    const hasEnded = from.instruction === this.run.timeline.end.instruction;
    const iteration = direction === 'forward' && !hasEnded ? from.iteration - 1 : from.iteration;
    return this.alerts.nearestBirth(iteration, this.ids, direction);
  }

  /** Alerts are raised at the end of an iteration, where all the evidence can be seen. */
  birthPlace({ since }: RaisedAlert): Position {
    return { iteration: since, instruction: this.run.timeline.end.instruction };
  }

  /** The alert that is born exactly here. */
  at(position: Position): RaisedAlert | undefined {
    if (position.instruction !== this.run.timeline.end.instruction) return undefined;
    const { iteration } = position;
    const next = this.nearest({ iteration, instruction: 0 }, 'forward');
    return next?.since === iteration ? next : undefined;
  }

  breakpointOf({ rule }: RaisedAlert): number | undefined {
    return this.rules.find((breaking) => breaking.rule.id === rule)?.id;
  }

  private get ids(): readonly string[] {
    return this.rules.map(({ rule }) => rule.id);
  }

  private get alerts(): AlertLog {
    const { timeline, machine } = this.run;
    if (this.log?.timeline !== timeline) {
      const rules = this.rules.map(({ rule }) => rule);
      const { scalars } = timeline;
      const { math, weightCounts } = machine;
      this.log = { timeline, alerts: new AlertLog({ scalars, weightCounts, math, rules }) };
    }
    return this.log.alerts;
  }
}

function compile({ id, rule: name, condition = '' }: AlertBreakpoint): {
  readonly rule?: AlertRule;
  readonly verdict: BreakpointVerdict;
} {
  const rule = alertRules.find((known) => known.id === name);
  if (rule === undefined) {
    const known = alertRules.map((each) => each.id).join(', ');
    const message = `There is no alert rule "${name}"; there are ${known}.`;
    return { verdict: { id, verified: false, message } };
  }
  const result = ruleWithThreshold(rule, condition);
  if (result.kind === 'rule') return { rule: result.rule, verdict: { id, verified: true } };
  return { verdict: { id, verified: false, message: result.message } };
}
