/** The command line's process. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import { loadKernels } from '../trainer/kernels';
import { runCommandLine } from './commandLine';
import { serveDebugAdapter } from './dap';
import { exitCode } from './exitCode';
import { interruptionOf } from './interruption';
import { progressLine } from './progressLine';
import { textOutput } from './textOutput';

const memoryBudgetBytes = 2 * 2 ** 30;
const now = (): number => performance.now();
const output = textOutput(process.stdout);
const interruption = interruptionOf(process);

void runCommandLine(process.argv.slice(2), {
  version: packageVersion(),
  output,
  errors: textOutput(process.stderr),
  progress: progressLine(process.stderr, now),
  interruption,
  memoryBudgetBytes,
  chooseKernels: loadKernels(path.join(__dirname, 'kernels.wasm')),
  now,
  serveDebugAdapter: () =>
    serveDebugAdapter({
      input: process.stdin,
      output,
      interruption,
      memoryBudgetBytes,
      trainerScript: path.join(__dirname, 'trainer.js'),
    }),
}).then(
  (code) => {
    process.exitCode = code;
  },
  // Only standard error itself can fail here, so there is nowhere left to say it.
  () => {
    process.exitCode = exitCode.bug;
  },
);

function packageVersion(): string {
  const text = readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
