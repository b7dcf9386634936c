/**
 * `npm run bench`: how fast Backstep trains beside what one would otherwise run, what its records cost, and how
 * fast it starts. `--help` says what can be asked for.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { buildKernels } from '../scripts/kernels.mjs';
import { nodeVersions, prepareNode } from '../scripts/nodes.mjs';
import { measureColdStart } from './coldStart.mjs';
import { writeDocumentation } from './docs.mjs';
import { writeFixture } from './fixture.mjs';
import { measureProducts } from './gemm.mjs';
import { checkedNetwork, measureGradientCheck } from './gradientCheck.mjs';
import { measureHeap } from './heap.mjs';
import { measureTable } from './interleave.mjs';
import { describeMachine, disturbance } from './machine.mjs';
import { installPeers } from './peers.mjs';
import {
  coldStartReport,
  gradientCheckReport,
  heapReport,
  machineLine,
  productReport,
  speedReport,
} from './report.mjs';
import { bundleCore, bundleTrainer } from './sources.mjs';
import { workloads } from './workloads.mjs';

const help = `npm run bench -- [what] [options]

  --speed               training, beside the peers that are installed
  --heap                bytes that an iteration allocates
  --start               the trainer's cold start
  --gemm                the matrix product, beside the machine's limit
  --gradient-check      the gradient check, beside NumPy's naive one
                        (without one of these: --speed --heap --start)

  --workload A,B,C      only these
  --precision float32   or float64
  --rounds 9            rounds of each contender
  --quick               short rounds and runs: to try the bench itself
  --json FILE           writes everything that was measured
  --write-docs          measures everything and writes docs/benchmarks.md
  --install-peers       installs TensorFlow.js and ConvNetJS under bench/
`;
const documentation = 'docs/benchmarks.md';
const what = ['speed', 'heap', 'start', 'gemm', 'gradient-check'];

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else if (options.help) console.log(help);
else if (options['install-peers']) process.exitCode = installPeers() ? 0 : 1;
else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-bench-'));
  try {
    await bench(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bench(folder) {
  const machine = describeMachine();
  if (options['write-docs'] && refuses(machine, [])) return;
  await buildKernels();
  const measured = { machine, speed: [] };
  const sections = [];
  const show = (section) => {
    sections.push(`${section}\n`);
    console.log(`\n${section}`);
  };
  if (options.speed) {
    const sources = await bundleCore(folder);
    // Turbo needs one that is newer than the oldest that VS Code has.
    const newestNode = await prepareNode(nodeVersions.at(-1)).catch(() => undefined);
    for (const { name, precision } of options.tables) {
      const workload = workloads[name];
      const fixture = await writeFixture(folder, { name, workload, precision });
      const { pace } = options;
      const asked = { name, precision, pace, fixture, sources, newestNode };
      const table = await measureTable(workload, asked);
      measured.speed.push(table);
      show(speedReport(table));
    }
  }
  if (options.heap) {
    const sources = await bundleCore(folder);
    const asked = { name: 'A', workload: workloads.A, precision: 'float32' };
    const fixture = await writeFixture(folder, asked);
    measured.heap = await measureHeap({ ...asked, fixture, sources });
    show(heapReport(measured.heap));
  }
  if (options.start) {
    measured.coldStart = await measureColdStart(await bundleTrainer(folder), options.pace);
    show(coldStartReport(measured.coldStart));
  }
  if (options.gemm) {
    measured.products = measureProducts({ folder, rounds: 31 });
    show(productReport(measured.products));
  }
  if (options['gradient-check']) {
    const sources = await bundleCore(folder);
    const asked = { name: 'gradient-check', workload: checkedNetwork, precision: 'float64' };
    const fixture = await writeFixture(folder, asked);
    measured.gradientCheck = await measureGradientCheck({ fixture, sources, pace: options.pace });
    show(gradientCheckReport(measured.gradientCheck));
  }
  const line = machineLine(machine, measured.speed);
  console.log(`\n${line}`);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(measured, null, 2));
  if (options['write-docs']) await document(measured, [`${line}\n`, ...sections]);
}

async function document({ machine, speed }, sections) {
  if (refuses(machine, speed)) return;
  await writeDocumentation(documentation, sections);
  console.log(`\n${documentation} is written.`);
}

/** Figures from a machine that had other work may be shown, but are not kept. */
function refuses(machine, tables) {
  const reason = disturbance(machine, tables);
  if (reason === undefined) return false;
  console.error(`${documentation} is not written. ${reason} Try again when the machine is quiet.`);
  process.exitCode = 1;
  return true;
}

function readOptions() {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  try {
    const { values } = parseArgs({
      options: {
        ...Object.fromEntries(what.map((name) => [name, flag])),
        ...{ workload: text, precision: text, rounds: text, quick: flag, json: text },
        ...{ 'write-docs': flag, 'install-peers': flag, help: flag },
      },
    });
    return complete(values);
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    return undefined;
  }
}

function complete(values) {
  const none = what.every((name) => !values[name]);
  const usual = none ? { speed: true, heap: true, start: true } : {};
  const all = values['write-docs'] ? Object.fromEntries(what.map((name) => [name, true])) : usual;
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 9));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 up');
  if (values['write-docs'] && (values.quick || rounds < 9 || values.workload || values.precision)) {
    throw new Error('--write-docs measures everything, in nine rounds or more');
  }
  const names = chosen('workload', values.workload, Object.keys(workloads));
  const precisions = chosen('precision', values.precision, ['float32', 'float64']);
  const onRound = (round) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${round}\r`);
  const length = values.quick ? { seconds: 0.03, part: 0.02 } : { seconds: 0.15, part: 1 };
  return {
    ...{ ...values, ...all },
    tables: names.flatMap((name) => precisions.map((precision) => ({ name, precision }))),
    pace: { rounds, ...length, onRound },
  };
}

function chosen(option, text, known) {
  const names = text?.split(',') ?? known;
  const stray = names.find((name) => !known.includes(name));
  if (stray === undefined) return names;
  throw new Error(`--${option} ${stray} is not known; there are ${known.join(', ')}`);
}
