/** VS Code's own places for a debugger: keys, menus, hovers and views, filled by Backstep. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openWorkbench, runCommand, startDebugging, type Workbench } from '../support/workbench';

describe('the views of a debugger', () => {
  let workbench: Workbench;
  let page: Page;

  beforeAll(async () => {
    workbench = await openWorkbench({ file: 'two-moons.nn.jsonc' });
    page = workbench.page;
    await page.locator('.activitybar a[aria-label^="Run and Debug"]').click();
    await startDebugging(page);
    await standsAt('0:X');
  });

  afterAll(() => workbench.close());

  it('stepping keys move the run by every granularity, in both directions', async () => {
    await line('"loss"').click();
    const presses: readonly (readonly [key: string, place: string])[] = [
      ['F10', '0:Z1'],
      ['F11', '0:A1'],
      ['Control+F11', '0:Z1'],
      ['Control+F10', '0:X'],
      ['Alt+F10', '0:Z1'],
      ['Control+Shift+F10', '0:X'],
      ['Alt+F11', '1:X'],
      ['Control+Shift+F11', '0:X'],
      ['Shift+Alt+PageDown', '10:X'],
      ['Shift+Alt+PageUp', '0:X'],
      ['Shift+F11', '0:end'],
      ['Control+F5', '0:X'],
    ];
    for (const [key, place] of presses) {
      await page.keyboard.press(key);
      await standsAt(place);
    }
  });

  it('Jump to Cursor offers each execution of the line', async () => {
    await line('"tanh"').click();
    await page.locator('.statusbar-item', { hasText: /^Ln 13,/ }).waitFor();
    await runCommand(page, 'Debug: Jump to Cursor');
    const choices = page.locator('.quick-input-widget .monaco-list-row');
    await choices.first().waitFor();
    expect(await choices.allInnerTexts()).toEqual([
      'forward, layer 2',
      'backward, layer 2',
      'update, layer 2',
    ]);
    await choices.nth(1).click();
    await standsAt('0:dZ2');
  });

  it('a hover over a name tells its statistics', async () => {
    const comment = line('dZ3 = A3 - Y').locator('span > span', { hasText: 'A3' });
    const { width = 0, height = 0 } = (await comment.boundingBox()) ?? {};
    const text = await comment.innerText();
    const x = (width * (text.indexOf('A3') + 1)) / text.length;
    await comment.click({ position: { x, y: height / 2 } });
    await runCommand(page, 'Debug: Show Hover');
    const hover = page.locator('.debug-hover-widget');
    await hover.waitFor();
    expect(await hover.innerText()).toMatch(/float64 \(1, 32\), min .*, max .*, mean .*, norm /);
  });

  it('numbers stand at the ends of lines', async () => {
    const value = (text: RegExp) => page.locator('.monaco-editor .view-line', { hasText: text });
    await value(/"loss".*J\s=\s0\.\d/).waitFor();
    await value(/"tanh".*A2\s\(16,\s32\),\snorm\s\d/).waitFor();
    await value(/"optimizer".*learningRate\s=\s0\.01/).waitFor();
  });

  it('a watch shows in red what is not finite', async () => {
    const header = page.locator('.pane-header', { hasText: 'Watch' });
    await header.hover();
    await header.getByRole('button', { name: 'Add Expression' }).click();
    await page.keyboard.type('0 / 0');
    await page.keyboard.press('Enter');
    const value = page.locator('.debug-watch .monaco-list-row .value', { hasText: 'NaN' });
    await value.waitFor();
    expect(await value.innerText()).toBe('NaN');
    expect(await value.locator('span.code-foreground-colored').count()).toBe(1);
  });

  it('a breakpoint has modes', async () => {
    await line('"tanh"').click();
    await page.keyboard.press('F9');
    const row = breakpoint('two-moons.nn.jsonc');
    // VS Code draws the row anew when the debugger has answered, and its menu is lost then.
    await row.locator('.codicon-debug-breakpoint').waitFor();
    await menuOf(row, 'Edit Mode');
    const modes = page.locator('.quick-input-widget .monaco-list-row');
    await modes.first().waitFor();
    const labels = ['Every Visit', 'Forward Pass', 'Backward Pass', 'Update'];
    for (const [index, label] of labels.entries()) {
      expect(await modes.nth(index).innerText()).toMatch(new RegExp(`^${label}`));
    }
    await modes.nth(3).click();
    await page.keyboard.press('F5');
    await standsAt('0:vW2');
    await page.keyboard.press('Control+F5');
    await standsAt('0:X');
    await line('"tanh"').click();
    await page.keyboard.press('F9');
    await row.waitFor({ state: 'detached' });
  });

  const line = (text: string): Locator =>
    page.locator('.monaco-editor .view-line', { hasText: text }).first();

  const breakpoint = (text: string): Locator =>
    page.locator('.debug-breakpoints .monaco-list-row', { hasText: text }).first();

  async function standsAt(place: string): Promise<void> {
    await page.locator('[id$="backstep.position"]').getByText(place, { exact: true }).waitFor();
  }

  async function menuOf(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    // For its first 100 ms a menu of VS Code is deaf to the mouse's button, but not to keys.
    await page.locator('.monaco-menu [role=menuitem]', { hasText: entry }).first().hover();
    await page.keyboard.press('Enter');
  }
});
