/**
 * Requests of our own that go looking: for the last write of a tensor, the last change of a number, or the
 * nearest execution of a line. They come from any client, so they are checked before the trainer sees them.
 */
import type { Direction } from '../protocol/position';
import type { Breakpoints } from './breakpoints';
import type { LastChangeArguments, LastWriteArguments, RunToArguments } from './dapRequests';
import { errors, UserError } from './errors';
import { dataOf } from './evaluation';
import type { Movement } from './movementQueue';
import type { StoppedRun } from './stoppedRun';

export async function lastWriteMovement(
  stopped: StoppedRun,
  { expression }: LastWriteArguments,
): Promise<Movement> {
  const data = await dataOf(stopped, checkedText(expression));
  if (data === undefined) throw new UserError(errors.notWatchable(expression));
  return { kind: 'lastWrite', tensor: data.tensor };
}

export async function lastChangeMovement(
  stopped: StoppedRun,
  { expression, moreThan = 0 }: LastChangeArguments,
): Promise<Movement> {
  const data = await dataOf(stopped, checkedText(expression));
  if (data === undefined) throw new UserError(errors.notWatchable(expression));
  if (typeof moreThan !== 'number' || !(0 <= moreThan && moreThan < Infinity)) {
    throw new UserError(errors.badAmount());
  }
  const { tensor, row, column } = data;
  if (row !== undefined && column !== undefined) {
    return { kind: 'lastChange', tensor, row, column, moreThan };
  }
  const { rows, columns } = stopped.tensor(tensor);
  if (1 < rows * columns) throw new UserError(errors.manyNumbers(tensor));
  return { kind: 'lastChange', tensor, row: 0, column: 0, moreThan };
}

export function runToMovement(
  breakpoints: Breakpoints,
  { source, line, direction }: RunToArguments,
): Movement {
  const isKnown = directions.some((known) => known === direction);
  if (!isKnown || typeof source !== 'object' || !Number.isSafeInteger(line)) {
    throw new UserError(errors.badRunTo());
  }
  const until = breakpoints.instructionsOn(source, line);
  if (until.length === 0) throw new UserError(breakpoints.nothingRunsOn(source));
  return { kind: 'resume', direction, until };
}

const directions: readonly Direction[] = ['forward', 'backward'];

function checkedText(expression: unknown): string {
  if (typeof expression !== 'string') throw new UserError(errors.notWatchable(String(expression)));
  return expression;
}
