/** A stop of the trainer as the Debug Adapter Protocol tells it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReason, StopReport } from '../protocol/movement';

/** `isNamed` says which breakpoints stand on a name. */
export function stoppedEvent(
  { reason, alert, hitBreakpoints, notice }: StopReport,
  isNamed: (id: number) => boolean,
): Dap.StoppedEvent['body'] {
  const isOnName = reason === 'breakpoint' && hitBreakpoints?.every(isNamed) === true;
  return {
    ...(isOnName ? { reason: 'function breakpoint' } : wording[reason]),
    threadId: 1,
    allThreadsStopped: true,
    ...(saysWhy.has(reason) && notice !== undefined && { text: notice }),
    ...(alert !== undefined && { description: `Paused: ${alert.title}`, text: alert.evidence }),
    ...(hitBreakpoints !== undefined && { hitBreakpointIds: [...hitBreakpoints] }),
  };
}

/** Reasons whose notice is the reason itself. */
const saysWhy: ReadonlySet<StopReason> = new Set<StopReason>(['dataBreakpoint', 'conditionFailed']);

const wording: Readonly<
  Record<StopReason, Pick<Dap.StoppedEvent['body'], 'reason' | 'description'>>
> = {
  // VS Code keeps these words when the panel steps on: "Paused on entry" would be wrong by then.
  entry: { reason: 'entry', description: 'Paused' },
  step: { reason: 'step', description: 'Paused' },
  pause: { reason: 'pause' },
  breakpoint: { reason: 'breakpoint' },
  dataBreakpoint: { reason: 'data breakpoint' },
  conditionFailed: { reason: 'exception', description: 'Paused: a condition has no answer' },
  // The protocol's word for what stops a program by its own doing.
  alert: { reason: 'exception' },
  goto: { reason: 'goto' },
  restart: { reason: 'restart', description: 'Paused' },
  branch: { reason: 'goto', description: 'Paused in another branch' },
  // For clients that cannot be told that values have changed.
  edit: { reason: 'step', description: 'Paused' },
  start: { reason: 'step', description: 'Paused at the start of the run' },
  end: { reason: 'step', description: 'Paused at the end of the run' },
};
