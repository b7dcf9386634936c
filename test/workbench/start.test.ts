import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchChromium } from '../../scripts/vscodeHost/chromium.mjs';
import { projectRoot, screenshot } from '../support/workbench';

let start: ChildProcess;
let url: string;
let browser: Browser;

beforeAll(async () => {
  const script = path.join(projectRoot, 'scripts/start.mjs');
  start = spawn(process.execPath, [script, '--browser', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  url = await printedAddress(start);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  start.kill('SIGKILL');
});

it('opens the examples with two moons in the editor, and ends all of it with Ctrl+C', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.locator('.tab.active', { hasText: 'two-moons.nn.jsonc' }).waitFor();
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await screenshot(page, 'start');
  start.kill('SIGINT');
  expect(await once(start, 'exit')).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

async function printedAddress({ stdout }: ChildProcess): Promise<string> {
  const lines: string[] = [];
  for await (const line of readline.createInterface({ input: stdout! })) {
    lines.push(line);
    const address = /^Backstep is open at (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`npm start printed no address, but:\n${lines.join('\n')}`);
}
