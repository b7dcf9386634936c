/** All breakpoints of a run, as they are understood for one branch of it. */
import type { ExpressionScope, Timeline } from '../../core';
import type { BreakpointParams, BreakpointVerdict } from '../../protocol/breakpoints';
import type { Run } from '../run';
import { AlertBreaks } from './alertBreaks';
import { compileWatches } from './compile';
import type { ConditionSetting } from './condition';
import { programPlaces } from './programPlaces';
import { WatchSet } from './watchSet';

export interface Breaks {
  readonly timeline: Timeline;
  /** How many changes by hand the branch had. */
  readonly edits: number;
  readonly watches: WatchSet;
  readonly alerts: AlertBreaks;
  readonly verdicts: readonly BreakpointVerdict[];
}

/** Whether what they have counted and what they know of the index still holds. */
export function areOf(timeline: Timeline, breaks: Breaks): boolean {
  return breaks.timeline === timeline && breaks.edits === timeline.edits.length;
}

export function compileBreaks(
  run: Pick<Run, 'timeline' | 'ground' | 'machine'>,
  scope: ExpressionScope,
  params: BreakpointParams,
): Breaks {
  const { timeline, machine, ground } = run;
  const places = programPlaces(machine.program);
  // The index has the numbers with which iterations end; a gradient changed by hand had others before.
  const areScalarsEdited = timeline.edits.some(
    (made) => made.kind === 'element' && !places.isPersistent(made.tensor),
  );
  const setting: ConditionSetting = {
    places,
    series: areScalarsEdited ? [] : timeline.scalars.names,
    iterationsPerEpoch: ground.iterationsPerEpoch,
    scope,
  };
  const compiled = compileWatches(params, setting);
  const alerts = new AlertBreaks(run, params.alertRules);
  return {
    timeline,
    edits: timeline.edits.length,
    alerts,
    watches: new WatchSet(compiled.flatMap(({ watch }) => watch ?? [])),
    verdicts: [...compiled.map(({ verdict }) => verdict), ...alerts.verdicts],
  };
}
