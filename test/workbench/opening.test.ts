import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openWorkbench, screenshot, type Workbench } from '../support/workbench';

let folder: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-folder-'));
  await writeFile(path.join(folder, 'tiny.nn.jsonc'), '{\n  // Nothing yet.\n}\n');
  workbench = await openWorkbench({ folder, file: 'tiny.nn.jsonc' });
});

afterAll(async () => {
  await workbench.close();
  await rm(folder, { recursive: true });
});

it('opens a network file in its own language', async () => {
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: 'Backstep Network' }).waitFor();
  expect(await page.locator('.tab.active').getAttribute('data-resource-name')).toBe(
    'tiny.nn.jsonc',
  );
  await screenshot(page, 'opening');
});
