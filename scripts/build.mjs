/**
 * Builds everything that runs: `node scripts/build.mjs [--production | --watch]`.
 *
 * With `--production` the bundles are small and carry no source maps; with `--watch` it keeps running and builds
 * again what changed.
 */
import { watch } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

import { buildKernels } from './kernels.mjs';
import { bundles } from './targets.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Builds all targets once; rejects when one fails, after the compilers have said why. */
export async function build({ purpose = 'use' } = {}) {
  const bundling = bundles.map((bundle) => esbuild.build(esbuildOptions(bundle, purpose)));
  await Promise.all([...bundling, buildKernels()]);
  for (const { output } of bundles) await report(output);
}

async function buildAndWatch() {
  for (const bundle of bundles) {
    const context = await esbuild.context(esbuildOptions(bundle, 'watch'));
    await context.watch();
  }
  await buildKernels();
  watch(path.join(root, 'src/kernels'), { recursive: true }, afterQuiet(buildKernels));
  console.log('Watching; end with Ctrl+C.');
}

function esbuildOptions({ entry, output, options, executable }, purpose) {
  return {
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    minify: purpose === 'production',
    sourcemap: sourceMap(options.platform, purpose),
    logLevel: 'warning',
    plugins: executable ? [executableBit(path.join(root, output))] : [],
  };
}

/** A webview cannot fetch a map that lies beside its script; within the script it weighs too much but to develop. */
function sourceMap(platform, purpose) {
  if (platform === 'browser') return purpose === 'watch' ? 'inline' : false;
  return purpose !== 'production';
}

function executableBit(file) {
  return {
    name: 'executable-bit',
    setup: (build) =>
      build.onEnd(({ errors }) => (errors.length === 0 ? chmod(file, 0o755) : undefined)),
  };
}

/** Editors write a file in several steps: waits until nothing has changed for a moment. */
function afterQuiet(task) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => task().catch((error) => console.error(error.message)), 100);
  };
}

async function report(output) {
  const { length } = await readFile(path.join(root, output));
  console.log(`${output} ${(length / 1024).toFixed(0)} KB`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const purpose = process.argv.includes('--production') ? 'production' : 'use';
  try {
    await (process.argv.includes('--watch') ? buildAndWatch() : build({ purpose }));
  } catch (error) {
    // esbuild has printed its errors itself.
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  }
}
