/** The position that --at names, and the way there. */
import { formatPosition, parsePosition, type Position } from '../core';
import type { Run } from '../trainer/run';
import { UsageError } from './invocation';
import { inSlices } from './slices';
import type { Surroundings } from './surroundings';

/** Throws a `UsageError` when there is no such position in this run. */
export function positionIn({ machine, timeline }: Run, text: string): Position {
  const result = parsePosition(text, machine.program);
  if (result.kind === 'error') throw new UsageError(`--at: ${result.message}`);
  const { position } = result;
  if (timeline.iterations <= position.iteration) {
    const end = formatPosition(timeline.end, machine.program);
    throw new UsageError(
      `--at: ${text} is behind the end of this run, which has ${timeline.iterations} iterations and ends at ${end}.`,
    );
  }
  return position;
}

/** Computes everything up to `target`; `arrived` is called after every iteration and at the target. */
export async function goTo(
  { timeline }: Run,
  target: Position,
  {
    surroundings,
    underWay,
  }: { readonly surroundings: Surroundings; readonly underWay: () => void },
): Promise<void> {
  const journey = timeline.journeyTo(target);
  await inSlices(surroundings, (mayContinue) => {
    const arrived = journey.advance(() => {
      underWay();
      return mayContinue();
    });
    underWay();
    const { iteration } = timeline.position;
    surroundings.progress.show(`iteration ${iteration} of ${target.iteration}`);
    return arrived ? 'done' : 'more';
  });
  surroundings.progress.clear();
}
