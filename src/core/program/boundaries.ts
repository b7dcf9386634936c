/**
 * Where the steps of each granularity begin within an iteration.
 *
 * A step forward goes to the next boundary, a step backward to the previous one; so each is the mirror of
 * the other. The end of the iteration is a boundary of every granularity, like a closing brace.
 */
import type { Instruction } from './instruction';

/** Instruction indexes, ascending; the last one is the number of instructions: the iteration's end. */
export type Boundaries = readonly number[];

export interface ProgramBoundaries {
  readonly instruction: Boundaries;
  /** All of a layer's instructions within a phase. */
  readonly layer: Boundaries;
  readonly phase: Boundaries;
}

export function programBoundaries(instructions: readonly Instruction[]): ProgramBoundaries {
  const where = (
    differs: (instruction: Instruction, previous: Instruction) => boolean,
  ): Boundaries => {
    const indexes = instructions.flatMap((instruction, index) => {
      const previous = instructions[index - 1];
      return previous === undefined || differs(instruction, previous) ? [index] : [];
    });
    return [...indexes, instructions.length];
  };
  return {
    instruction: where(() => true),
    layer: where((a, b) => a.phase !== b.phase || a.layer !== b.layer),
    phase: where((a, b) => a.phase !== b.phase),
  };
}
