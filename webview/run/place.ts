/** Where a run stands: which instruction is next, which tensors have a value, what a movement can have changed. */
import type { StopReport } from '../../src/protocol/movement';
import type { Position } from '../../src/protocol/position';
import type { InstructionDescription, RunDescription } from '../../src/protocol/run';

import { readFormula } from './reading';
import type { Layout } from './reading';

/** The instruction about to run; undefined at the end of an iteration. */
export function nextInstruction(
  run: RunDescription,
  { instruction }: Position,
): InstructionDescription | undefined {
  return run.instructions[instruction];
}

/** The instruction that has just run; before the first one it is the last of the iteration before. */
export function previousInstruction(
  run: RunDescription,
  { iteration, instruction }: Position,
): InstructionDescription | undefined {
  if (instruction > 0) return run.instructions[instruction - 1];
  return iteration > 0 ? run.instructions.at(-1) : undefined;
}

/** Whether a tensor has a value at a position: it outlives iterations, or its instruction has run in this one. */
export function hasValue(run: RunDescription, position: Position, tensor: string): boolean {
  const description = run.tensors.find(({ name }) => name === tensor);
  if (description === undefined) return false;
  if (description.persistent) return true;
  const writer = run.instructions.findIndex(({ writes }) => writes.includes(tensor));
  return writer < position.instruction;
}

/** All tensors that have a value at a position, as `hasValue` says of one. */
export function valuedTensors(run: RunDescription, position: Position): ReadonlySet<string> {
  const writes = (first: number, end?: number): string[] =>
    run.instructions.slice(first, end).flatMap((instruction) => instruction.writes);
  const written = new Set(writes(0, position.instruction));
  const awaited = new Set(writes(position.instruction));
  return new Set(
    run.tensors
      .filter(({ name, persistent }) => persistent || written.has(name) || !awaited.has(name))
      .map(({ name }) => name),
  );
}

/**
 * The tensors whose numbers may be out of date after a movement.
 *
 * Only a step forward within an iteration leaves the others as they were: every other movement replays
 * iterations on its way, and numbers that came meanwhile belong to none of its ends.
 */
export function outdatedTensors(
  run: RunDescription,
  from: StopReport | undefined,
  to: StopReport,
): ReadonlySet<string> {
  const first = from?.position.instruction ?? 0;
  const last = to.position.instruction;
  const isForward = from?.position.iteration === to.position.iteration && first <= last;
  if (!isForward || to.reason !== 'step') return new Set(run.tensors.map(({ name }) => name));
  return new Set(run.instructions.slice(first, last).flatMap(({ writes }) => writes));
}

/** `backward, layer 2`, `loss`, `end of the iteration`. */
export function placeText(run: RunDescription, position: Position): string {
  const instruction = nextInstruction(run, position);
  if (instruction === undefined) return 'end of the iteration';
  if (instruction.layer === undefined) return instruction.phase;
  return `${instruction.phase}, layer ${instruction.layer}`;
}

/** `dW2 = 1/m · dZ2 · A1ᵀ` */
export function instructionText(
  { writes, formula }: InstructionDescription,
  layout: Layout,
): string {
  const right = readFormula(formula, layout).map((token) =>
    typeof token === 'string' ? token : `${token.tensor}${token.transposed ? 'ᵀ' : ''}`,
  );
  return `${writes.join(', ')} = ${right.join('')}`;
}
