/**
 * `npm run fuzz [-- parser…] [--inputs N] [--seed N]`: a million damaged files for every binary parser, and
 * as many damaged texts for the parser of expressions.
 *
 * Each must be accepted or refused with a `DataError` within a second, in 512 MB. Inputs that are not are
 * written to test/fixtures/fuzzing, where `npm test` tries them again for ever. Exit code 1 when there are any.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { build } from 'esbuild';

import { projectRoot } from './vscodeHost/prepared.mjs';

const parsers = ['idx', 'gzip', 'npy', 'npz', 'png', 'safetensors', 'trace', 'expression'];
const workers = 2;
const hangMs = 20_000;
const memoryLimitBytes = 512 * 2 ** 20;
const fixtures = path.join(projectRoot, 'test', 'fixtures');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const unknown = positionals.filter((name) => !parsers.includes(name));
if (unknown.length > 0) {
  console.error(`There is no parser ${unknown.join(', ')}; there are ${parsers.join(', ')}.`);
  process.exit(2);
}
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];

const folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-fuzz-'));
const bundle = path.join(folder, 'worker.mjs');
let faults = 0;
try {
  await build({
    entryPoints: [path.join(projectRoot, 'test', 'fuzzing', 'worker.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: bundle,
    logLevel: 'warning',
  });
  for (const parser of positionals.length > 0 ? positionals : parsers) faults += await fuzz(parser);
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(faults === 0 ? 0 : 1);

async function fuzz(target) {
  const start = performance.now();
  const current = new Int32Array(new SharedArrayBuffer(4 * workers)).fill(-1);
  const found = [];
  let mostMemory = 0;
  const watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage().rss);
  }, 200);
  await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      runWorker({ fixtures, target, seed, inputs, worker, workers, current }, found),
    ),
  );
  clearInterval(watch);
  if (memoryLimitBytes < mostMemory) {
    found.push({ fault: `it took ${(mostMemory / 2 ** 20).toFixed(0)} MB of memory` });
  }
  for (const fault of found) await report(target, fault);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const memory = (mostMemory / 2 ** 20).toFixed(0);
  console.log(
    `${target.padEnd(12)} ${inputs} inputs, seed ${seed}: ${found.length} faults (${seconds} s, ${memory} MB)`,
  );
  return found.length;
}

/** Resolves when all inputs have been tried, or one of them has ended the worker. */
function runWorker(task, found) {
  return new Promise((resolve) => {
    const thread = new Worker(bundle, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    let last = -1;
    const watch = setInterval(() => {
      const index = Atomics.load(task.current, task.worker);
      if (index === last && 0 <= index) {
        found.push({ index, fault: `it did not end within ${hangMs / 1000} s` });
        void thread.terminate();
      }
      last = index;
    }, hangMs);
    thread.on('message', (fault) => found.push(fault));
    thread.on('error', (error) => {
      const index = Atomics.load(task.current, task.worker);
      found.push({ index, fault: `it ended the worker: ${error.message}` });
    });
    thread.on('exit', () => {
      clearInterval(watch);
      resolve();
    });
  });
}

/** An input that ended its worker is named by seed and number; the others are kept. */
async function report(target, { index, fault, input }) {
  console.error(`${target}, input ${index} of seed ${seed}: ${fault}`);
  if (input === undefined) return;
  const name = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const file = path.join(fixtures, 'fuzzing', target, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, input);
  console.error(`  kept as ${path.relative(projectRoot, file)}`);
}
