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
    ['dark', { theme: 'dark', alerts: 'recorded', height: 1900 }],
    ['light', { theme: 'light', height: 1900 }],
    ['high contrast', { theme: 'highContrast' }],
    ['high contrast light', { theme: 'highContrastLight' }],
    ['narrow', { width: 545, alerts: 'recorded', height: 2900 }],
    ['adam', { instruction: 28 }],
    ['rows', { layout: 'rows' }],
    [
      'broken',
      {
        broken: [
          { tensor: 'dZ2', index: 40, value: NaN },
          { tensor: 'A1', index: 3, value: Infinity },
        ],
      },
    ],
    ['idle', { state: { kind: 'idle' } }],
    [
      'ended',
      { state: { kind: 'ended', crashed: true, reason: 'The trainer was killed (SIGKILL).' } },
    ],
  ])('%s', async (name, options) => {
    const page = await browser.open(options);
    await page.locator('.picture canvas, .empty, .ended').first().waitFor();
    await page.waitForTimeout(400);
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.png`);
    await page.screenshot({ path: file, fullPage: true });
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    await page.close();
  });

  it('explaining a number', async () => {
    const page = await browser.open({ instruction: 14, height: 1000 });
    const output = page.locator('.just-written .heatmap');
    await output.waitFor();
    await page.waitForTimeout(300);
    const { width, height } = (await output.boundingBox())!;
    await output.click({ position: { x: (7.5 / 16) * width, y: (3.5 / 16) * height } });
    await page.locator('.section-why table').waitFor();
    await page.getByRole('button', { name: 'Check gradients' }).click();
    await page.locator('.verdict').waitFor();
    await page
      .locator('.picture .heatmap')
      .nth(1)
      .hover({ position: { x: 40, y: 60 } });
    await page.waitForTimeout(200);
    await page.screenshot({ path: path.join(folder, 'explained.png') });
    await page.close();
  });
});
