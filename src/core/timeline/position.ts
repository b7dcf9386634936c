/**
 * Positions: the places where a run can stand.
 *
 * A position names the instruction about to run. Behind the last instruction of an iteration lies its end,
 * where all of its tensors can be seen; one instruction further is the first of the next iteration.
 */
import type { Program } from '../program/compile';

export interface Position {
  readonly iteration: number;
  /** Index into the program; its length means the end of the iteration. */
  readonly instruction: number;
}

/** Negative when `a` is before `b`, 0 when they are equal. */
export function comparePositions(a: Position, b: Position): number {
  return a.iteration - b.iteration || a.instruction - b.instruction;
}

/** `12:dW2`, `12:end` */
export function formatPosition({ iteration, instruction }: Position, program: Program): string {
  return `${iteration}:${program.instructions[instruction]?.name ?? 'end'}`;
}

export type PositionResult =
  | { readonly kind: 'position'; readonly position: Position }
  | { readonly kind: 'error'; readonly message: string };

/** Reads what `formatPosition` writes; the message of an error is for the user. */
export function parsePosition(text: string, program: Program): PositionResult {
  const [, digits, name] = /^(\d{1,15}):(\w+)$/.exec(text.trim()) ?? [];
  if (digits === undefined || name === undefined) {
    return {
      kind: 'error',
      message: `"${text}" is not a position. Write ITERATION:INSTRUCTION, such as 12:dW2 or 12:end.`,
    };
  }
  const names = program.instructions.map((instruction) => instruction.name);
  const instruction = name === 'end' ? names.length : names.indexOf(name);
  if (instruction < 0) {
    return {
      kind: 'error',
      message: `No instruction is named "${name}". This program has ${names.join(', ')} and end.`,
    };
  }
  return { kind: 'position', position: { iteration: Number(digits), instruction } };
}
