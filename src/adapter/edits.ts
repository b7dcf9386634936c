/** Changing numbers by hand, as the Debug Adapter Protocol asks for it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { StopReport } from '../protocol/movement';
import type { RunDescription } from '../protocol/run';
import type { TrainerRequests } from '../protocol/trainer';
import type { Requester } from '../rpc/peer';
import type { WatchedData } from './dataBreakpoints';
import { UserError } from './errors';
import type { FrameKind } from './stackFrames';

/** Where the run stands once the number has been changed; a `UserError` when it has not been. */
export async function edited(
  trainer: Pick<Requester<TrainerRequests, unknown>, 'request'>,
  { expression, value }: Pick<Dap.SetExpressionArguments, 'expression' | 'value'>,
): Promise<StopReport> {
  const result = await trainer.request('edit', { target: expression, value });
  if (result.kind === 'refused') throw new UserError(result.message);
  return result.report;
}

/** `W1[0, 3]`; a tensor of one number is named without an index. */
export function targetText(data: WatchedData): string {
  return 'row' in data ? `${data.tensor}[${data.row}, ${data.column}]` : data.tensor;
}

/** Where a frame of the stack began: the iteration, the layer's part of the phase, or the instruction itself. */
export function frameStart(
  { instructions }: RunDescription,
  { position }: Pick<StopReport, 'position'>,
  frame: FrameKind,
): StopReport['position'] {
  const { iteration, instruction } = position;
  const current = instructions[instruction];
  if (frame === 'training' || current === undefined) return { iteration, instruction: 0 };
  if (frame === 'instruction') return position;
  let first = instruction;
  while (0 < first) {
    const before = instructions[first - 1]!;
    if (before.phase !== current.phase || before.layer !== current.layer) break;
    first--;
  }
  return { iteration, instruction: first };
}
