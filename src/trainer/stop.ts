/** How a movement ended, and why, in the words of the protocol. */
import { comparePositions, type Position, type RaisedAlert, type Timeline } from '../core';
import type { StopReason } from '../protocol/movement';
import type { AlertBreaks } from './breakpoints/alertBreaks';
import type { SearchResult } from './breakpoints/search';
import type { Finding } from './breakpoints/watchSet';

export interface Stop {
  readonly reason: StopReason;
  readonly notice?: string;
  readonly alert?: RaisedAlert;
  readonly hitBreakpoints?: readonly number[];
}

/** Goes to a position; false when it was interrupted on the way. */
export type Go = (position: Position) => Promise<boolean>;

export function stopAt(
  { finding, alert }: Extract<SearchResult, { kind: 'found' }>,
  alerts: AlertBreaks,
): Stop {
  const hits = finding?.hits.filter(({ kind }) => kind !== 'cursor') ?? [];
  const rule = alert && alerts.breakpointOf(alert);
  const hitBreakpoints = [...hits.map(({ id }) => id), ...(rule === undefined ? [] : [rule])];
  return {
    reason: reasonOf({ finding, alert }),
    ...noticeOf(finding),
    ...(alert && { alert }),
    ...(0 < hitBreakpoints.length && { hitBreakpoints }),
  };
}

function reasonOf({
  finding,
  alert,
}: {
  readonly finding: Finding | undefined;
  readonly alert: RaisedAlert | undefined;
}): StopReason {
  if (finding?.hasFailed === true) return 'conditionFailed';
  if (alert !== undefined) return 'alert';
  const kinds = finding?.hits.map(({ kind }) => kind) ?? [];
  if (kinds.includes('instruction')) return 'breakpoint';
  return kinds.includes('data') ? 'dataBreakpoint' : 'goto';
}

export function noticeOf(finding: Finding | undefined): Pick<Stop, 'notice'> {
  return finding?.notice === undefined ? {} : { notice: finding.notice };
}

export const paused: Stop = { reason: 'pause' };
export const started: Stop = { reason: 'start', notice: 'This is the start of the run.' };

/** Early stopping may have ended the run before its last iteration. */
export function endOf({ evaluations }: Timeline): Stop {
  return { reason: 'end', notice: evaluations?.stopNotice ?? 'This is the end of the run.' };
}

export function isAt(timeline: Timeline, position: Position): boolean {
  return comparePositions(timeline.position, position) === 0;
}
