/**
 * The matrix product, in GFLOP/s and as a part of what 128-bit multiplications and additions can reach here.
 *
 * Process time is measured, not time on the clock, so that a busy machine changes little. The limit comes
 * from a small C program; without a C compiler it is not known.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
const operationsPerRound = 4e7;

/** `limits` by precision, or undefined; one row per precision, shape and transposition. */
export function measureProducts({ folder, rounds }) {
  const limits = limitsOfMachine(folder);
  const rows = [];
  for (const precision of ['float32', 'float64']) {
    for (const shape of shapes) {
      for (const [transpose, flags] of Object.entries(transposes)) {
        const gigaflops = speedOf(precision, shape, { flags, rounds });
        const isLarge = 64 * 128 * 128 <= shape.reduce((product, length) => product * length);
        const partOfLimit = limits && gigaflops / limits[precision];
        rows.push({ precision, shape, transpose, gigaflops, isLarge, partOfLimit });
      }
    }
  }
  return { limits, rows };
}

/** Of fifteen rounds the third fastest: undisturbed, but not a lucky one. */
function speedOf(precision, [rows, inner, columns], { flags, rounds }) {
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
  const slots = new Float64Array(exports.memory.buffer, record, 16);
  slots.set([exports.op_multiply.value, ...addresses, rows, columns, inner, ...flags, 1]);

  const execute = exports[precision === 'float64' ? 'execute_f64' : 'execute_f32'];
  const operations = 2 * rows * columns * inner;
  const times = Math.ceil(operationsPerRound / operations);
  const speeds = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (let time = 0; time < times; time++) execute(record, 1);
    const { user, system } = process.cpuUsage(start);
    return (operations * times) / (user + system) / 1e3;
  });
  return speeds.sort((left, right) => right - left)[Math.floor(rounds / 6)];
}

function kernelModule() {
  return new WebAssembly.Module(readFileSync('dist/kernels.wasm'));
}

function aligned(address) {
  return Math.ceil(address / 64) * 64;
}

function limitsOfMachine(folder) {
  try {
    const program = path.join(folder, 'limit');
    const flags = ['-O2', '-march=native', '-ffp-contract=off'];
    execFileSync('cc', [...flags, '-o', program, 'bench/limit.c'], { stdio: 'ignore' });
    const [float32, float64] = execFileSync(program, { encoding: 'utf8' }).split(' ').map(Number);
    return { float32, float64 };
  } catch {
    return undefined;
  }
}
