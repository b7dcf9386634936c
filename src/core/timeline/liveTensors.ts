/** Which tensors have a value within an iteration: persistent ones always, the others once it has written them. */
import type { Program } from '../program/compile';

/** Before this instruction of the iteration. */
export function isLiveAt(instruction: number, name: string, program: Program): boolean {
  const spec = program.tensors.find((tensor) => tensor.name === name);
  if (spec === undefined) return false;
  if (spec.persistent) return true;
  const writer = program.instructions.findIndex(({ writes }) => writes.includes(name));
  return 0 <= writer && writer < instruction;
}
