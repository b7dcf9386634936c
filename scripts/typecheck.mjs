/**
 * Type-checks every folder in its own world: the core sees neither Node nor a browser, the panel sees no Node.
 *
 * A folder's world is its tsconfig.json, which editors use too. src/kernels is AssemblyScript and is checked
 * by its own compiler.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const worlds = ['src/protocol', 'src/rpc', 'src/network', 'src/core', 'src', 'webview', 'test'];
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const codes = await Promise.all([checkNext(), checkNext()]);
process.exitCode = Math.max(...codes);

/** Takes worlds from the list until none is left; two of these run side by side. */
async function checkNext() {
  const world = worlds.pop();
  if (world === undefined) return 0;
  const code = await check(world);
  return Math.max(code, await checkNext());
}

function check(world) {
  return new Promise((resolve) => {
    const compiler = spawn(process.execPath, [tsc, '--noEmit', '--project', world], {
      cwd: root,
      stdio: 'inherit',
    });
    compiler.on('exit', (code) => {
      console.log(`${world}: ${code === 0 ? 'ok' : 'wrong'}`);
      resolve(code ?? 1);
    });
  });
}
