/** The kernels' module: compiled once, instantiated anew for every machine, which owns its memory. */
import { readFileSync } from 'node:fs';

import type { KernelExports } from '../core';

export type InstantiateKernels = () => KernelExports;

/** `file` is `kernels.wasm`, which the build puts beside the bundles. */
export function loadKernels(file: string): InstantiateKernels {
  const module = new WebAssembly.Module(readFileSync(file));
  return () => {
    const { exports } = new WebAssembly.Instance(module, { env: { abort: refuse } });
    return exports as unknown as KernelExports;
  };
}

function refuse(): never {
  throw new Error('The kernels have stopped: an operation was called with impossible operands.');
}
