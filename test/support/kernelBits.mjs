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

const calls = {
  gatherBatch: [a, b, c, d, first + 4 * regionBytes, control, 7, 3, 5, 40, 5, 42, 1],
  multiply: [a, b, c, rows, columns, inner, 0, 0, 0.3],
  addColumn: [a, b, rows, columns],
  sumRows: [a, b, rows, columns, 0.3],
  subtract: [a, b, c, count],
  softmax: [a, b, rows, columns],
  softmaxGradient: [a, b, c, rows, columns],
  descend: [a, b, scalars, count],
  averageGradient: [a, b, 0.9, count],
  averageSquare: [a, b, 0.999, count],
  multiplyPowers: [scalars, 0.9, 0.999],
  adamDescend: [a, b, c, scalars, scalars, 1e-8, count],
  norm: [a, b, count],
};
for (const kernel of ['identity', 'step', 'sigmoid', 'tanh', 'relu', 'leakyRelu']) {
  calls[kernel] = [a, b, count];
  calls[`${kernel}Gradient`] = [a, b, c, d, count];
}
for (const kernel of ['squaredError', 'binaryCrossEntropy', 'categoricalCrossEntropy']) {
  calls[kernel] = [a, b, c, rows, columns];
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
if (opcodes.length !== Object.keys(calls).length) throw new Error('A kernel is missing here');
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
