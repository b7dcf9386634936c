/** Changing numbers by hand in the panel, and the branches that come of it. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { launchPanelBrowser } from './page/panelPage';
import type { PageOptions, PanelBrowser } from './page/panelPage';

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

function painted(): Promise<unknown> {
  return page.waitForFunction(
    () =>
      document.getElementById('app')?.dataset.painted === String(window.trainer.report().sequence),
  );
}

const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, shape`) });
const detail = () => page.locator('.section-selected .heatmap').first();
const field = () => page.locator('.number-editor input');
const branches = () => page.getByRole('navigation', { name: 'Branches' }).getByRole('button');
const edits = () => page.evaluate(() => window.trainer.asked('edit'));

/** Double-clicks the cell in the first row and the first column of W2. */
async function openCell(): Promise<void> {
  await tile('W2').click();
  await detail().waitFor();
  await detail().dblclick({ position: { x: 3, y: 3 } });
  await field().waitFor();
}

describe('a cell', () => {
  it('is changed by a double click and Enter, which begins a branch', async () => {
    await open();
    expect(await branches().count()).toBe(0);
    await openCell();
    await field().fill('0.5');
    await field().press('Enter');
    await branches().nth(1).waitFor();
    expect(await edits()).toEqual([{ target: 'W2[0, 0]', value: '0.5' }]);
    expect(await branches().allInnerTexts()).toEqual([
      '1 network file',
      expect.stringMatching(/^2 W2\[0, 0\] = 0\.5 at 128:\w+$/),
    ]);
    expect(await page.locator('.notice').innerText()).toContain('Branch 2 starts here');
    await page.getByText('W2[0, 0] = 0.5000').first().waitFor();
  });

  it('stays as it is after Escape, and the selection too', async () => {
    await open();
    await openCell();
    await field().fill('7');
    await field().press('Escape');
    await field().waitFor({ state: 'detached' });
    expect(await edits()).toEqual([]);
    expect(await tile('W2').getAttribute('aria-pressed')).toBe('true');
  });

  it('is reached by keys: Enter explains it, a second Enter changes it', async () => {
    await open();
    await tile('W2').click();
    await detail().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field().count()).toBe(0);
    await page.keyboard.press('Enter');
    await field().waitFor();
    await page.keyboard.type('-0.25');
    await page.keyboard.press('Enter');
    await branches().nth(1).waitFor();
    expect(await edits()).toEqual([{ target: 'W2[1, 0]', value: '-0.25' }]);
  });

  it('is named as it is shown and changed where it lies, when samples are rows', async () => {
    await open({ layout: 'rows' });
    await tile('W2').click();
    await detail().waitFor();
    const { width } = (await detail().boundingBox())!;
    await detail().dblclick({ position: { x: width - 3, y: 3 } });
    expect(await page.locator('.number-editor label').innerText()).toContain('W2[0, 15]');
    await field().fill('1');
    await field().press('Enter');
    await branches().nth(1).waitFor();
    expect(await edits()).toEqual([{ target: 'W2[15, 0]', value: '1' }]);
  });

  it('tells when the trainer refuses the change', async () => {
    await open();
    await openCell();
    await field().fill('much');
    await field().press('Enter');
    expect(await page.getByRole('alert').innerText()).toContain('"much" is not a number.');
    expect(await branches().count()).toBe(0);
  });
});

it('changes the learning rate from here on', async () => {
  await open();
  await page.getByRole('button', { name: 'Change learningRate from here on' }).click();
  await field().fill('0.1');
  await field().press('Enter');
  await branches().nth(1).waitFor();
  expect(await edits()).toEqual([{ target: 'learningRate', value: '0.1' }]);
  await page.locator('.section-hyperparameters td', { hasText: '0.1' }).waitFor();
});

describe('the branches', () => {
  async function withTwo(): Promise<void> {
    await open();
    await openCell();
    await field().fill('0.5');
    await field().press('Enter');
    await branches().nth(1).waitFor();
  }

  it('are switched by a click and by the keyboard', async () => {
    await withTwo();
    expect(await branches().nth(1).getAttribute('aria-current')).toBe('true');
    await branches().first().click();
    await page.waitForFunction(() => window.trainer.asked('switchBranch').length === 1);
    await page.locator('.branch-in-use', { hasText: 'network file' }).waitFor();
    await branches().nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.trainer.asked('switchBranch').length === 2);
    expect(await page.evaluate(() => window.trainer.asked('switchBranch'))).toEqual([
      { branch: 1 },
      { branch: 2 },
    ]);
  });

  it('have names that say where each began and with what', async () => {
    await withTwo();
    const names = await branches().evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label')),
    );
    expect(names[0]).toContain('Branch 1: the run as its network file says it');
    expect(names[1]).toMatch(/^Branch 2: from branch 1 at 128:\w+, W2\[0, 0\] = 0\.5; .*in use$/);
  });

  it('are compared in the selected tensor', async () => {
    await withTwo();
    await page.evaluate(() => {
      const choice = document.querySelector<HTMLSelectElement>('.comparison vscode-dropdown')!;
      choice.value = '1';
      choice.dispatchEvent(new Event('change'));
    });
    const numbers = page.locator('.comparison .numbers');
    await numbers.waitFor();
    expect(await numbers.locator('tr').first().innerText()).toMatch(/different numbers\s+1/);
    const picture = page.getByRole('img', { name: 'Difference of W2 between the branches' });
    expect(await picture.count()).toBe(1);
  });
});
