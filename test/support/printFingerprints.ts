/**
 * Trains networks and prints a line for each at some iterations: its file, the iteration, the fingerprint, and a
 * digest of the bits alone, without the name of the kernels. Bundled and run under different engines, the lines must
 * not differ.
 *
 * Arguments: the strict kernels, the build that is wanted, the last iteration, then network files.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { KernelBuild } from '../../src/network/spec';
import { loadKernels } from '../../src/trainer/kernels';
import { openRun } from '../../src/trainer/run';

void print(process.argv.slice(2));

async function print(args: readonly string[]): Promise<void> {
  const [kernels = '', build, last = '', ...files] = args;
  const choose = loadKernels(kernels);
  const chooseKernels = () => choose(build as KernelBuild);
  for (const file of files) {
    const opened = await openRun({
      file,
      text: readFileSync(file, 'utf8'),
      roots: [],
      memoryBudgetBytes: 2 ** 28,
      keyframeBudgetBytes: 2 ** 20,
      chooseKernels,
    });
    if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
    const { machine } = opened.run;
    const { length } = machine.program.instructions;
    for (let count = 1; count <= Number(last); count++) {
      machine.run(count - 1, 0, length);
      if (![1, 100, Number(last)].includes(count)) continue;
      const name = path.basename(file, '.nn.jsonc');
      const digest = createHash('sha256').update(machine.persistentBytes()).digest('hex');
      const line = [name, count, machine.fingerprint(), digest.slice(0, 16)];
      process.stdout.write(`${line.join(' ')}\n`);
    }
  }
}
