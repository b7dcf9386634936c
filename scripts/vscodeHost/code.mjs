#!/usr/bin/env node
/**
 * Looks like the program of a desktop VS Code to @vscode/test-electron, which starts it to run tests in the
 * extension host; its window is a headless Chromium.
 *
 * Exit code: that of the tests; 2 when VS Code could not be started, 3 when no result came in time.
 */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { launchChromium } from './chromium.mjs';
import { startServer } from './server.mjs';

const timeoutMs = 300_000;

// Of the desktop's options only these mean something here.
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});

process.exitCode = await run().catch((error) => {
  console.error(error.message);
  return 2;
});
process.exit();

async function run() {
  const userData = values['user-data-dir'] ?? (await mkdtemp(path.join(os.tmpdir(), 'backstep-')));
  const server = await startServer({
    userData,
    extension: values.extensionDevelopmentPath,
    extensions: values['extensions-dir'],
  });
  const browser = await launchChromium();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(2));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const url = server.url({
      folder: path.resolve(positionals[0] ?? userData),
      tests: values.extensionTestsPath,
    });
    return await testResult(page, url);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** VS Code calls two functions of the page when it runs tests: one with its log, one with the exit code. */
async function testResult(page, url) {
  let finish;
  const result = new Promise((resolve) => (finish = resolve));
  await page.exposeFunction('codeAutomationExit', finish);
  await page.exposeFunction('codeAutomationLog', (type, texts) => {
    if (type === 'error') console.error(...[texts].flat());
  });
  await page.goto(url);
  const timer = setTimeout(() => {
    console.error(`The tests gave no result within ${timeoutMs / 1000} s.`);
    finish(3);
  }, timeoutMs);
  return result.finally(() => clearTimeout(timer));
}
