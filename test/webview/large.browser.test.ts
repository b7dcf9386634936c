/** A network with more layers and larger ones than can be drawn. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import type { RunDescription } from '../../src/protocol/run';

import { launchPanelBrowser } from './page/panelPage';
import type { PanelBrowser } from './page/panelPage';
import { recordedRun } from './recordedRun';

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

/** The recorded network with as many layers behind it, each of a million units. */
function deepened(run: RunDescription, layers: number): RunDescription {
  const numbers = Array.from({ length: layers - run.layers.length }, (_, index) => index + 3);
  const sized = { shape: [1_000_000, 32], rows: 1_000_000, columns: 32, persistent: false };
  return {
    ...run,
    layers: [
      ...run.layers,
      ...numbers.map((layer) => ({
        layer,
        title: 'dense 1000000, relu',
        line: layer,
        tensors: [`Z${layer}`, `A${layer}`],
        cache: [`Z${layer}`],
      })),
    ],
    tensors: [
      ...run.tensors,
      ...numbers.flatMap((layer) => [
        { ...sized, name: `Z${layer}`, role: 'activation' as const, layer },
        { ...sized, name: `A${layer}`, role: 'activation' as const, layer },
      ]),
    ],
    instructions: [
      ...run.instructions,
      ...numbers.flatMap((layer) => [
        { ...run.instructions[1]!, name: `Z${layer}`, layer, writes: [`Z${layer}`] },
        { ...run.instructions[1]!, name: `A${layer}`, layer, writes: [`A${layer}`] },
      ]),
    ],
  };
}

async function openDeep(layers: number): Promise<void> {
  page = await browser.open({
    state: {
      kind: 'stopped',
      run: deepened(recordedRun(), layers),
      report: {
        position: { iteration: 128, instruction: 13 },
        reason: 'step',
        sequence: 1,
        epoch: 0,
        computedIterations: 200,
        alerts: [],
      },
      settings: { layout: 'columns' },
    },
  });
  await painted();
}

const painted = () =>
  page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );

it('case 61: 10,000 layers are too many to draw, and those in sight have their numbers', async () => {
  await openDeep(10_000);
  await page.getByText(/10.000 layers are too many to draw/).waitFor();
  expect(await page.locator('#app *').count()).toBeLessThan(2000);
  await page.keyboard.press('.');
  await painted();
  expect(await page.locator('#app *').count()).toBeLessThan(2000);
  await page.locator('.tile[aria-label^="W2,"]').click();
  await page.locator('[aria-label^="W2, shape (16, 16), from"]').first().waitFor();
});

it('case 61: a picture of a million rows has its size, and as many cells as it has room for', async () => {
  await openDeep(3);
  const tile = page.locator('.tile[aria-label^="Z3,"]');
  await tile.scrollIntoViewIfNeeded();
  const { width, height } = (await tile.boundingBox())!;
  expect(width).toBeLessThan(400);
  expect(height).toBeLessThan(400);
  const cells = await page.evaluate(() =>
    (window.trainer.asked('slices') as { requests: { maximumCells: number }[] }[])
      .flatMap(({ requests }) => requests)
      .map(({ maximumCells }) => maximumCells),
  );
  expect(Math.max(...cells)).toBeLessThanOrEqual(65_536);
});
