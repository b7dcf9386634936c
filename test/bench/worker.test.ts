/** A worker that cannot take part gives a reason; nothing waits for it. */
import process from 'node:process';
import { expect, it } from 'vitest';

import { startWorker } from '../../bench/worker.mjs';

it('hears answers among greetings, one per request', async () => {
  const worker = startWorker(
    running(`
    console.log('Welcome!');
    console.log('{"versions":{}}');
    process.stdin.on('data', (line) => console.log(JSON.stringify({ heard: JSON.parse(line) })));`),
  );
  expect(await worker.ready).toEqual({ versions: {} });
  expect(await worker.ask({ run: 3 })).toEqual({ heard: { run: 3 } });
  expect(await worker.ask({ run: 4 })).toEqual({ heard: { run: 4 } });
  await worker.end();
});

it.each([
  [
    'says why it ends',
    `console.error('No module named torch'); process.exit(1)`,
    'No module named torch',
  ],
  ['ends in silence', 'process.exit(0)', 'it ended without a word'],
])('has a reason when the worker %s', async (_, script, unavailable) => {
  const worker = startWorker(running(script));
  expect(await worker.ready).toEqual({ unavailable });
  expect(await worker.ask({ run: 1 })).toEqual({ unavailable });
  await worker.end();
});

it('has a reason when the program does not exist', async () => {
  const worker = startWorker(['./no-such-program']);
  const { unavailable } = await worker.ready;
  expect(unavailable).toContain('no-such-program');
  await worker.end();
});

function running(script: string): string[] {
  return [process.execPath, '-e', script];
}
