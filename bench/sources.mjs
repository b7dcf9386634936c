/**
 * The sources, bundled as they ship, into a folder of their own: what is measured does not depend on what else is
 * built at the moment.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'esbuild';

import { bundles, kernels } from '../scripts/targets.mjs';

const trainerBundle = bundles.find(({ output }) => output === 'dist/trainer.js');

/** The core, and what opens and moves a run, as a module; returns its file. */
export async function bundleCore(folder) {
  const contents = `
    export * from './src/core';
    export { parseNetwork } from './src/network/parse';
    export { loadKernels } from './src/trainer/kernels';
    export { Mover } from './src/trainer/movement';`;
  const outfile = path.join(folder, 'core.mjs');
  const stdin = { contents, resolveDir: '.' };
  const { options } = trainerBundle;
  await build({ ...options, stdin, outfile, bundle: true, minify: true, format: 'esm' });
  return outfile;
}

/** The trainer's process, with the kernels beside it; returns its file. */
export async function bundleTrainer(folder) {
  const { entry, options } = trainerBundle;
  const outfile = path.join(folder, 'trainer.js');
  await build({ ...options, entryPoints: [entry], outfile, bundle: true, minify: true });
  for (const { output } of kernels)
    await copyFile(output, path.join(folder, path.basename(output)));
  return outfile;
}
