/**
 * Compiles the AssemblyScript kernels to WebAssembly.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

import { kernels } from './targets.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Builds all modules of the kernels; rejects with the compiler's messages when the source is wrong. */
export async function buildKernels() {
  for (const kernel of kernels) await compile(kernel);
}

async function compile({ entry, output, flags }) {
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
