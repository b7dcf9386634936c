/** What the view of the current instruction shows: what was just written, what is read, what will be written. */
import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';

import { nextInstruction, previousInstruction } from './place';

/** A picture of the equation has room for about this many cells. */
export const equationCells = 2500;

/** The tensors, and how many cells each has room for. */
export function nowTensors(run: RunDescription, position: Position): ReadonlyMap<string, number> {
  const next = nextInstruction(run, position);
  const previous = previousInstruction(run, position);
  const inFormula = (next?.formula ?? []).flatMap((token) =>
    typeof token === 'string' ? [] : [token.tensor],
  );
  const names = [...(previous?.writes ?? []), ...inFormula, ...(next?.writes ?? [])];
  return new Map(names.map((name) => [name, equationCells]));
}
