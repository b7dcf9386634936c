/** Instances of the kernels, with their own matrix product or another module's. */
import type { KernelExports } from '../core';

/** What `kernels.wasm` exports beside `KernelExports`; slots are places in the table, by the functions' names. */
export interface LinkableKernels extends KernelExports {
  readonly table: WebAssembly.Table;
  readonly op_multiply: WebAssembly.Global<'i32'>;
  readonly [slot: `slot_${string}`]: () => number;
}

/** A matrix product of another build, or why there is none. */
export type CompiledProducts =
  | { readonly products: WebAssembly.Module; readonly reason?: never }
  | { readonly products?: never; readonly reason: string };

/** Puts another module's matrix product, and whatever else it has, in the place of the kernels' own. */
export function link(kernels: LinkableKernels, products: WebAssembly.Module): LinkableKernels {
  const { memory, table } = kernels;
  const { exports } = new WebAssembly.Instance(products, { env: { memory } });
  for (const [name, replacement] of Object.entries(exports)) {
    const slot = kernels[`slot_${name}`];
    if (slot !== undefined) table.set(slot(), replacement);
  }
  return kernels;
}

export function instantiate(module: WebAssembly.Module): LinkableKernels {
  const { exports } = new WebAssembly.Instance(module, { env: { abort: refuse } });
  return exports as unknown as LinkableKernels;
}

function refuse(): never {
  throw new Error('The kernels have stopped: an operation was called with impossible operands.');
}
