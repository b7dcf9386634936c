/**
 * Compiles the kernels before the unit tests when the sources are newer than the modules.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { buildKernels } from '../../scripts/kernels.mjs';
import { kernels } from '../../scripts/targets.mjs';

const sources = 'src/kernels';

export async function setup() {
  const names = await readdir(sources, { recursive: true });
  const newest = await Promise.all(names.map((name) => changedAt(path.join(sources, name))));
  const built = await Promise.all(kernels.map(({ output }) => changedAt(output)));
  if (Math.min(...built) < Math.max(...newest)) await buildKernels();
}

/** When the file last changed, in milliseconds; 0 when there is none. */
async function changedAt(file) {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
