/** Other versions of Node than the one that runs, from the npm registry, kept under `.vscode-test/`. */
import path from 'node:path';
import process from 'node:process';

import { installPackages, preparedFolder } from './vscodeHost/prepared.mjs';

/** The newest of each line that VS Code has as its own, or soon will have. */
export const nodeVersions = ['20.20.2', '22.23.3', '24.21.0'];

/** The program of that version, downloaded the first time; this process's own where it is of the same line. */
export async function prepareNode(version) {
  const line = (text) => text.split('.')[0];
  if (line(process.versions.node) === line(version)) return process.execPath;
  if (process.platform !== 'linux') throw new Error('Only for Linux does npm have these.');
  const name = `node-linux-${process.arch}`;
  const folder = await preparedFolder(`node-${version}`, (draft) =>
    installPackages(draft, [`${name}@${version}`]),
  );
  return path.join(folder, 'node_modules', name, 'bin/node');
}
