/**
 * `npm run reliability [-- promise…] [--quick] [--only NAME]`: measures what Backstep promises.
 *
 * A whole run takes some 20 minutes on a quiet machine and writes docs/reliability.md; a partial or quick one only
 * prints. Exit code 1 when a promise does not hold. However it is ended, what it has started ends with it.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import { bundle } from '../test/reliability/bundle.mjs';
import { projectRoot } from './vscodeHost/prepared.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const names = [...positionals, ...values.only];
const folder = await mkdtemp(path.join(os.tmpdir(), 'backstep-reliability-'));
const [loadBefore] = os.loadavg();
const outcomes = [];
let endedBy;
let isComplete = false;
try {
  const { runScript, ...scripts } = await bundle(folder);
  const work = path.join(folder, 'work');
  await mkdir(work);
  const surroundings = { ...scripts, folder: work, scale: values.quick ? 'quick' : 'full' };
  isComplete = await measure(runScript, surroundings);
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (!isComplete) console.error('Not everything was measured: the process that measures has ended.');
else if (!values.quick && names.length === 0) await write(outcomes);
const holds = isComplete && outcomes.every(({ passed }) => passed);
process.exitCode = endedBy === undefined ? Number(!holds) : 128 + os.constants.signals[endedBy];

/** Whether all of it was measured. */
function measure(script, surroundings) {
  const args = ['--expose-gc', script, JSON.stringify(surroundings), ...names];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    // The runner ends when its input does, so also when this process is killed.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      endedBy = signal;
      child.stdin.end();
    });
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    const outcome = JSON.parse(line);
    outcomes.push(outcome);
    const { name, claim, limit, passed, figures, seconds } = outcome;
    console.log(`${passed ? 'PASS' : 'FAIL'} ${name} (${seconds} s)`);
    console.log(`     ${claim}\n     limit: ${limit}\n     found: ${figures}\n`);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(endedBy === undefined && code === 0));
  });
}

async function write(measured) {
  const processor = os.cpus()[0]?.model.trim() ?? 'an unknown processor';
  const machine = `${os.cpus().length} cores of ${processor}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GB of memory, ${os.type()}, Node ${process.version}`;
  const rows = measured.map(
    ({ claim, limit, figures, passed }) =>
      `| ${claim} | ${limit} | ${figures} | ${passed ? 'holds' : '**does not hold**'} |`,
  );
  const text = `# Reliability, measured

Written by \`npm run reliability\` on ${new Date().toISOString().slice(0, 10)}; not by hand. ${machine}. Load before it
began: ${loadBefore.toFixed(1)}.

| promise | limit | found | |
| --- | --- | --- | --- |
${rows.join('\n')}

\`npm test\` measures each of these for a few seconds too. What a promise measures, and how, is in the file of its name in
\`test/reliability/promises\`.
`;
  const file = path.join(projectRoot, 'docs', 'reliability.md');
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
