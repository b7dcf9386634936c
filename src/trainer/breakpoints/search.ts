/**
 * What every search for the next or the previous stop needs: what is looked for, and the way through the run.
 *
 * A stop is a place, and whether a place is one does not depend on how it was reached. So Reverse Continue finds
 * the stops of Continue in the opposite order.
 */
import { comparePositions, type Direction, type Position, type RaisedAlert } from '../../core';
import type { Run } from '../run';
import type { Interruption, Traveller } from '../traveller';
import type { AlertBreaks } from './alertBreaks';
import type { LogBook } from './logBook';
import type { Sight } from './sight';
import type { Finding, WatchSet } from './watchSet';

export interface SearchSetting {
  readonly run: Pick<Run, 'timeline' | 'alerts' | 'machine'>;
  readonly watches: WatchSet;
  readonly alerts: AlertBreaks;
  readonly traveller: Traveller;
  readonly sight: MovingSight;
  readonly log: LogBook;
  readonly interruption: () => Interruption | undefined;
}

export type SearchResult =
  /** The run stands there. */
  | { readonly kind: 'found'; readonly finding?: Finding; readonly alert?: RaisedAlert }
  /** The run stands at its end; going back, at its start. */
  | { readonly kind: 'nothing' }
  /** The run stands where the search had come; from there it can go on. */
  | { readonly kind: Interruption };

/** The sight of whoever looks; one for all visits, so that looking allocates nothing. */
export interface MovingSight extends Sight {
  lookAt(iteration: number, instruction: number): Sight;
  lookHere(): Sight;
}

export function movingSight(
  run: Pick<Run, 'timeline' | 'machine'>,
  scope: Sight['scope'],
): MovingSight {
  const { machine } = run;
  const row = new Float64Array(1 + machine.measured.length);
  const sight = {
    iteration: 0,
    instruction: 0,
    isMeasured: false,
    scope,
    /** The iteration that has not come to its end has no row yet: its numbers are measured as they are. */
    scalar(column: number): number {
      const { scalars } = run.timeline;
      if (sight.iteration < scalars.count) return scalars.value(sight.iteration, column);
      if (!sight.isMeasured) {
        row[0] = machine.cost();
        machine.measure(row, 1);
        sight.isMeasured = true;
      }
      return row[column] ?? NaN;
    },
    tensor: (name: string) => run.timeline.read(name),
    lookAt(iteration: number, instruction: number): Sight {
      sight.iteration = iteration;
      sight.instruction = instruction;
      sight.isMeasured = false;
      return sight;
    },
    lookHere(): Sight {
      const { iteration, instruction } = run.timeline.position;
      return sight.lookAt(iteration, instruction);
    },
  };
  return sight;
}

/** The result at the place where the run stands, with all that stops it there. */
export function found(
  { alerts, run }: Pick<SearchSetting, 'alerts' | 'run'>,
  finding?: Finding,
): SearchResult {
  const alert = alerts.at(run.timeline.position);
  return { kind: 'found', ...(finding && { finding }), ...(alert && { alert }) };
}

/** The one that comes first in this direction; absent ones come last. */
export function nearer(
  a: Position | undefined,
  b: Position | undefined,
  direction: Direction,
): Position | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const isFirst = comparePositions(a, b) <= 0;
  return isFirst === (direction === 'forward') ? a : b;
}
