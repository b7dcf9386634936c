/**
 * `npm start`: builds Backstep and opens it in VS Code with the examples. Ctrl+C ends what it started.
 *
 * The desktop's `code` is used where it is on the PATH, else (or with `--browser`) a VS Code in the browser.
 * `--quiet` opens no browser by itself: tests read the address from the line `Backstep is open at …`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { build } from './build.mjs';
import { preparedRoot, projectRoot } from './vscodeHost/prepared.mjs';
import { startServer } from './vscodeHost/server.mjs';

const folder = path.join(projectRoot, 'examples');
const file = path.join(folder, 'two-moons.nn.jsonc');

try {
  await build();
  const code = process.argv.includes('--browser') ? undefined : onPath('code');
  await (code === undefined ? openInBrowser() : openOnDesktop(code));
} catch (error) {
  // esbuild has printed its errors itself.
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
}

async function openOnDesktop(code) {
  const window = [
    '--new-window',
    '--wait',
    `--extensionDevelopmentPath=${projectRoot}`,
    folder,
    file,
  ];
  console.log('Backstep opens in VS Code. Press F5 there; Ctrl+C here ends it.');
  const child = spawn(code, window, { stdio: 'inherit', shell: process.platform === 'win32' });
  await new Promise((resolve) => child.once('exit', resolve));
}

async function openInBrowser() {
  const server = await startServer({
    userData: path.join(preparedRoot, 'start'),
    extension: projectRoot,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => void server.stop());
  const url = server.url({ folder, file });
  console.log(`\nBackstep is open at ${url}\nPress F5 there; Ctrl+C here ends it.`);
  if (!process.argv.includes('--quiet')) openPage(url);
  await server.ended;
}

/** Shows the page where there is a screen; elsewhere the printed address has to do. */
function openPage(url) {
  const opener = process.platform === 'darwin' ? 'open' : onPath('xdg-open');
  const hasScreen =
    process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (opener === undefined || !hasScreen) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function onPath(name) {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  return process.env.PATH?.split(path.delimiter)
    .map((place) => path.join(place, name + suffix))
    .find((program) => existsSync(program));
}
