/** What becomes of a layer's cache in the course of an iteration. */
import type { Position } from '../../src/protocol/position';
import type { RunDescription } from '../../src/protocol/run';

export type CacheState = 'empty' | 'being written' | 'waiting' | 'being read' | 'done';

/** The state of a layer's cache at a position; a run that only goes forward leaves it waiting. */
export function cacheState(run: RunDescription, position: Position, layer: number): CacheState {
  const forward = extent(run, 'forward', layer);
  const backward = extent(run, 'backward', layer);
  const next = position.instruction;
  if (forward === undefined || next < forward.first) return 'empty';
  if (next <= forward.last) return next === forward.first ? 'empty' : 'being written';
  if (backward === undefined || next < backward.first) return 'waiting';
  return next <= backward.last ? 'being read' : 'done';
}

/** Index of the first and the last instruction of a layer in a phase. */
export function extent(
  run: RunDescription,
  phase: 'forward' | 'backward',
  layer: number,
): { readonly first: number; readonly last: number } | undefined {
  const belongs = (index: number): boolean =>
    run.instructions[index]?.phase === phase && run.instructions[index].layer === layer;
  const indices = run.instructions.map((_, index) => index).filter(belongs);
  const [first] = indices;
  const last = indices.at(-1);
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** How much of a layer's pass has run, from 0 to 1. */
export function passProgress(
  run: RunDescription,
  position: Position,
  { phase, layer }: { readonly phase: 'forward' | 'backward'; readonly layer: number },
): number {
  const range = extent(run, phase, layer);
  if (range === undefined) return 0;
  const ran = (position.instruction - range.first) / (range.last - range.first + 1);
  return Math.max(0, Math.min(1, ran));
}
