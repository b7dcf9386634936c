/**
 * A running VS Code whose window is a page: who starts it stops it, and it never outlives its starter.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
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
 * @param {string} [options.extension] The folder of the extension under development.
 * @param {string} [options.extensions] The folder of installed extensions.
 * @param {Record<string, unknown>} [options.settings] Added to our own where the folder has none yet.
 * @param {NodeJS.ProcessEnv} [options.env]
 */
export async function startServer({
  userData,
  extension,
  extensions,
  settings,
  env = process.env,
}) {
  const [node, script] = await prepareHost();
  await writeSettings(userData, settings);
  const link = extension === undefined ? undefined : await linkTo(extension, userData);
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
    /**
     * The address of a window.
     * @param {{ folder: string, file?: string, tests?: string }} shown Absolute paths: the folder, a file open in it,
     *   and the module of tests to run in the extension host.
     */
    url: (shown) => workbenchUrl(origin, { ...shown, extension: link }),
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
 * VS Code takes all themes that lie under an extension in development for its own, and shows the first. Its built-in
 * themes do lie under this project; so the project goes by the name of a link that nothing lies under.
 */
async function linkTo(extension, userData) {
  const link = path.join(userData, 'extension');
  await rm(link, { force: true });
  await symlink(extension, link, 'junction');
  return link;
}

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
