/** Function breakpoints: a layer by its number, or the instruction that writes a tensor. */
import type { RunDescription } from '../protocol/run';
import { errors } from './errors';
import { visitsOf } from './networkLines';

export type NamedInstructions =
  | { readonly kind: 'instructions'; readonly instructions: readonly number[] }
  | { readonly kind: 'error'; readonly message: string };

/** `2` and `layer 2` are all visits of the layer; `dW1` is the place before the tensor is written. */
export function instructionsNamed(run: RunDescription, name: string): NamedInstructions {
  const written = name.trim();
  const [, layer] = /^(?:layer\s*)?(\d{1,6})$/i.exec(written) ?? [];
  const instructions =
    layer === undefined ? writersOf(run, written) : visitsOfLayer(run, Number(layer));
  if (0 < instructions.length) return { kind: 'instructions', instructions };
  if (layer !== undefined) {
    return { kind: 'error', message: errors.noLayer(Number(layer), run.layers.length) };
  }
  const isTensor = run.tensors.some((tensor) => tensor.name === written);
  const message = isTensor
    ? errors.neverWritten(written)
    : errors.noFunction(written, run.layers.length);
  return { kind: 'error', message };
}

function visitsOfLayer(run: RunDescription, layer: number): number[] {
  return visitsOf(run)
    .map(({ firstInstruction }) => firstInstruction)
    .filter((instruction) => run.instructions[instruction]?.layer === layer);
}

function writersOf(run: RunDescription, tensor: string): number[] {
  return run.instructions.flatMap(({ writes }, index) => (writes.includes(tensor) ? [index] : []));
}
