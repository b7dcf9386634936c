/** The cases of test/fixtures/reference, opened as any network file is. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { loadKernels } from '../../../src/trainer/kernels';
import { openRun, type Run } from '../../../src/trainer/run';

const chooseKernels = loadKernels('dist/kernels.wasm');

export const referenceFolder = 'test/fixtures/reference';

export const referenceCases = readdirSync(referenceFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== '__pycache__')
  .map(({ name }) => name);

export function networkFile(name: string): string {
  return path.join(referenceFolder, name, 'network.nn.jsonc');
}

export async function openCase(name: string, edit = (text: string) => text): Promise<Run> {
  const file = networkFile(name);
  const opened = await openRun({
    file: path.resolve(file),
    text: edit(readFileSync(file, 'utf8')),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 20,
    chooseKernels,
  });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.problems));
  return opened.run;
}
