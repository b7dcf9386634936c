import { afterAll, beforeAll, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PanelBrowser } from './page/panelPage';

let browser: PanelBrowser;

beforeAll(async () => {
  browser = await launchPanelBrowser();
});
afterAll(() => browser.close());

it('tells beside the network which kernels compute it, and in which precision', async () => {
  const page = await browser.open();
  const network = page.getByRole('region', { name: 'Network' });
  expect(await network.innerText()).toContain('float64, strict kernels');
  await page.close();
});
