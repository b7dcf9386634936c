/** The arguments of our own requests come from any client, so they are checked before the trainer sees them. */
import type { StepParams } from '../protocol/movement';
import type { Direction, Granularity, Position } from '../protocol/position';
import { errors, UserError } from './errors';

const granularities: readonly Granularity[] = [
  'instruction',
  'layer',
  'phase',
  'iteration',
  'epoch',
];
const directions: readonly Direction[] = ['forward', 'backward'];
const largestCount = 1_000_000;

export function checkedStep(args: Partial<StepParams>): StepParams {
  const { count = 1 } = args;
  const granularity = granularities.find((known) => known === args.granularity);
  const direction = directions.find((known) => known === args.direction);
  if (granularity === undefined || direction === undefined || !isWhole(count)) {
    throw new UserError(errors.badStep());
  }
  if (count < 1 || largestCount < count) throw new UserError(errors.badStep());
  return { granularity, direction, count };
}

export function checkedPosition({ position }: { readonly position?: Position }): Position {
  const { iteration, instruction } = position ?? {};
  if (!isWhole(iteration) || !isWhole(instruction)) throw new UserError(errors.badPosition());
  return { iteration, instruction };
}

export function checkedBranch({ branch }: { readonly branch?: number }): number {
  if (!isWhole(branch)) throw new UserError(errors.badBranch());
  return branch;
}

export function checkedLine(line: unknown): number {
  if (!isWhole(line)) throw new UserError(errors.badLine());
  return line;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && 0 <= (value as number);
}
