/**
 * The browser of all tests and of the VS Code host: the system's Chromium, else one from the npm registry.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

import { installPackages, preparedFolder } from './prepared.mjs';

const packagedVersion = '153.0.0';
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * Starts a headless Chromium; the caller closes it. `options` are those of Playwright's `chromium.launch`.
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export async function launchChromium(options = {}) {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    ...options,
    args: [
      // A container has neither the kernel's sandbox nor a large /dev/shm; only our own pages are opened.
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      ...(options.args ?? []),
    ],
  });
}

/** The program, and what its environment needs on top of ours. `BACKSTEP_CHROMIUM` overrides the search. */
export async function findChromium() {
  const installed = [process.env.BACKSTEP_CHROMIUM, ...names.flatMap(onPath), ...applications];
  const executablePath = installed.find((file) => file && existsSync(file));
  return executablePath === undefined ? packagedChromium() : { executablePath, env: {} };
}

function onPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
}

async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium was found. Install Chrome or Chromium, or name one in BACKSTEP_CHROMIUM.',
    );
  }
  const folder = await preparedFolder(`chromium-${packagedVersion}`, unpack);
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: await fontsOf(folder) }),
    },
  };
}

/** The package carries the browser, the libraries that a bare system lacks, and a font, all compressed. */
async function unpack(folder) {
  console.log('No Chromium is installed: preparing one under .vscode-test (once; 75 MB to load).');
  await installPackages(folder, [`@sparticuz/chromium@${packagedVersion}`]);
  const packed = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
  const unpacked = async (name) =>
    brotliDecompressSync(await readFile(path.join(packed, `${name}.br`)));
  await writeFile(path.join(folder, 'chromium'), await unpacked('chromium'));
  await chmod(path.join(folder, 'chromium'), 0o755);
  for (const archive of ['al2023.tar', 'fonts.tar']) {
    execFileSync('tar', ['-x', '-C', folder], { input: await unpacked(archive) });
  }
  await rm(path.join(folder, 'node_modules'), { recursive: true });
}

async function fontsOf(folder) {
  const file = path.join(folder, 'fonts.conf');
  const fonts = path.join(folder, 'fonts');
  await writeFile(
    file,
    `<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>\n`,
  );
  return file;
}
