/** Bundles what the promises start as processes of their own. */
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

import { bundles } from '../../scripts/targets.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Into `folder`: the trainer with the kernels beside it, the host that is killed, and the runner.
 * @param {string} folder
 */
export async function bundle(folder) {
  const dist = path.join(folder, 'dist');
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(path.join(root, 'dist'))) {
    if (name.endsWith('.wasm'))
      await copyFile(path.join(root, 'dist', name), path.join(dist, name));
  }
  const { options } = bundles.find(({ output }) => output === 'dist/trainer.js');
  const bundled = async (entry, name) => {
    const outfile = path.join(dist, name);
    const entryPoints = [path.join(root, entry)];
    await build({ ...options, entryPoints, outfile, bundle: true, logLevel: 'warning' });
    return outfile;
  };
  return {
    trainerScript: await bundled('src/trainer/main.ts', 'trainer.js'),
    hostScript: await bundled('test/reliability/host.ts', 'host.js'),
    runScript: await bundled('test/reliability/run.ts', 'run.js'),
  };
}
