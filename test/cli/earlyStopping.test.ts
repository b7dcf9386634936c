/** A training that ends early, from the command line. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { buildCommandLine, type BuiltCommandLine } from '../support/builtCommandLine';

// Each run starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let backstep: BuiltCommandLine;

beforeAll(async () => {
  backstep = await buildCommandLine();
});
afterAll(() => backstep.remove());

it('ends early when the validation split does not become better, and says why', async () => {
  const text = JSON.stringify({
    data: {
      source: 'moons',
      samples: 200,
      noise: 0.4,
      split: { train: 0.6, validation: 0.2, test: 0.2 },
    },
    layers: [
      { type: 'dense', units: 8, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
    optimizer: { type: 'adam', learningRate: 0.02 },
    training: { batchSize: 32, epochs: 500, seed: 3, earlyStopping: { patience: 3 } },
  });
  const file = path.join(backstep.folder, 'early.nn.jsonc');
  writeFileSync(file, text);
  const { code, stdout } = await backstep.run('train', file, '--json');
  expect(code).toBe(0);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const costs = lines.flatMap(({ validation }) =>
    validation === undefined ? [] : [(validation as { cost: number }).cost],
  );
  // Four costs in a row of which the first is the best of all.
  const best = Math.min(...costs);
  expect(costs.indexOf(best)).toBe(costs.length - 4);
  expect(lines.at(-2)).toHaveProperty('test');
  expect(lines.at(-1)).toEqual({
    stopped: expect.stringMatching(/^Early stopping: validation J .* ends after iteration \d+\.$/),
  });
  const { stdout: table } = await backstep.run('train', file);
  expect(table.trimEnd().split('\n').at(-1)).toBe(lines.at(-1)?.stopped);
});
