/** Why a run has stopped by itself: an alert, or a condition that has no answer. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReport } from '../protocol/movement';

export function exceptionInfo({
  alert,
  reason,
  notice = '',
}: StopReport): Dap.ExceptionInfoResponse['body'] {
  if (reason === 'conditionFailed') {
    return { exceptionId: 'condition', description: notice, breakMode: 'always' };
  }
  if (alert === undefined) return { exceptionId: 'none', breakMode: 'always' };
  return {
    exceptionId: alert.title,
    description: `${alert.evidence}\n${alert.reason} ${alert.advice}`,
    breakMode: 'always',
    details: { message: alert.reason, typeName: alert.rule },
  };
}
