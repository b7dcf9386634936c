/**
 * Compiles the AssemblyScript kernels to WebAssembly.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

import { kernels } from './targets.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Builds `kernels.wasm`; rejects with the compiler's messages when the source is wrong. */
export async function buildKernels() {
  const { entry, output, flags } = kernels;
  const { error, stderr } = await asc.main([
    entry,
    '--baseDir',
    root,
    '--outFile',
    output,
    ...flags,
  ]);
  if (error) throw new Error(`${stderr.toString()}\n${error.message}`);
  console.log(`${output} is built.`);
}
