/** What the trainer is asked for a movement. */
import type { StopReport } from '../protocol/movement';
import type { Position } from '../protocol/position';
import type { RunDescription } from '../protocol/run';
import type { TrainerRequests } from '../protocol/trainer';
import type { Requester } from '../rpc/peer';
import type { Movement } from './movementQueue';

export interface MovementSetting {
  readonly run: RunDescription;
  readonly trainer: Pick<Requester<TrainerRequests, unknown>, 'request'>;
}

/** `from` is where the run stands. */
export function askForMovement(
  setting: MovementSetting,
  movement: Movement,
  from: Position,
): Promise<StopReport> {
  const { trainer } = setting;
  switch (movement.kind) {
    case 'step': {
      const { granularity, direction, count } = movement;
      return trainer.request('step', { granularity, direction, count });
    }
    case 'seek': {
      const { position, reason } = movement;
      return trainer.request('seek', { position, ...(reason !== undefined && { reason }) });
    }
    case 'switchBranch':
      return trainer.request('switchBranch', { branch: movement.branch });
    case 'finishIteration':
      return finishIteration(setting, from);
    case 'resume': {
      const { direction, until } = movement;
      return trainer.request('resume', { direction, ...(until !== undefined && { until }) });
    }
    case 'lastWrite':
      return trainer.request('lastWrite', { tensor: movement.tensor });
    case 'lastChange': {
      const { tensor, row, column, moreThan } = movement;
      return trainer.request('lastChange', { tensor, row, column, moreThan });
    }
    default:
      return movement satisfies never;
  }
}

/** To the end of this iteration; from there to the end of the next one. */
function finishIteration(
  { run, trainer }: MovementSetting,
  { iteration, instruction }: Position,
): Promise<StopReport> {
  const end = run.instructions.length;
  const position: Position =
    instruction < end
      ? { iteration, instruction: end }
      : { iteration: iteration + 1, instruction: end };
  // Behind the last iteration there is nothing to seek: a step says so with the trainer's notice.
  if (run.iterations <= position.iteration) {
    return trainer.request('step', { granularity: 'iteration', direction: 'forward', count: 1 });
  }
  return trainer.request('seek', { position });
}
