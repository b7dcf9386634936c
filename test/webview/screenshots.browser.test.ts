/** Pictures of the panel for people to look at, in test-results/panel. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PageOptions, PanelBrowser } from './page/panelPage';

const folder = path.join(import.meta.dirname, '../../test-results/panel');

describe('the panel in pictures', () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await launchPanelBrowser();
  });
  afterAll(() => browser.close());

  it.each<[string, PageOptions]>([
    ['dark', { theme: 'dark', alerts: 'recorded' }],
    ['light', { theme: 'light' }],
    ['high contrast', { theme: 'highContrast' }],
    ['high contrast light', { theme: 'highContrastLight' }],
    ['narrow', { width: 560, alerts: 'recorded' }],
    ['adam', { instruction: 28 }],
    ['rows', { layout: 'rows' }],
  ])('%s', async (name, options) => {
    const page = await browser.open(options);
    await page.locator('.picture canvas').first().waitFor();
    await page.waitForFunction(() => window.trainer.asked('series').length > 1);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.png`);
    await page.screenshot({ path: file, fullPage: true });
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    await page.close();
  });
});
