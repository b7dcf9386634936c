/**
 * A running VS Code whose window is a page: who starts it stops it, and it never outlives its starter.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';

import { prepareHost } from './prepare.mjs';
import { writeSettings } from './settings.mjs';

// Nothing is asked of the network: no extensions are looked up or updated.
const noGallery = { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };

/**
 * Starts the server on a free port of this machine, and resolves when it listens.
 * @param {object} options
 * @param {string} options.userData The folder of settings, state and logs; made when it is missing.
 * @param {string} [options.extensions] The folder of installed extensions.
 * @param {Record<string, unknown>} [options.settings] Added to our own where the folder has none yet.
 * @param {NodeJS.ProcessEnv} [options.env]
 */
export async function startServer({ userData, extensions, settings, env = process.env }) {
  const [node, script] = await prepareHost();
  await writeSettings(userData, settings);
  await mkdir(extensions ?? path.join(userData, 'extensions'), { recursive: true });
  // Without a file of its own the server would write one into the home directory.
  const config = path.join(userData, 'code-server.yaml');
  await writeFile(config, 'cert: false\n');
  const flags = [
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--config', config],
    ...['--user-data-dir', userData],
    ...['--extensions-dir', extensions ?? path.join(userData, 'extensions')],
    // A built VS Code takes an extension under development from its page's address only so.
    ...['--vscode-option', 'enable-smoke-test-driver'],
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
  ];
  const server = spawn(node, [script, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the server's children end with it.
    detached: true,
    env: { ...env, ...noGallery, NODE_OPTIONS: '', VSCODE_IPC_HOOK_CLI: '' },
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const kill = () => signalGroup(server, 'SIGKILL');
  process.once('exit', kill);
  const origin = await listening(server, path.join(userData, 'code-server.log'));
  return {
    /** Resolves when the server has ended, whoever ended it. */
    ended,
    /** @param {Parameters<typeof workbenchUrl>[1]} shown */
    url: (shown) => workbenchUrl(origin, shown),
    /** Ends the server and all that it started; resolves when they are gone. */
    stop: async () => {
      process.off('exit', kill);
      signalGroup(server, 'SIGTERM');
      const patience = setTimeout(kill, 5000);
      await ended;
      clearTimeout(patience);
      // What the server started may outlive it by a moment.
      kill();
    },
  };
}

/**
 * The address of a window.
 * @param {string} origin
 * @param {{ folder: string, file?: string, extension?: string, tests?: string }} shown Absolute paths: the folder,
 *   the file open in it, the extension under development, and the module of tests to run in the extension host.
 */
function workbenchUrl(origin, { folder, file, extension, tests }) {
  const remote = (target) => `vscode-remote://${new URL(origin).host}${target}`;
  const payload = [
    ['extensionDevelopmentPath', extension],
    ['extensionTestsPath', tests],
    ['openFile', file],
  ].flatMap(([name, target]) => (target === undefined ? [] : [[name, remote(target)]]));
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `${origin}/?${query}`;
}

function listening(server, log) {
  const file = createWriteStream(log, { flags: 'a' });
  server.stderr.pipe(file);
  return new Promise((resolve, reject) => {
    readline.createInterface(server.stdout).on('line', (line) => {
      file.write(`${line}\n`);
      const origin = /listening on (http:\S+[^/\s])/.exec(line)?.[1];
      if (origin !== undefined) resolve(origin);
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`The VS Code server ended with ${code}; its messages are in ${log}.`));
    });
  });
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended already.
  }
}
