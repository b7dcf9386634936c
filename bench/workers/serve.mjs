/**
 * The worker's end of the conversation: one line of JSON in, one line of JSON out.
 *
 * `{"run": n}` trains n iterations more and answers with the time they took and the cost of the last one. A worker
 * that cannot take part says why.
 */
import process from 'node:process';
import { createInterface } from 'node:readline';

import { readFixture } from '../fixture.mjs';

/**
 * `prepare(fixture, options)` gives the versions in use and a training: an object that can `run(iterations)` and
 * afterwards tell its `cost()`; whatever else it can do may be asked for by name.
 */
export async function serve(prepare) {
  const { fixture, ...options } = JSON.parse(process.argv[2]);
  let training;
  try {
    const prepared = await prepare(await readFixture(fixture), options);
    training = prepared.training;
    answer({ versions: prepared.versions });
  } catch (error) {
    answer({ unavailable: error.message });
    return;
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const [[name, argument]] = Object.entries(JSON.parse(line));
    try {
      answer(name === 'run' ? await timed(training, argument) : await training[name](argument));
    } catch (error) {
      answer({ unavailable: error.message });
    }
  }
}

async function timed(training, iterations) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const running = training.run(iterations);
  if (running !== undefined) await running;
  const { user, system } = process.cpuUsage(cpu);
  const wallSeconds = Number(process.hrtime.bigint() - wall) / 1e9;
  return { cpuSeconds: (user + system) / 1e6, wallSeconds, cost: await training.cost() };
}

function answer(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
