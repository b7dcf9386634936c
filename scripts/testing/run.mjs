import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

import { projectRoot } from '../vscodeHost/prepared.mjs';

/** Runs a program of node_modules/.bin, or a script of the project, in the foreground; resolves with its exit code. */
export function run(program, args = []) {
  const [command, ...first] = program.endsWith('.mjs')
    ? [process.execPath, path.join(projectRoot, program)]
    : [path.join(projectRoot, 'node_modules/.bin', program)];
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], {
      cwd: projectRoot,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
