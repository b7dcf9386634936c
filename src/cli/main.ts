/** The command line's process. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import { loadKernels } from '../trainer/kernels';
import { runCommandLine } from './commandLine';
import { interruptionOf } from './interruption';
import { progressLine } from './progressLine';
import { textOutput } from './textOutput';

const now = (): number => performance.now();

void runCommandLine(process.argv.slice(2), {
  version: packageVersion(),
  output: textOutput(process.stdout),
  errors: textOutput(process.stderr),
  progress: progressLine(process.stderr, now),
  interruption: interruptionOf(process),
  instantiateKernels: loadKernels(path.join(__dirname, 'kernels.wasm')),
  now,
  serveDebugAdapter: () => Promise.reject(new Error('not yet')),
}).then((code) => {
  process.exitCode = code;
});

function packageVersion(): string {
  const text = readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
