/** The command line as it ships: bundled, with its files beside it, run as a process of its own. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';

import { bundles } from '../../scripts/targets.mjs';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuiltCommandLine {
  /** A folder of its own, for files that a test makes. */
  readonly folder: string;
  /** What Node is to run. */
  readonly script: string;
  start(...args: readonly string[]): ChildProcessWithoutNullStreams;
  run(...args: readonly string[]): Promise<Finished>;
  remove(): void;
}

/** Takes the kernels that the tests' setup has built. */
export async function buildCommandLine(): Promise<BuiltCommandLine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'backstep-cli-'));
  mkdirSync(path.join(folder, 'dist'));
  copyFileSync('package.json', path.join(folder, 'package.json'));
  copyFileSync('dist/kernels.wasm', path.join(folder, 'dist/kernels.wasm'));
  for (const { entry, output, options } of bundles) {
    if (!['dist/cli.js', 'dist/trainer.js'].includes(output)) continue;
    const outfile = path.join(folder, output);
    await esbuild.build({
      ...(options as esbuild.BuildOptions),
      entryPoints: [entry],
      outfile,
      bundle: true,
      logLevel: 'warning',
    });
  }
  const script = path.join(folder, 'dist/cli.js');
  const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, [script, ...args]);
  return {
    folder,
    script,
    start,
    run: (...args) => finished(start(...args)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Everything it printed, once it has ended. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
