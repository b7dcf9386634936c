/** `backstep dap` tells again and again how far a long movement has come, and gives it up when that is cancelled. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { buildCommandLine, type BuiltCommandLine } from '../support/builtCommandLine';
import { StdioDapClient } from '../support/stdioDapClient';

const text = JSON.stringify({
  data: { source: 'moons', samples: 100, split: { train: 1 } },
  layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }],
  loss: 'binaryCrossEntropy',
  training: { batchSize: 25, epochs: 1_000_000 },
});

let backstep: BuiltCommandLine;
beforeAll(async () => {
  backstep = await buildCommandLine();
}, 30_000);
afterAll(() => backstep.remove());

it('shows the progress of a jump over four million iterations until it is cancelled', async () => {
  const program = path.join(backstep.folder, 'long.nn.jsonc');
  writeFileSync(program, text);
  const client = new StdioDapClient(backstep.start('dap'));
  const initialized = client.event('initialized');
  await client.request('initialize', { adapterID: 'backstep', supportsProgressReporting: true });
  await client.request('launch', { program });
  await initialized;
  const entry = client.event('stopped');
  await client.request('configurationDone', {});
  await entry;
  const started = client.event('progressStart');
  const position = { iteration: 3_999_999, instruction: 0 };
  const seeking = client.request('backstep/seek', { position });
  const { progressId, title } = (await started).body as { progressId: string; title: string };
  expect(title).toBe('Going to iteration 3,999,999');
  // A trainer whose reports nobody acknowledges sends two of them.
  for (let reports = 0; reports < 5; reports++) {
    const { body } = await client.event('progressUpdate');
    expect(body).toMatchObject({ progressId });
  }
  const ended = client.event('progressEnd');
  await client.request('cancel', { progressId });
  expect((await ended).body).toEqual({ progressId });
  expect(await seeking).toMatchObject({ reason: 'pause' });
  await client.request('disconnect', {});
  expect(await client.end).toMatchObject({ code: 0, stderr: '' });
}, 30_000);
