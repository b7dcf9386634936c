/**
 * Prints a fingerprint of what every kernel computes on fixed numbers: run it under different engines, or
 * different flags of one engine, and compare.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { exports } = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync('dist/kernels.wasm')),
);
exports.memory.grow(32);

const record = Math.ceil(exports.freeMemoryStart() / 16) * 16;
const [rows, columns, inner] = [37, 41, 300];
const count = rows * columns;
const control = record + 128;
const first = control + 1024;
const regionBytes = 8 * rows * inner;
const [a, b, c, d] = [0, 1, 2, 3].map((index) => first + index * (regionBytes + 16));
const scalars = control + 64;

const windows = [2, 9, 8, 4, 3, 2];
const convolution = [7, ...windows, 1, 1];
const scratch = d + 16_000;
const pools = [2, 8, 8, 4, 2, 2, 2, 2];
const calls = {
  gatherBatch: [a, b, c, d, first + 4 * regionBytes, control, 7, 3, 5, 40, 5, 42, 1],
  multiply: [a, b, c, rows, columns, inner, 0, 0, 0.3],
  addColumn: [a, b, rows, columns],
  multiplyAddColumn: [a, b, c, d, rows, columns, inner],
  sumRows: [a, b, rows, columns, 0.3],
  subtract: [a, b, c, count, 0.3],
  multiplyElements: [a, b, c, count, 0.3],
  scale: [a, b, count, 0.3],
  addScaled: [a, b, c, 0.3, count],
  addSumOfSquares: [a, b, c, 0.3, count],
  norm: [a, b, count],
  softmax: [a, b, rows, columns],
  softmaxGradient: [a, b, c, rows, columns],
  binaryCrossEntropyGradient: [a, b, c, count, 0.3],
  categoricalCrossEntropyGradient: [a, b, c, count, 0.3],
  rowVariances: [a, b, c, rows, columns],
  normalizeRows: [a, b, c, d, rows, columns, 1e-5],
  scaleShiftRows: [a, b, c, d, rows, columns],
  scaleRows: [a, b, c, rows, columns],
  rowDots: [a, b, c, rows, columns, 0.3],
  normalizeRowsGradient: [a, b, c, d, rows, columns, 1e-5],
  dropoutMask: [a, count, control, 42, 3, 0.6],
  imagesToColumns: [a, b, ...windows, 2, 1, 1, 1],
  columnsToImages: [a, b, ...windows, 2, 1, 1, 1],
  maxPool: [a, b, ...windows, 2, 1],
  maxPoolGradient: [a, b, c, c, ...windows, 2, 1, 0],
  averagePool: [a, b, ...windows, 2, 1],
  averagePoolGradient: [a, b, ...windows, 2, 1],
  convolve: [a, b, c, d, scratch, ...convolution],
  convolveFilterGradient: [a, b, c, scratch, ...convolution, 0.3],
  convolveImageGradient: [a, b, c, scratch, ...convolution],
  reluMaxPool: [a, b, c, ...pools],
  maxPoolReluGradient: [a, b, c, c, ...pools, 0],
  schedule: [a, control, 3, 0.3, 0.01, 0, 2, 70],
  descend: [a, b, scalars, count],
  blend: [a, b, 0.9, 0.1, count],
  blendSquare: [a, b, 0.999, 0.001, count],
  velocity: [a, b, scalars, 0.9, count],
  nesterovDescend: [a, b, c, scalars, 0.9, count],
  rootDescend: [a, b, c, scalars, 1e-8, count],
  multiplyPowers: [scalars, 0.9, 0.999],
  adamStep: [a, b, c, d, scalars, scalars, 0.9, 0.1, 0.999, 0.001, 1e-8, count],
  adamDescend: [a, b, c, scalars, scalars, 1e-8, count],
  adamDescendBook: [a, b, c, scalars, scalars, 1e-8, count],
  clipNorm: [a, b, scalars, 0.3, count],
  clipValue: [a, b, 0.3, count],
};
const activations = ['identity', 'step', 'sigmoid', 'tanh', 'relu', 'leakyRelu'];
for (const kernel of [...activations, 'elu', 'gelu', 'silu', 'softplus']) {
  calls[kernel] = [a, b, count];
  calls[`${kernel}Gradient`] = [a, b, c, d, count];
}
for (const kernel of ['squaredError', 'sumSquaredError', 'meanSquaredError']) {
  calls[kernel] = [a, b, c, rows, columns];
}
for (const kernel of ['binaryCrossEntropy', 'categoricalCrossEntropy']) {
  calls[kernel] = [a, b, c, rows, columns, 1];
}

const bits = [];
for (const precision of ['f64', 'f32']) {
  for (const [kernel, operands] of Object.entries(calls)) {
    const end = fill(precision);
    const slots = new Float64Array(exports.memory.buffer, record, 16);
    slots.set([exports[`op_${kernel}`].value, ...operands]);
    // Often enough for the optimizing compiler to take over.
    for (let time = 0; time < 50; time++) exports[`execute_${precision}`](record, 1);
    bits.push(exports.fingerprint(first, end - first), exports.fingerprintHigh());
  }
}
const opcodes = Object.keys(exports).filter((name) => name.startsWith('op_'));
const missing = opcodes.filter((name) => !(name.slice('op_'.length) in calls));
if (missing.length !== 0) throw new Error(`Missing here: ${missing.join(', ')}`);
process.stdout.write(bits.join(' '));

/** Numbers in (0, 1) in all regions, from a linear congruence; the result is where they end. */
function fill(precision) {
  const end = d + regionBytes;
  const array =
    precision === 'f64'
      ? new Float64Array(exports.memory.buffer, first, (end - first) / 8)
      : new Float32Array(exports.memory.buffer, first, (end - first) / 4);
  let state = 1;
  for (let i = 0; i < array.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    array[i] = (state + 0.5) / 2 ** 32;
  }
  new Float64Array(exports.memory.buffer, control, 2).set([9, -1]);
  new Float64Array(exports.memory.buffer, scalars, 2).set([0.5, 0.25]);
  return end;
}
