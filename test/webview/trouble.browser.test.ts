/** What a page must bear: lost stops, lost pixels, no room, and names that were made to do harm. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PageOptions, PanelBrowser } from './page/panelPage';
import type { ThemeName } from './page/themes';

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

async function open(options: PageOptions = {}): Promise<void> {
  page = await browser.open(options);
  await painted();
}

/** Waits until every picture of the latest stop is on screen. */
async function painted(): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );
}

const step = (key: string) => page.keyboard.press(key).then(painted);

/** The pixels of the pictures of the current equation. */
const pixels = () =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap canvas')].map((canvas) =>
      canvas.toDataURL(),
    ),
  );

const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Attributes and styles that a division by nothing has got into. */
const brokenGeometry = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('#app *')]
      .flatMap((element) => [...element.attributes])
      .filter(({ name, value }) => name !== 'aria-label' && /NaN|Infinity|undefined/.test(value))
      .map(({ name, value }) => `${name}="${value}"`),
  );

describe('the messages of stops', () => {
  it('case 58: told twice and out of order, end in the same picture', async () => {
    await open();
    await step('.');
    await step('.');
    const [place, shown] = [await page.locator('.position').innerText(), await pixels()];
    await page.evaluate(() => {
      const report = window.trainer.report();
      for (const sequence of [report.sequence, report.sequence - 1, report.sequence]) {
        window.trainer.tell('stopped', { ...report, sequence });
      }
    });
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.locator('.position').innerText()).toBe(place);
    expect(await pixels()).toEqual(shown);
  });

  it('case 58: one of which is lost, are followed by a question for every number on screen', async () => {
    await open();
    const questions = () =>
      page.evaluate(() => {
        const asked = window.trainer.asked('slices') as { requests: unknown[] }[];
        return asked.map(({ requests }) => requests.length);
      });
    await step('.');
    const afterStep = (await questions()).at(-1)!;
    await page.evaluate(() => {
      const report = window.trainer.report();
      window.trainer.tell('stopped', { ...report, sequence: report.sequence + 2 });
    });
    const before = (await questions()).length;
    await page.waitForFunction(
      (count) => window.trainer.asked('slices').length > count,
      before - 1,
    );
    expect((await questions()).at(-1)).toBeGreaterThan(afterStep);
  });
});

describe('pictures whose pixels are lost', () => {
  it('case 64: are painted again when the browser gives the canvas back', async () => {
    await open();
    const before = await pixels();
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) {
        canvas.getContext('2d')!.reset();
        canvas.dispatchEvent(new Event('contextrestored'));
      }
    });
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await pixels()).toEqual(before);
  });
});

describe('room', () => {
  it('case 63: of no size at all is borne, and the pictures are back when there is some', async () => {
    await open();
    const before = await pixels();
    await page.evaluate(() => document.getElementById('app')!.style.setProperty('display', 'none'));
    await page.keyboard.press('.');
    await page.keyboard.press(',');
    await painted();
    expect(await brokenGeometry()).toEqual([]);
    await page.setViewportSize({ width: 1, height: 1 });
    await page.evaluate(() => document.getElementById('app')!.style.removeProperty('display'));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await brokenGeometry()).toEqual([]);
    await page.setViewportSize({ width: 1180, height: 900 });
    await page.waitForFunction(
      (expected) =>
        [...document.querySelectorAll<HTMLCanvasElement>('.equation .heatmap canvas')]
          .map((canvas) => canvas.toDataURL())
          .join() === expected,
      before.join(),
    );
  });

  it.each<ThemeName>(['dark', 'highContrast', 'highContrastLight'])(
    'case 63: at a zoom of 400 percent, in the theme %s and without motion, is enough',
    async (theme) => {
      // What is left of 1280 by 960 pixels at four times the size.
      await open({ theme, width: 320, height: 240, alerts: 'recorded' });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await step('.');
      expect(await overflow()).toBeLessThanOrEqual(0);
      expect(await brokenGeometry()).toEqual([]);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    },
  );
});

describe('a name', () => {
  it.each([
    [
      'markup',
      '<img src=x onerror=window.violations.push(1)><script>window.violations.push(2)</script>',
    ],
    ['an address', 'javascript:window.violations.push(3)'],
    ['a right-to-left override', '\u202Eyad doog\u202D \u2066'],
    ['emoji', '👩🏽‍🔬🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['combining marks', `Z${'\u0310\u0322'.repeat(200)}`],
    ['two thousand characters without a space', 'x'.repeat(2000)],
  ])('case 62: of %s is text, and stays in its place', async (_, name) => {
    await open({ rename: { from: 'dense 16, relu', to: name } });
    const card = page.locator('.layer-card').nth(1);
    expect(await card.textContent()).toContain(name);
    expect(await page.locator('#app img, #app script, #app a').count()).toBe(0);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const { height } = (await card.boundingBox())!;
    expect(height).toBeLessThan(400);
  });
});
