/** Where the run stands, as variables. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StoppedRun } from './stoppedRun';

export const placeNames = ['iteration', 'epoch', 'position'] as const;

export function placeVariables({ run, report }: StoppedRun): Dap.Variable[] {
  const { iteration, instruction } = report.position;
  const values = {
    iteration: String(iteration),
    epoch: String(report.epoch),
    position: `${iteration}:${run.instructions[instruction]?.name ?? 'end'}`,
  };
  return placeNames.map((name) => ({
    name,
    value: values[name],
    variablesReference: 0,
    ...(name !== 'position' && { evaluateName: name }),
  }));
}
