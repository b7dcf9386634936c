/**
 * The matrix product, in GFLOP/s and as a part of what 128-bit multiplications and additions can reach here.
 *
 * Process time is measured, not time on the clock, so that a busy machine changes little. The limit comes
 * from a small C program; without a C compiler the table has no ratios.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

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
const rounds = 15;
const operationsPerRound = 4e7;

export function measureProducts() {
  const limits = limitsOfMachine();
  console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}, ${os.cpus()[0].model}`);
  if (limits)
    console.log(`limit: float32 ${round(limits.f32)}, float64 ${round(limits.f64)} GFLOP/s`);
  else console.log('No C compiler (cc): the limit of this machine is not known.');
  for (const precision of ['f32', 'f64']) {
    for (const shape of shapes) {
      for (const [name, flags] of Object.entries(transposes)) {
        const speed = speedOf(precision, shape, flags);
        const ratio = limits ? `  ${(speed / limits[precision]).toFixed(2)} of the limit` : '';
        console.log(`${precision} ${shape.join('x')} ${name}`.padEnd(20), round(speed) + ratio);
      }
    }
  }
}

/** The third of the speeds of all rounds: undisturbed, but not a lucky one. */
function speedOf(precision, [rows, inner, columns], flags) {
  const { exports } = new WebAssembly.Instance(kernelModule());
  const size = precision === 'f64' ? 8 : 4;
  const counts = [rows * columns, rows * inner, inner * columns];
  const record = aligned(exports.freeMemoryStart());
  let end = record + 128;
  const addresses = counts.map((count) => {
    const address = end;
    end = aligned(end + count * size);
    return address;
  });
  exports.memory.grow(Math.ceil(end / 65536));
  const slots = new Float64Array(exports.memory.buffer, record, 16);
  slots.set([exports.op_multiply.value, ...addresses, rows, columns, inner, ...flags, 1]);

  const execute = exports[`execute_${precision}`];
  const operations = 2 * rows * columns * inner;
  const times = Math.ceil(operationsPerRound / operations);
  const speeds = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (let time = 0; time < times; time++) execute(record, 1);
    const { user, system } = process.cpuUsage(start);
    return (operations * times) / (user + system) / 1e3;
  });
  return speeds.sort((left, right) => right - left)[2];
}

function kernelModule() {
  return new WebAssembly.Module(readFileSync('dist/kernels.wasm'));
}

function aligned(address) {
  return Math.ceil(address / 64) * 64;
}

function limitsOfMachine() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'backstep-bench-'));
  try {
    const program = path.join(folder, 'limit');
    const flags = ['-O2', '-march=native', '-ffp-contract=off'];
    execFileSync('cc', [...flags, '-o', program, 'bench/limit.c'], { stdio: 'ignore' });
    const [f32, f64] = execFileSync(program, { encoding: 'utf8' }).split(' ').map(Number);
    return { f32, f64 };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function round(speed) {
  return speed.toFixed(1);
}
