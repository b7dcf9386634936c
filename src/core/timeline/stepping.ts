/**
 * Where a step of the debugger leads.
 *
 * Every step backward is the mirror of the step forward of the same granularity: both go to the nearest
 * boundary in their direction; the iteration and the epoch keep the instruction and change the iteration.
 */
import type { ProgramBoundaries } from '../program/boundaries';
import type { Position } from './position';

export type Granularity = keyof ProgramBoundaries | 'iteration' | 'epoch';
export type Direction = 'forward' | 'backward';

export interface SteppingGround {
  readonly boundaries: ProgramBoundaries;
  /** Iterations of the whole run. */
  readonly iterations: number;
  readonly iterationsPerEpoch: number;
}

export interface Step {
  readonly granularity: Granularity;
  readonly direction: Direction;
}

/** The position one step further; absent when that lies beyond the start or the end of the run. */
export function stepFrom(
  from: Position,
  { granularity, direction }: Step,
  ground: SteppingGround,
): Position | undefined {
  const sign = direction === 'forward' ? 1 : -1;
  if (granularity === 'iteration' || granularity === 'epoch') {
    const distance = granularity === 'iteration' ? 1 : ground.iterationsPerEpoch;
    return within({ ...from, iteration: from.iteration + sign * distance }, ground);
  }
  const boundaries = ground.boundaries[granularity];
  const inIteration =
    direction === 'forward'
      ? boundaries.find((boundary) => from.instruction < boundary)
      : boundaries.findLast((boundary) => boundary < from.instruction);
  if (inIteration !== undefined) return { iteration: from.iteration, instruction: inIteration };
  const edge = direction === 'forward' ? boundaries[0] : boundaries.at(-1);
  return within({ iteration: from.iteration + sign, instruction: edge ?? 0 }, ground);
}

/** Up to `count` steps; stops at the last possible one. Says whether all were possible. */
export function stepsFrom(
  from: Position,
  step: Step & { readonly count: number },
  ground: SteppingGround,
): { readonly position: Position; readonly complete: boolean } {
  let position = from;
  for (let taken = 0; taken < step.count; taken++) {
    const next = stepFrom(position, step, ground);
    if (next === undefined) return { position, complete: false };
    position = next;
  }
  return { position, complete: true };
}

function within(position: Position, { iterations }: SteppingGround): Position | undefined {
  return 0 <= position.iteration && position.iteration < iterations ? position : undefined;
}
