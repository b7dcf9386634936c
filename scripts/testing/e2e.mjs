/**
 * The tests under test/e2e, run inside the extension host of a real VS Code by @vscode/test-electron.
 *
 * On Linux that VS Code is the prepared host; elsewhere, or when BACKSTEP_VSCODE names a version such as
 * `stable`, the desktop VS Code is downloaded.
 */
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';

import { preparedRoot, projectRoot } from '../vscodeHost/prepared.mjs';

/** Runs all of them; prints the failures, and returns them with the counts. */
export async function runEndToEndTests() {
  const world = await mkdtemp(path.join(os.tmpdir(), 'backstep-e2e-'));
  const resultsFile = path.join(world, 'results.json');
  const folder = path.join(world, 'examples');
  try {
    await cp(path.join(projectRoot, 'examples'), folder, { recursive: true });
    const failure = await runTests({
      ...vscode(),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(await bundleTests(), 'run.js'),
      extensionTestsEnv: { BACKSTEP_TEST_RESULTS: resultsFile },
      launchArgs: [
        folder,
        ...['user-data', 'extensions'].map((name) => `--${name}-dir=${path.join(world, name)}`),
      ],
    }).then(
      () => undefined,
      (error) => error,
    );
    return await countsOf(resultsFile, failure);
  } finally {
    await rm(world, { recursive: true, force: true, maxRetries: 5 });
  }
}

function vscode() {
  const version = process.env.BACKSTEP_VSCODE;
  if (version !== undefined) return { version };
  const host = path.join(projectRoot, 'scripts/vscodeHost/code.mjs');
  return process.platform === 'linux' ? { vscodeExecutablePath: host } : {};
}

async function bundleTests() {
  const sources = path.join(projectRoot, 'test/e2e');
  const tests = (await readdir(sources)).filter((name) => name.endsWith('.test.ts'));
  const outdir = path.join(preparedRoot, 'e2e');
  await rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: ['harness/run.ts', ...tests].map((name) => path.join(sources, name)),
    entryNames: '[name]',
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return outdir;
}

async function countsOf(resultsFile, failure) {
  const text = await readFile(resultsFile, 'utf8').catch(() => undefined);
  if (text === undefined) {
    console.error(`VS Code ended without results. ${failure?.message ?? ''}`);
    return { passed: 0, failed: 1 };
  }
  const { stats, passes, failures } = JSON.parse(text);
  for (const test of passes) console.log(` ✓ ${test.fullTitle}`);
  for (const test of failures)
    console.error(` ✗ ${test.fullTitle}\n${test.err.stack ?? test.err.message}`);
  const names = failures.map((test) => `${test.fullTitle}: ${test.err.message}`);
  return { passed: stats.passes, failed: stats.failures, failures: names };
}
