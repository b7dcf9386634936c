/**
 * A worker process: one contender, alive for as long as a table is measured, so that it is warm in every round.
 *
 * All workers run on the same processor core, where the system lets us choose, since only one works at a time.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** No answer within this time is an answer, too. */
const patienceMs = 300_000;

/** One thread each: what the libraries do by themselves would not be compared. */
const environment = {
  ...process.env,
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** Starts `command`, a program and its arguments; `ready` is its first answer, which it gives without being asked. */
export function startWorker(command, ownEnvironment = {}) {
  const [program, ...args] = [...pinning, ...command];
  const child = spawn(program, args, {
    env: { ...environment, ...ownEnvironment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  let expected;
  child.stderr
    .setEncoding('utf8')
    .on('data', (text) => (complaint = (complaint + text).slice(-4000)));
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve) => child.once('error', resolve).once('close', resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Libraries greet on their own.
    if (line.startsWith('{')) expected?.(JSON.parse(line));
  });

  function answer() {
    return new Promise((resolve) => {
      const give = (message) => {
        clearTimeout(timer);
        expected = undefined;
        resolve(message);
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        give({ unavailable: `no answer within ${patienceMs / 1000} s` });
      }, patienceMs);
      expected = give;
      void ended.then((error) => give({ unavailable: reason(error, complaint) }));
    });
  }

  return {
    ready: answer(),
    ask(request) {
      const answered = answer();
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answered;
    },
    async end() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The last processor that we may use, since the first ones have the system's own work. */
export const core = lastCore();

const pinning = core === undefined ? [] : ['taskset', '-c', String(core)];

/** Has this process, and whatever it starts from now on, run where the workers run. */
export function joinWorkers() {
  if (core === undefined) return;
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(process.pid)]);
}

function lastCore() {
  if (process.platform !== 'linux' || spawnSync('taskset', ['--version']).error) return undefined;
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const last = Number(allowed?.[1].split(/[,-]/).at(-1));
  return Number.isInteger(last) ? last : undefined;
}

function reason(error, complaint) {
  if (error instanceof Error) return error.message;
  return complaint.trim().split('\n').at(-1) || 'it ended without a word';
}
