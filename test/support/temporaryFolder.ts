/** A folder for one test file, removed when its tests are done. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from 'vitest';

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'backstep-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
