/** Measures the promises one after the other, and tells each outcome as a line of JSON. */
import process from 'node:process';

import { promises } from './promises';
import type { Surroundings } from './promise';

const [settings = '{}', ...names] = process.argv.slice(2);
const surroundings = JSON.parse(settings) as Surroundings;
const unknown = names.filter((name) => !promises.some((promise) => promise.name === name));
if (0 < unknown.length) {
  const known = promises.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no promise ${unknown.join(', ')}; there are ${known}.\n`);
  process.exit(2);
}
// Whoever has started this is gone, and nobody waits for the outcome.
process.stdin.on('end', () => process.exit(1)).resume();
void measureAll().then(() => process.exit(0));

async function measureAll(): Promise<void> {
  for (const promise of promises) {
    const { name, claim, limit } = promise;
    if (0 < names.length && !names.includes(name)) continue;
    const began = performance.now();
    const outcome = await promise.measure(surroundings).catch((error: unknown) => ({
      passed: false,
      figures: `could not be measured: ${error instanceof Error ? error.message : String(error)}`,
    }));
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`${JSON.stringify({ name, claim, limit, ...outcome, seconds })}\n`);
  }
}
