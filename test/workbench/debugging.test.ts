/** What a newcomer does: F5 on two moons, then forward and back in the panel, by the toolbar and by keys. */
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { processesWith } from '../support/processes';
import {
  openWorkbench,
  panelOf,
  projectRoot,
  runCommand,
  screenshot,
  startDebugging,
  type Workbench,
} from '../support/workbench';

describe('debugging two moons in the window', () => {
  let workbench: Workbench;
  let page: Page;
  let panel: FrameLocator;

  beforeAll(async () => {
    workbench = await openWorkbench({ file: 'two-moons.nn.jsonc' });
    page = workbench.page;
    panel = panelOf(page);
    await startDebugging(page);
    await place('batch');
  });

  afterAll(() => workbench.close());

  it('stops before the first instruction, on the line of the data', async () => {
    await yellowLine('"data"');
    await page.locator('.debug-toolbar').waitFor();
  });

  it('goes a layer forward by the panel, and back by the debug toolbar', async () => {
    await press('Forward one layer');
    await place('forward, layer 1');
    await yellowLine('"units": 16, "activation": "relu"');
    await press('Forward one layer');
    await place('forward, layer 2');
    await yellowLine('"activation": "tanh"');
    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await place('forward, layer 1');
    await yellowLine('"units": 16, "activation": "relu"');
  });

  it('goes an iteration forward by the panel, and back', async () => {
    await press('Forward one iteration');
    await place('forward, layer 1', 1);
    await press('Back one iteration');
    await place('forward, layer 1', 0);
    await screenshot(page, 'debugging');
  });

  it('paints a step soon after its key', async () => {
    const latencies = await keyToPaint(40);
    const [median, worst] = [latencies[20]!, latencies[38]!];
    const text = `key to paint: ${median.toFixed(0)} ms median, ${worst.toFixed(0)} ms 95 % (load ${os.loadavg()[0]!.toFixed(1)})`;
    await mkdir(path.join(projectRoot, 'test-results'), { recursive: true });
    await writeFile(path.join(projectRoot, 'test-results/key-to-paint.txt'), `${text}\n`);
    process.stdout.write(`${text}\n`);
    expect(median).toBeLessThan(1000);
    // A key that VS Code took to the editor would have changed the file.
    expect(await page.locator('.tab.dirty').count()).toBe(0);
  });

  it('case 15: says so however often the trainer is killed, starts none by itself, and goes on from where the run stood', async () => {
    await press('Forward one iteration');
    for (let kill = 0; kill < 3; kill++) {
      await place('forward, layer 1', 1);
      const trainers = processesWith('trainer.js');
      expect(trainers).toHaveLength(1);
      for (const trainer of trainers) process.kill(trainer, 'SIGKILL');
      await panel.getByText('The trainer process was ended by signal SIGKILL').waitFor();
      expect(processesWith('trainer.js')).toEqual([]);
      await press('Restart');
      await panel.getByText('The trainer process').waitFor({ state: 'detached' });
    }
    await place('forward, layer 1', 1);
    await press('Forward one layer');
    await place('forward, layer 2', 1);
  });

  it('begins a branch where a hyper-parameter is changed in the panel', async () => {
    await press('Change learningRate from here on');
    await page.keyboard.type('0.5');
    await page.keyboard.press('Enter');
    await panel.locator('.branches', { hasText: 'learningRate = 0.5' }).waitFor();
    await press('Forward one iteration');
    await place('forward, layer 2', 2);
  });

  it('tells of each class how many were taken for which, after an epoch', async () => {
    await press('Forward one epoch');
    await panel.locator('.position-place', { hasText: 'epoch 1' }).waitFor();
    await panel.locator('.confusion tbody tr').nth(1).waitFor();
    expect(await panel.locator('.confusion tbody tr').count()).toBe(2);
  });

  it('case 54: is made anew in another column and in another window, and goes on', async () => {
    const placeIn = (frame: FrameLocator) => frame.locator('.position-place');
    const before = await placeIn(panel).innerText();
    await runCommand(page, 'View: Move Editor into Group Below');
    await placeIn(panel).getByText(before).waitFor();
    await press('Back one layer');
    await placeIn(panel).filter({ hasNotText: before }).waitFor();
    // A stop has made the network file the active editor.
    await panel.locator('#app').click({ position: { x: 2, y: 2 } });
    const opened = page.waitForEvent('popup');
    await runCommand(page, 'View: Move Editor into New Window');
    const moved = panelOf(await opened);
    await moved.getByRole('button', { name: 'Forward one layer' }).click();
    await placeIn(moved).getByText(before).waitFor();
  });

  const press = (label: string) => panel.getByRole('button', { name: label }).click();

  /** Waits until the panel stands there. */
  async function place(text: string, iteration = 0): Promise<void> {
    await panel
      .locator('.position-place', { hasText: `iteration ${iteration} · epoch 0 · ${text}` })
      .waitFor();
  }

  /** Waits until the line where VS Code says the run has stopped holds the text. */
  async function yellowLine(text: string): Promise<void> {
    await page.waitForFunction((expected) => {
      const top = document.querySelector(
        '.debug-top-stack-frame-line, .debug-focused-stack-frame-line',
      );
      const height = top?.parentElement?.style.top;
      const lines = [...document.querySelectorAll<HTMLElement>('.monaco-editor .view-line')];
      const line = lines.find(({ style }) => style.top === height);
      return line?.textContent.replaceAll('\u00a0', ' ').includes(expected);
    }, text);
  }

  /** Milliseconds from each press of a stepping key to the paint of its stop, in ascending order. */
  async function keyToPaint(presses: number): Promise<number[]> {
    const root = panel.locator('#app');
    await root.click({ position: { x: 2, y: 2 } });
    const latencies: number[] = [];
    for (let count = 0; count < presses; count++) {
      const painted = root.evaluate(
        (element) =>
          new Promise<number>((resolve) => {
            let pressedAt = 0;
            document.addEventListener('keydown', () => (pressedAt = performance.now()), {
              capture: true,
              once: true,
            });
            const observer = new MutationObserver(() => {
              observer.disconnect();
              resolve(performance.now() - pressedAt);
            });
            observer.observe(element, { attributeFilter: ['data-painted'] });
          }),
      );
      await root.evaluate(() => undefined);
      await page.keyboard.press(count < presses / 2 ? '.' : ',');
      latencies.push(await painted);
    }
    return latencies.sort((one, other) => one - other);
  }
});
