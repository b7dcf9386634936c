/**
 * Builds everything that ships: `node scripts/build.mjs [--production] [--watch]`.
 *
 * With `--production` the bundles are minified and carry no source maps. With `--watch` it keeps running and
 * builds again what changed.
 */
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

import { buildKernels } from './kernels.mjs';
import { bundles, kernels } from './targets.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Builds all targets once; rejects with the compiler's message when one fails. */
export async function build({ production = false } = {}) {
  await Promise.all([
    ...present(bundles).map((bundle) => buildBundle(bundle, production)),
    buildKernels(),
  ]);
}

async function buildBundle(bundle, production) {
  await esbuild.build(esbuildOptions(bundle, production));
  await report(bundle.output);
}

function esbuildOptions({ entry, output, options, executable }, production) {
  return {
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    minify: production,
    sourcemap: production ? false : inlineForBrowser(options),
    logLevel: 'warning',
    plugins: executable ? [madeExecutable(path.join(root, output))] : [],
  };
}

// A webview cannot fetch a map that lies beside the file, so there it travels inside.
function inlineForBrowser(options) {
  return options.platform === 'browser' ? 'inline' : true;
}

function madeExecutable(file) {
  return {
    name: 'made-executable',
    setup: (build) =>
      build.onEnd(({ errors }) => (errors.length === 0 ? chmod(file, 0o755) : undefined)),
  };
}

async function watchAll() {
  for (const bundle of present(bundles)) {
    const context = await esbuild.context(esbuildOptions(bundle, false));
    await context.watch();
  }
  await buildKernels();
  watch(path.join(root, path.dirname(kernels.entry)), { recursive: true }, buildKernelsSoon());
  console.log('Watching; end with Ctrl+C.');
}

function buildKernelsSoon() {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => buildKernels().catch((error) => console.error(error.message)), 100);
  };
}

/** The targets that can be built already. */
function present(targets) {
  return targets.filter(({ entry }) => {
    if (existsSync(path.join(root, entry))) return true;
    console.log(`${entry} does not exist yet: skipped.`);
    return false;
  });
}

async function report(output) {
  const { length } = await readFile(path.join(root, output));
  console.log(`${output} ${(length / 1024).toFixed(0)} KB`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const production = process.argv.includes('--production');
  await mkdir(path.join(root, 'dist'), { recursive: true });
  try {
    await (process.argv.includes('--watch') ? watchAll() : build({ production }));
  } catch (error) {
    // esbuild has printed its own messages already.
    if (!error.errors) console.error(error.message);
    process.exitCode = 1;
  }
}
