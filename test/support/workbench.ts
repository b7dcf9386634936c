/**
 * A real VS Code with Backstep in it, driven by Playwright.
 *
 * Each call opens a server and a browser of its own with fresh settings; who opens closes. Backstep runs from
 * `dist/`, so build first.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';

import { launchChromium } from '../../scripts/vscodeHost/chromium.mjs';
import { startServer } from '../../scripts/vscodeHost/server.mjs';

export const projectRoot = path.resolve(__dirname, '../..');

export interface WorkbenchOptions {
  /** The open folder; the examples unless given. Give a copy when the test changes files. */
  readonly folder?: string;
  /** A network file of the folder to have open in the editor. */
  readonly file?: string;
  readonly theme?: keyof typeof themes;
  readonly size?: { readonly width: number; readonly height: number };
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Workbench {
  readonly page: Page;
  /** The folder of settings, state and logs; gone once it is closed. */
  readonly userData: string;
  close(): Promise<void>;
}

const themes = {
  light: 'Light 2026',
  dark: 'Dark 2026',
  highContrast: 'Default High Contrast',
} as const;

/** Resolves when the window can be used and Backstep serves `file`. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = options.folder ?? path.join(projectRoot, 'examples');
  const userData = await mkdtemp(path.join(os.tmpdir(), 'backstep-workbench-'));
  const settings = { 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings };
  const server = await startServer({ userData, extension: projectRoot, settings });
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    await server.stop();
    await rm(userData, { recursive: true, force: true });
  };
  try {
    const page = await browser.newPage({ viewport: options.size ?? { width: 1440, height: 900 } });
    const file = options.file === undefined ? {} : { file: path.join(folder, options.file) };
    await page.goto(server.url({ folder, ...file }));
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    if (options.file !== undefined) await backstepIsReady(page);
    return { page, userData, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * VS Code shows a file before it has read what extensions contribute, and then F5 would only open a view. The line
 * "Debug training" above a network comes from Backstep's own server, when everything is there.
 */
async function backstepIsReady(page: Page): Promise<void> {
  await page.locator('.codelens-decoration', { hasText: 'Debug training' }).waitFor();
}

/** Runs a command of VS Code by its title, as a user does: from the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const palette = page.locator('.quick-input-widget');
  await palette.locator('input').fill(`>${title}`);
  await palette.locator('.monaco-list-row', { hasText: title }).first().click();
}

/** Presses F5 in the file that is open. */
export async function startDebugging(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('F5');
}

/** What the Backstep panel shows: VS Code puts a webview into a frame of a frame. */
export function panelOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** Saves what the window shows as `test-results/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(projectRoot, 'test-results', `${name}.png`) });
}
