/** The ways back from the selected tensor: to its last write, and to the previous change of one number. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PanelBrowser } from './page/panelPage';

let browser: PanelBrowser;
let page: Page;

beforeAll(async () => {
  browser = await launchPanelBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await page.close();
});

async function selected(tensor: string): Promise<void> {
  page = await browser.open({});
  await painted();
  await page.getByRole('button', { name: new RegExp(`^${tensor}, shape`) }).click();
  await detail().waitFor();
}

function painted(): Promise<unknown> {
  return page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );
}

const detail = () => page.locator('.section-selected .heatmap').first();
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the selected tensor', () => {
  it('leads to the instruction that wrote it last', async () => {
    await selected('W2');
    await button('Go to the last write of W2').click();
    await painted();
    expect(await page.evaluate(() => window.trainer.asked('lastWrite'))).toEqual([
      { tensor: 'W2' },
    ]);
    expect(await page.locator('.position-place').innerText()).toContain('iteration 127');
  });

  it('leads to the previous change of its selected number, by keys alone', async () => {
    await selected('W2');
    await detail().click({ position: { x: 3, y: 3 } });
    await button('Go to the previous change of W2[0, 0]').focus();
    await page.keyboard.press('Enter');
    await painted();
    expect(await page.evaluate(() => window.trainer.asked('lastChange'))).toEqual([
      { tensor: 'W2', row: 0, column: 0, moreThan: 0 },
    ]);
  });

  it('has no way to a previous change before a number is selected', async () => {
    await selected('W2');
    expect(await page.getByRole('button', { name: /previous change/ }).count()).toBe(0);
  });
});
