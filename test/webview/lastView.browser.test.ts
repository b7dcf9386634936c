/** Case 53: the panel of a window that was closed, opened again by VS Code. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { PanelState } from '../../src/protocol/panel';
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

/** What the page shows, with the pixels of its pictures. */
const shown = () =>
  page.evaluate(() => ({
    place: document.querySelector('.position-place')?.textContent,
    tensors: [...document.querySelectorAll('.equation .heatmap')].map(
      (picture) => picture.getAttribute('aria-label') ?? picture.textContent,
    ),
    pixels: [...document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap canvas')].map(
      (canvas) => canvas.toDataURL(),
    ),
  }));

const painted = () =>
  page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );

/** VS Code opens the page again, and there is no run for it. */
async function openAgain(state: PanelState): Promise<void> {
  const text = await page.evaluate(() => JSON.stringify(window.script));
  const script = JSON.parse(text) as Window['script'];
  const changed = { ...script, options: { ...script.options, state } };
  await page.route('**/script.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `window.script = ${JSON.stringify(changed)};`,
    }),
  );
  await page.reload();
}

const closed: PanelState = { kind: 'ended', reason: 'The window was closed.', crashed: false };

describe('case 53: a panel that is opened again', () => {
  it('shows what it showed last, asks nobody, and goes on only by a click', async () => {
    page = await browser.open();
    await painted();
    for (const key of ['.', '.', '.']) await page.keyboard.press(key).then(painted);
    const before = await shown();
    const sequence = await page.locator('#app').getAttribute('data-painted');
    expect(before.pixels.length).toBeGreaterThan(0);
    await page.waitForFunction(() => {
      const text = JSON.parse(sessionStorage.getItem('state') ?? 'null') as string | null;
      const view = JSON.parse(text ?? 'null') as { state: { report: { sequence: number } } } | null;
      return view?.state.report.sequence === window.trainer.report().sequence;
    });
    await openAgain(closed);
    await page.getByText('The window was closed.').waitFor();
    await page.locator(`#app[data-painted="${sequence}"]`).waitFor();
    expect(await shown()).toEqual(before);
    expect(await page.evaluate(() => window.trainer.requests.map(({ method }) => method))).toEqual([
      'ready',
    ]);
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.waitForFunction(() => window.trainer.asked('restart').length === 1);
  });

  it.each([
    ['damaged', '"{"'],
    ['of another form', JSON.stringify('{"form":99}')],
    ['no text', '{"form":1}'],
  ])('says only how the run has ended when what was kept is %s', async (_what, kept) => {
    page = await browser.open();
    await painted();
    await openAgain(closed);
    await page.evaluate((text) => sessionStorage.setItem('state', text), kept);
    await page.reload();
    await page.getByText('The window was closed.').waitFor();
    expect(await page.locator('.position-place').count()).toBe(0);
  });
});
