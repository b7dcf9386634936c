/**
 * A real VS Code from the npm registry alone: code-server, made ready under `.vscode-test/`.
 *
 * It is the VS Code server with its real Node extension host; only the window is a browser page. Nothing is
 * compiled: two small native modules get JavaScript stand-ins, and what editing and debugging do not need is
 * left out, which halves the size.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

import { installPackages, preparedFolder } from './prepared.mjs';
import { standInNames, writeStandIns } from './standIns.mjs';

const codeServer = '4.139.1';
const ownNode = '24.21.0';

/** Agents, containers, tunnels, databases, Windows: 220 MB that a debugger of networks does not need. */
const unneeded = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/dev-tunnels-connections',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
];

/** The command line that starts the server, as `[node, script]`; downloads it the first time. */
export async function prepareHost() {
  const folder = await preparedFolder(
    `code-server-${codeServer}${needsOwnNode() ? '-node' : ''}`,
    fill,
  );
  const modules = path.join(folder, 'node_modules');
  const node = needsOwnNode() ? path.join(modules, nodePackage(), 'bin/node') : process.execPath;
  return [node, path.join(modules, 'code-server/out/node/entry.js')];
}

async function fill(folder) {
  console.log('Preparing a real VS Code under .vscode-test (once; half a minute, 600 MB).');
  console.log(`  1 of 2: code-server ${codeServer}`);
  const node = needsOwnNode() ? [`${nodePackage()}@${ownNode}`] : [];
  await installPackages(folder, [`code-server@${codeServer}`, ...node]);
  console.log('  2 of 2: the libraries of VS Code');
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await dropUnneeded(vscode);
  await installPackages(vscode, []);
  await writeStandIns(vscode);
  console.log('VS Code is ready.');
}

async function dropUnneeded(vscode) {
  const file = path.join(vscode, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const dropped = new Set([...unneeded, ...standInNames]);
  const kept = Object.entries(manifest.dependencies).filter(([name]) => !dropped.has(name));
  manifest.dependencies = Object.fromEntries(kept);
  await writeFile(file, JSON.stringify(manifest));
  await rm(path.join(vscode, 'npm-shrinkwrap.json'), { force: true });
}

/** This server calls `registerHooks` of node:module, which came with Node 22.15. */
function needsOwnNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 15);
}

// The package `node` downloads in an install script; these carry the binary itself.
function nodePackage() {
  if (process.platform !== 'linux') {
    throw new Error(
      'Node 22.15 or newer is needed here to run VS Code in the browser: install it and try again.',
    );
  }
  return `node-linux-${process.arch}`;
}
