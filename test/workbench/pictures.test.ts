/** Pictures of the whole window for people to look at; `npm run screenshots` takes those of the README from here. */
import type { FrameLocator } from 'playwright-core';
import { expect, it } from 'vitest';

import { openWorkbench, panelOf, screenshot, startDebugging } from '../support/workbench';

it.each(['dark', 'light'] as const)('draws the middle of the training, %s', async (theme) => {
  const workbench = await openWorkbench({
    file: 'two-moons.nn.jsonc',
    theme,
    size: { width: 1720, height: 1080 },
  });
  try {
    const { page } = workbench;
    await page.locator('.activitybar a[aria-label^="Run and Debug"]').click();
    await startDebugging(page);
    const panel = panelOf(page);
    await panel.getByRole('button', { name: 'Forward one iteration' }).click();
    await place(panel, 'iteration 1 · epoch 0 · batch');
    for (let iteration = 1; iteration < 48; iteration++)
      await page.keyboard.press('Shift+ArrowRight');
    await place(panel, 'iteration 48 · epoch 4 · batch');
    for (let layer = 0; layer < 6; layer++) await page.keyboard.press('ArrowRight');
    await place(panel, 'iteration 48 · epoch 4 · backward, layer 2');
    await page.keyboard.press('.');
    await page.keyboard.press('.');
    await panel.locator('.position-next', { hasText: 'db2' }).waitFor();
    const operand = panel.locator('.picture:not(.picture-changing) canvas').first();
    await operand.click({ position: { x: 4, y: 4 } });
    await panel.locator('.why-value').waitFor();
    await page.locator('.debug-variables .monaco-list-row', { hasText: 'dZ2' }).first().waitFor();
    await screenshot(page, `screenshot-${theme}`);
    expect(await page.locator('.notification-toast').count()).toBe(0);
  } finally {
    await workbench.close();
  }
});

const place = (panel: FrameLocator, text: string) =>
  panel.locator('.position-place', { hasText: text }).waitFor();
