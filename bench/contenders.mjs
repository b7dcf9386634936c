/**
 * Who trains: Backstep in its builds and depths, and the peers that a user would otherwise run.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const workers = path.join(import.meta.dirname, 'workers');
/** A Python that has NumPy. */
export const python = ['/usr/bin/python3', 'python3'].find(
  (candidate) => spawnSync(candidate, ['-c', 'import numpy']).status === 0,
);

const everything = { workloads: ['A', 'B', 'C'], precisions: ['float32', 'float64'] };

/**
 * Makes glibc keep the memory that is freed. By itself it gives large tensors back to the system in every
 * iteration of a process's first model, and PyTorch loses a third of its speed; a second model does not suffer.
 */
const generousMemory = {
  MALLOC_MMAP_THRESHOLD_: '1000000000',
  MALLOC_TRIM_THRESHOLD_: '1000000000',
  MALLOC_TOP_PAD_: '100000000',
};

/** `own` contenders train whole runs; the ratios are theirs to the others. */
export const contenders = [
  own('strict', 'Backstep, strict', { through: 'timeline' }),
  own('strict-without-keyframes', 'Backstep, strict, no keyframes', {
    through: 'timeline',
    keyframes: 'none',
  }),
  own('strict-machine', 'Backstep, strict, machine only', { through: 'machine' }),
  own('strict-trainer', 'Backstep, strict, alerts watched', { through: 'trainer' }),
  own('relaxed', 'Backstep, relaxed', { through: 'timeline', build: 'relaxed' }),
  {
    ...own('turbo', 'Backstep, turbo, newest Node', { through: 'timeline', build: 'turbo' }),
    needsNewestNode: true,
  },
  inPython('pytorch', 'PyTorch', 'torch_training.py'),
  {
    ...inPython('pytorch-tuned', 'PyTorch, memory tuned', 'torch_training.py'),
    environment: generousMemory,
  },
  {
    ...inPython('pytorch-hooks', 'PyTorch with hooks', 'torch_training.py'),
    options: { hooks: true },
  },
  {
    ...inPython('numpy', 'NumPy by hand', 'numpy_training.py'),
    workloads: ['A', 'B'],
  },
  {
    ...inNode('tfjs', 'TensorFlow.js, wasm', 'tfjs.mjs'),
    precisions: ['float32'],
  },
  {
    ...inNode('convnetjs', 'ConvNetJS (adadelta, 64 bits)', 'convnet.mjs'),
    workloads: ['C'],
    /** Its optimizer is another one, so only its first cost can agree. */
    hasAdam: false,
  },
];

/** How to start this contender's worker, or why that cannot be. */
export function commandOf(contender, { fixture, sources, newestNode }) {
  const { worker, options, needsNewestNode } = contender;
  const program = needsNewestNode ? newestNode : contender.program;
  const missing = needsNewestNode ? 'there is no newer Node' : 'no Python with NumPy was found';
  if (program === undefined) return { unavailable: missing };
  const { build } = options;
  const kernels = path.resolve('dist/kernels.wasm');
  const told = { ...options, fixture, ...(build !== undefined && { kernels, sources }) };
  return { command: [program, path.join(workers, worker), JSON.stringify(told)] };
}

function own(id, name, options) {
  return {
    ...inNode(id, name, 'backstep.mjs'),
    options: { build: 'strict', ...options },
    isOwn: true,
  };
}

function inNode(id, name, worker) {
  return { id, name, worker, program: process.execPath, options: {}, hasAdam: true, ...everything };
}

function inPython(id, name, worker) {
  return { ...inNode(id, name, worker), program: python };
}
