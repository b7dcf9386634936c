/** A stop of the trainer as the Debug Adapter Protocol tells it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReason, StopReport } from '../protocol/trainer';

export function stoppedEvent(report: StopReport): Dap.StoppedEvent['body'] {
  const { reason, alert, hitBreakpoints } = report;
  return {
    ...wording[reason],
    threadId: 1,
    allThreadsStopped: true,
    ...(alert !== undefined && { description: `Paused: ${alert.title}`, text: alert.evidence }),
    ...(hitBreakpoints !== undefined && { hitBreakpointIds: [...hitBreakpoints] }),
  };
}

const wording: Readonly<
  Record<StopReason, Pick<Dap.StoppedEvent['body'], 'reason' | 'description'>>
> = {
  // VS Code keeps these words when the panel steps on: "Paused on entry" would be wrong by then.
  entry: { reason: 'entry', description: 'Paused' },
  step: { reason: 'step', description: 'Paused' },
  pause: { reason: 'pause' },
  breakpoint: { reason: 'breakpoint' },
  // The protocol's word for what stops a program by its own doing.
  alert: { reason: 'exception' },
  goto: { reason: 'goto' },
  start: { reason: 'step', description: 'Paused at the start of the run' },
  end: { reason: 'step', description: 'Paused at the end of the run' },
};
