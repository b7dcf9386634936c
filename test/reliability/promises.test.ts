/** Every promise, measured for seconds: that it holds, not how well; `npm run reliability` says that. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, it, vi } from 'vitest';

import { temporaryFolder } from '../support/temporaryFolder';
import { bundle } from './bundle.mjs';
import type { Surroundings } from './promise';
import { promises } from './promises';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folder = temporaryFolder();
let surroundings: Surroundings;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'work'));
  const scripts = await bundle(folder);
  surroundings = { ...scripts, folder: path.join(folder, 'work'), scale: 'test' };
});

/** Of the fault catalog. */
const cases: Readonly<Record<string, string>> = {
  'million-iterations': 'case 47: ',
  'killed-trainer': 'case 1: ',
  'killed-host': 'case 17: ',
};
const named = promises.map(
  (promise) => [`${cases[promise.name] ?? ''}${promise.claim}`, promise] as const,
);

describe.each(named)('%s', (_, promise) => {
  it('is measured', async () => {
    const { figures } = await promise.measure(surroundings);
    expect(figures).not.toMatch(/WRONG|NaN|undefined| × /);
    // Times and memory of a busy machine prove nothing; what was counted does.
    for (const [, count] of figures.matchAll(
      /(\d+) (?:positions lost|with other numbers|trainers left|places differ)/g,
    )) {
      expect(Number(count)).toBe(0);
    }
  });
});
