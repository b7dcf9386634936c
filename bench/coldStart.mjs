/**
 * From the start of the trainer's process to its first stop on the moons example, and what an empty Node takes.
 *
 * Time on the clock, for this is what a user waits; the fastest third of the starts counts least disturbed.
 */
import { fork, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

import { quantile } from './interleave.mjs';

const example = 'examples/two-moons.nn.jsonc';

export async function measureColdStart(trainer, { rounds }) {
  const text = await readFile(example, 'utf8');
  const file = path.resolve(example);
  const load = { file, text, roots: [], memoryBudgetBytes: 2 ** 30, keyframeBudgetBytes: 2 ** 28 };
  const [starts, emptyStarts] = [[], []];
  for (let round = 0; round < rounds; round++) {
    emptyStarts.push(await emptyStart());
    starts.push(await coldStart(trainer, load));
  }
  return {
    example,
    milliseconds: quantile(starts, 0.5),
    nodeMilliseconds: quantile(emptyStarts, 0.5),
    starts,
  };
}

async function coldStart(trainer, params) {
  const begin = performance.now();
  const child = fork(trainer, [], { execArgv: [], serialization: 'advanced' });
  const exit = once(child, 'exit');
  try {
    child.send({ kind: 'request', id: 1, method: 'load', params });
    const answer = await Promise.race([responseOf(child), exit]);
    const stopped = performance.now();
    if (answer?.result?.report?.reason !== 'entry') {
      throw new Error(`The trainer did not come to its first stop: ${JSON.stringify(answer)}`);
    }
    return stopped - begin;
  } finally {
    if (child.connected) child.disconnect();
    await exit;
  }
}

/** The first message that is a response; what the trainer reports before is not. */
async function responseOf(child) {
  for await (const [message] of on(child, 'message')) {
    if (message.kind !== 'event') return message;
  }
}

async function emptyStart() {
  const begin = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}
