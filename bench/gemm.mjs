/**
 * The matrix product, in GFLOP/s and as a part of what 128-bit multiplications and additions can reach here.
 *
 * Process time is measured, not time on the clock, so that a busy machine changes little. The limit comes
 * from a small C program, which runs in turn with the product: a processor's clock is not the same at all times.
 * Without a C compiler it is not known.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { joinWorkers } from './worker.mjs';

/** (rows, inner, columns), the sizes of performance targets and of a small network. */
const shapes = [
  [16, 2, 32],
  [10, 64, 128],
  [64, 128, 128],
  [128, 784, 128],
  [256, 256, 256],
  [512, 512, 512],
];
const transposes = { NN: [0, 0], TN: [1, 0], NT: [0, 1] };
const operationsPerRound = 4e7;
const cells = ['float32', 'float64'].flatMap((precision) =>
  shapes.flatMap((shape) =>
    Object.keys(transposes).map((transpose) => ({ precision, shape, transpose })),
  ),
);

/** `isLimitKnown`, and one row per precision, shape and transposition: the better of two passes over all of them. */
export function measureProducts({ folder, rounds }) {
  const limit = limitProgram(folder);
  joinWorkers();
  const passes = [0, 1].map(() => cells.map((cell) => speedsOf(cell, { rounds, limit })));
  const rows = cells.map(({ precision, shape, transpose }, index) => {
    const isLarge = 64 * 128 * 128 <= shape.reduce((product, length) => product * length);
    // Whoever shares the processor's core with this machine takes a third of it for a second or two.
    const [gigaflops, limitHere] = ['product', 'limit'].map((name) =>
      Math.max(...passes.map((pass) => pass[index][name])),
    );
    const part = limit && { partOfLimit: gigaflops / limitHere };
    return { precision, shape, transpose, isLarge, gigaflops, ...part };
  });
  return { isLimitKnown: limit !== undefined, rows };
}

/** A sixth of the rounds are faster: undisturbed, but not lucky ones. */
function speedsOf({ precision, shape, transpose }, { rounds, limit }) {
  const multiply = prepare(precision, shape, transposes[transpose]);
  multiply();
  const speeds = Array.from({ length: rounds }, () => ({
    limit: limit?.(precision) ?? NaN,
    product: multiply(),
  }));
  const fast = (name) =>
    speeds.map((speed) => speed[name]).sort((left, right) => right - left)[Math.floor(rounds / 6)];
  return { limit: fast('limit'), product: fast('product') };
}

/** A function that multiplies for a while and returns GFLOP/s. */
function prepare(precision, [rows, inner, columns], flags) {
  const { exports } = new WebAssembly.Instance(kernelModule());
  const size = precision === 'float64' ? 8 : 4;
  const counts = [rows * columns, rows * inner, inner * columns];
  const record = aligned(exports.freeMemoryStart());
  let end = record + 128;
  const addresses = counts.map((count) => {
    const address = end;
    end = aligned(end + count * size);
    return address;
  });
  exports.memory.grow(Math.ceil(end / 65536));
  // Pages that were never written are one page in the machine, and what is read of them competes with itself.
  const numbers = precision === 'float64' ? Float64Array : Float32Array;
  for (const [index, count] of counts.entries()) {
    new numbers(exports.memory.buffer, addresses[index], count).fill(index / 2);
  }
  const slots = new Float64Array(exports.memory.buffer, record, 16);
  slots.set([exports.op_multiply.value, ...addresses, rows, columns, inner, ...flags, 1]);

  const execute = exports[precision === 'float64' ? 'execute_f64' : 'execute_f32'];
  const operations = 2 * rows * columns * inner;
  const times = Math.ceil(operationsPerRound / operations);
  return () => {
    // The program of the limit has just had the caches.
    execute(record, 1);
    const start = process.cpuUsage();
    for (let time = 0; time < times; time++) execute(record, 1);
    const { user, system } = process.cpuUsage(start);
    return (operations * times) / (user + system) / 1e3;
  };
}

function kernelModule() {
  return new WebAssembly.Module(readFileSync('dist/kernels.wasm'));
}

function aligned(address) {
  return Math.ceil(address / 64) * 64;
}

/** Tells the limit of a precision at the moment, or undefined without a C compiler. */
function limitProgram(folder) {
  const program = path.join(folder, 'limit');
  try {
    const flags = ['-O2', '-march=native', '-ffp-contract=off'];
    execFileSync('cc', [...flags, '-o', program, 'bench/limit.c'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return (precision) => Number(execFileSync(program, [precision], { encoding: 'utf8' }));
}
