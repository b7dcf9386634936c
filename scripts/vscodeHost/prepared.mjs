/**
 * Downloads that are made once and kept under `.vscode-test/`.
 *
 * A folder appears under its final name only when it is complete, so a broken download is never taken for a
 * good one, and two processes that prepare at the same time do not disturb each other.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const preparedRoot = path.join(projectRoot, '.vscode-test');

/** The folder of that name; `fill` makes its content in a folder that it is given, the first time. */
export async function preparedFolder(name, fill) {
  const folder = path.join(preparedRoot, name);
  if (existsSync(folder)) return folder;
  await mkdir(preparedRoot, { recursive: true });
  const draft = await mkdtemp(path.join(preparedRoot, 'draft-'));
  try {
    await fill(draft);
    await rename(draft, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Installs packages from the npm registry into a folder of their own; none of their scripts run. */
export async function installPackages(folder, packages) {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }\n');
  const flags =
    '--ignore-scripts --omit=dev --no-audit --no-fund --no-package-lock --force --loglevel=error';
  await promisify(execFile)('npm', ['install', ...packages, ...flags.split(' ')], {
    cwd: folder,
    // Inside `npm start` npm would otherwise hand its own settings down.
    env: withoutNpmSettings(process.env),
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
}

function withoutNpmSettings(env) {
  const own = /^npm_(config_(?!registry|cache|proxy|https_proxy|userconfig)|package_|lifecycle_)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
