/** What a window that was loaded anew, or an extension host that crashed, has interrupted: it is offered. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { processesWith } from '../support/processes';
import {
  openWorkbench,
  panelOf,
  runCommand,
  startDebugging,
  type Workbench,
} from '../support/workbench';

describe('a run that is interrupted', () => {
  let workbench: Workbench;
  let page: Page;
  let panel: FrameLocator;
  /** What the panel's page has given VS Code to keep. */
  let lastKept = '';

  beforeAll(async () => {
    workbench = await openWorkbench({
      file: 'two-moons.nn.jsonc',
      // A window whose address names a file opens nothing else otherwise.
      settings: { 'window.restoreWindows': 'preserve' },
    });
    page = workbench.page;
    panel = panelOf(page);
    await page.exposeFunction(
      'noteKept',
      (state: string) => (lastKept = JSON.parse(state) as string),
    );
    await page.addInitScript(noteKeptStates);
    await startDebugging(page);
    await place('batch');
  });

  afterAll(() => workbench.close());

  it('case 16: by a window that is loaded anew goes on where it stood, with its branches', async () => {
    await press('Forward one iteration');
    await place('batch', 1);
    await press('Change learningRate from here on');
    await page.keyboard.type('0.5');
    await page.keyboard.press('Enter');
    await panel.locator('.branches', { hasText: 'learningRate = 0.5' }).waitFor();
    await press('Forward one layer');
    await place('forward, layer 1', 1);
    await reload();
    expect(await journals()).toHaveLength(1);
    await choose('Resume');
    await place('forward, layer 1', 1);
    await panel.locator('.branches', { hasText: 'learningRate = 0.5' }).waitFor();
    expect(processesWith('trainer.js')).toHaveLength(1);
  });

  it('case 53: by a window that is loaded anew is seen as it was, and goes on by a click in the panel', async () => {
    await press('Forward one layer');
    await place('forward, layer 2', 1);
    await vi.waitUntil(() => lastKept.includes('"position":{"iteration":1,"instruction":3}'));
    // In good order, so that VS Code writes down what its pages have kept.
    const loaded = page.waitForEvent('load');
    await runCommand(page, 'Developer: Reload Window');
    await loaded;
    await ready();
    await panel.getByText('This is what it showed last').waitFor();
    await place('forward, layer 2', 1);
    expect(processesWith('trainer.js')).toEqual([]);
    await press('Restart');
    await panel.getByText('This is what it showed last').waitFor({ state: 'detached' });
    await place('forward, layer 2', 1);
    await press('Back one layer');
    await place('forward, layer 1', 1);
  });

  it('case 18: by an extension host that crashes three times is offered after each of them', async () => {
    for (let crash = 0; crash < 3; crash++) {
      for (const host of processesWith('--type=extensionHost')) process.kill(host, 'SIGKILL');
      await vi.waitUntil(() => processesWith('trainer.js').length === 0, { timeout: 5000 });
      await reload();
      await offer();
      // Looking has left nothing behind.
      await vi.waitUntil(() => processesWith('trainer.js').length === 0, { timeout: 5000 });
    }
    await choose('Resume');
    await place('forward, layer 1', 1);
  });

  it('case 16: is forgotten when it is discarded', async () => {
    await reload();
    await choose('Discard');
    await vi.waitUntil(async () => (await journals()).length === 0, { timeout: 5000 });
  });

  const press = (label: string) => panel.getByRole('button', { name: label }).click();

  /** As when the browser or the machine had crashed. */
  async function reload(): Promise<void> {
    await page.reload();
    await ready();
  }

  async function ready(): Promise<void> {
    await page.locator('.codelens-decoration', { hasText: 'Debug training' }).waitFor();
  }

  /** Where it is offered. Under test VS Code shows messages only in their list. */
  async function offer() {
    await runCommand(page, 'Notifications: Show Notifications');
    const message = page.locator('.notifications-center .notification-list-item', {
      hasText: /The training of two-moons\.nn\.jsonc was interrupted at 1:\d+\./,
    });
    await message.waitFor();
    return message;
  }

  async function choose(label: string): Promise<void> {
    const message = await offer();
    // Buttons are there for the one that has the focus.
    await message.click();
    await message.getByRole('button', { name: label }).click();
  }

  async function journals(): Promise<readonly string[]> {
    const storage = path.join(workbench.userData, 'User/globalStorage/backstep.backstep/journal');
    return readdir(storage);
  }

  async function place(text: string, iteration = 0): Promise<void> {
    await panel
      .locator('.position-place', { hasText: `iteration ${iteration} · epoch 0 · ${text}` })
      .waitFor();
  }
});

/** Runs in every frame: the frame around a webview posts the states of its page to VS Code. */
function noteKeptStates(): void {
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...given: [message: unknown]) {
    const [message] = given as [{ channel?: string; data?: string } | undefined];
    if (message?.channel === 'do-update-state' && message.data !== undefined) {
      (window as unknown as { noteKept(state: string): void }).noteKept(message.data);
    }
    postMessage.apply(this, given);
  };
}
