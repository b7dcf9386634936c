/** Saving the selected tensor: the panel names it, and the extension asks where to. */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PanelBrowser } from './page/panelPage';

let browser: PanelBrowser;

beforeAll(async () => {
  browser = await launchPanelBrowser();
});
afterAll(() => browser.close());

it('names the selected tensor to be saved', async () => {
  const page = await browser.open({});
  await page.getByRole('button', { name: /^W2, shape/ }).click();
  await page.getByRole('button', { name: 'Save W2 as .npy or .csv', exact: true }).click();
  await page.waitForFunction(() => window.trainer.asked('save').length > 0);
  expect(await page.evaluate(() => window.trainer.asked('save'))).toEqual([{ tensor: 'W2' }]);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await page.close();
});
