/** Where a run stands, or how far it has come on its way, as all are told. */
import type { Position, RaisedAlert } from '../core';
import type { ProgressReport, StopReport } from '../protocol/movement';
import { changedFormulas } from './changedFormulas';
import type { Run } from './run';
import type { Stop } from './stop';

export function stopReport(
  run: Run,
  { reason, notice, alert, hitBreakpoints }: Stop,
  sequence: number,
): StopReport {
  const { timeline, branches } = run;
  const { position } = timeline;
  const formulas = changedFormulas(run);
  return {
    position,
    reason,
    ...(formulas.length === 0 ? {} : { formulas }),
    sequence,
    ...reached(run, position),
    ...(timeline.evaluations?.stopNotice === undefined ? {} : { iterations: timeline.iterations }),
    ...(branches.inUse.id === 1 ? {} : { branch: branches.inUse.id }),
    ...(notice === undefined ? {} : { notice }),
    ...(alert === undefined ? {} : { alert }),
    ...(hitBreakpoints === undefined ? {} : { hitBreakpoints }),
  };
}

/** The cost is that of the last iteration that has ended. */
export function progressReport(run: Run, position: Position): ProgressReport {
  const { scalars } = run.timeline;
  const last = Math.min(position.iteration, scalars.count) - 1;
  return {
    position,
    ...reached(run, position),
    cost: Float64Array.of(last < 0 ? NaN : scalars.value(last, 0)),
  };
}

function reached(run: Run, position: Position): Omit<ProgressReport, 'position' | 'cost'> {
  return {
    epoch: Math.floor(position.iteration / run.ground.iterationsPerEpoch),
    computedIterations: run.timeline.computedIterations,
    alerts: alertsAt(run, position),
  };
}

/** Alerts that hold here: those of this iteration once it has ended, else those of the one before. */
export function alertsAt(
  { alerts, timeline }: Run,
  { iteration, instruction }: Position,
): readonly RaisedAlert[] {
  return alerts.at(instruction === timeline.end.instruction ? iteration : iteration - 1);
}
