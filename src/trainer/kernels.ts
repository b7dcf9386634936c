/**
 * The kernels' modules: compiled once, instantiated anew for every machine, which owns its memory.
 *
 * `kernels.wasm` is the strict build, with the same bits everywhere. Two modules beside it hold another matrix
 * product each, which takes the strict one's place in the table: `kernels-relaxed.wasm` with fused
 * multiplication and addition, which rounds once less and so gives other bits, and `kernels-turbo.wasm` for V8's
 * revectorizer, with the strict bits.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { KernelExports } from '../core';
import type { KernelBuild } from '../network/spec';
import { instantiate, link, type CompiledProducts } from './linkKernels';
import { compileTurboProducts } from './turboProducts';

export type InstantiateKernels = () => KernelExports;

export interface ChosenKernels {
  readonly instantiate: InstantiateKernels;
  /** The build in use. */
  readonly build: KernelBuild;
  /** Why this is not the build that was wanted; a sentence. */
  readonly reason?: string;
}

/** The build that is wanted, or the strict one when this engine cannot run it as it should be run. */
export type ChooseKernels = (wanted: KernelBuild) => ChosenKernels;

/** All builds; each is compiled when it is first wanted. `file` is `kernels.wasm`, which lies beside the bundles. */
export function loadKernels(file: string): ChooseKernels {
  const strict = new WebAssembly.Module(readFileSync(file));
  const chosen = new Map<KernelBuild, ChosenKernels>();
  return (wanted) => {
    const kernels = chosen.get(wanted) ?? choose(wanted, { file, strict });
    chosen.set(wanted, kernels);
    return kernels;
  };
}

interface StrictKernels {
  readonly file: string;
  readonly strict: WebAssembly.Module;
}

function choose(wanted: KernelBuild, { file, strict }: StrictKernels): ChosenKernels {
  const choice: ChosenKernels = { instantiate: () => instantiate(strict), build: 'strict' };
  if (wanted === 'strict') return choice;

  const bytes = readFileSync(path.join(path.dirname(file), `kernels-${wanted}.wasm`));
  const { products, reason } =
    wanted === 'turbo' ? compileTurboProducts(bytes, strict) : compileRelaxedProducts(bytes);
  if (products === undefined) return { ...choice, reason };
  return { instantiate: () => link(instantiate(strict), products), build: wanted };
}

function compileRelaxedProducts(bytes: Uint8Array<ArrayBuffer>): CompiledProducts {
  if (WebAssembly.validate(bytes)) return { products: new WebAssembly.Module(bytes) };
  return {
    reason: `The relaxed kernels need an engine with relaxed SIMD, such as V8 11.4; this is V8 ${process.versions.v8}.`,
  };
}
