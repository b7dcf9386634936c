/** Whole iterations in one call of the kernels have the bits of the same iterations, instruction by instruction. */
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Machine } from '../../../src/core';
import type { OptimizerSpec } from '../../../src/network/spec';
import { instantiateKernels, testDataset, testRun, testSpec } from '../../support/runs';

const rate = { learningRate: 0.02 };
const epsilon = 1e-8;
const optimizers: readonly OptimizerSpec[] = [
  { type: 'gradientDescent', ...rate },
  { type: 'momentum', beta: 0.9, form: 'average', ...rate },
  { type: 'momentum', beta: 0.9, form: 'velocity', ...rate },
  { type: 'nesterov', momentum: 0.9, form: 'book', ...rate },
  { type: 'nesterov', momentum: 0.9, form: 'pytorch', ...rate },
  { type: 'adaGrad', epsilon, ...rate },
  { type: 'rmsProp', decay: 0.9, epsilon, ...rate },
  ...(['course', 'book'] as const).flatMap((form): OptimizerSpec[] => {
    const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon, form, ...rate } as const;
    const schedule = { type: 'step', every: 1, factor: 0.5 } as const;
    return [adam, { ...adam, schedule, clip: { norm: 0.1 } }, { ...adam, clip: { value: 0.01 } }];
  }),
];

const hiddenLayer = fc.record({
  units: fc.integer({ min: 1, max: 19 }),
  activation: fc.constantFrom(
    'tanh' as const,
    'relu' as const,
    'sigmoid' as const,
    'gelu' as const,
  ),
});
const outputLayer = fc.constantFrom(
  { units: 1, activation: 'sigmoid' as const },
  { units: 3, activation: 'softmax' as const },
);
const network = fc.record({
  hidden: fc.array(hiddenLayer, { maxLength: 3 }),
  output: outputLayer,
  optimizer: fc.constantFrom(...optimizers),
  samples: fc.integer({ min: 2, max: 70 }),
  training: fc.record({
    batchSize: fc.integer({ min: 1, max: 40 }),
    precision: fc.constantFrom('float32' as const, 'float64' as const),
    shuffle: fc.boolean(),
    seed: fc.nat(1000),
  }),
});
const pieces = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });

it('leaves the same bits, and tells the same costs and norms', () => {
  fc.assert(
    fc.property(network, pieces, ({ hidden, output, ...rest }, counts) => {
      const isBinary = output.activation === 'sigmoid';
      const loss = isBinary ? 'binaryCrossEntropy' : 'categoricalCrossEntropy';
      const given = { ...rest, layers: [...hidden, output], loss } as const;
      const [stepped, passed] = [testRun(given).machine, testRun(given).machine];
      const row = new Float64Array(1 + stepped.measured.length);
      let iteration = 0;
      for (const count of counts) {
        for (let left = count; 0 < left;) {
          const first = iteration;
          const done = passed.pass(iteration, left, 'measured');
          left -= done;
          for (; iteration < first + done; iteration++) {
            const { length } = stepped.program.instructions;
            for (let index = 0; index < length; index++) stepped.run(iteration, index, index + 1);
            row[0] = stepped.cost();
            stepped.measure(row, 1);
            const start = (iteration - first) * row.length;
            expect(passed.passedRows.subarray(start, start + row.length)).toEqual(row);
          }
          expect(passed.fingerprint()).toBe(stepped.fingerprint());
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('begins each epoch in NumPy’s order', () => {
  const layers = [{ units: 1, activation: 'sigmoid' as const }];
  const spec = { ...testSpec({ layers, training: { batchSize: 32 } }), random: { numpy: 3 } };
  const machine = () =>
    new Machine({ kernels: instantiateKernels(), spec, dataset: testDataset(spec) });
  const [stepped, passed] = [machine(), machine()];
  for (let iteration = 0; iteration < 20; iteration++) {
    stepped.run(iteration, 0, stepped.program.instructions.length);
  }
  for (let iteration = 0; iteration < 20;) iteration += passed.pass(iteration, 20 - iteration);
  expect(passed.fingerprint()).toBe(stepped.fingerprint());
});

it('has another fingerprint with other salt', () => {
  const spec = testSpec({ layers: [{ units: 1, activation: 'sigmoid' }] });
  const fingerprints = [undefined, 'relaxed', 'turbo', 'relaxed'].map((fingerprintSalt) =>
    new Machine({
      kernels: instantiateKernels(),
      spec,
      dataset: testDataset(spec),
      ...(fingerprintSalt === undefined ? {} : { fingerprintSalt }),
    }).fingerprint(),
  );
  expect(new Set(fingerprints).size).toBe(3);
  expect(fingerprints[3]).toBe(fingerprints[1]);
});

it.each(['float32', 'float64'] as const)(
  'has one fingerprint for every NaN, and another for every number, in %s',
  (precision) => {
    const layers = [{ units: 3 }, { units: 1, activation: 'sigmoid' as const }];
    const { machine } = testRun({ layers, training: { precision } });
    const { values } = machine.view('vW1', 0);
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
    const high = bits.length / values.length - 1;
    const fingerprintOf = (pattern: number): string => {
      bits[high] = pattern;
      return machine.fingerprint();
    };
    const nans = [0x7ff80000, 0xfff80000, 0x7ff80001, 0x7ffc1234, 0xffffffff].map(fingerprintOf);
    expect(new Set(nans).size).toBe(1);
    const infinity = precision === 'float32' ? 0x7f800000 : 0x7ff00000;
    const others = [0, 0x80000000, 1, infinity].map(fingerprintOf);
    expect(new Set([...nans, ...others]).size).toBe(5);
  },
);
