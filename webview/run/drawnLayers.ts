/** How many layers the panel draws; of a deeper network it shows the one where the run stands. */
import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';

const mostDrawn = 256;

export function isTooDeepToDraw({ layers }: RunDescription): boolean {
  return mostDrawn < layers.length;
}

/** The layer of the instruction that is about to run, else the first. */
export function layerInSight({ instructions }: RunDescription, { instruction }: Position): number {
  return instructions[instruction]?.layer ?? 1;
}
