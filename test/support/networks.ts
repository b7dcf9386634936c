/** Networks at random, for laws that hold for all of them. */
import fc from 'fast-check';

import type { ActivationKind, NetworkSpec } from '../../src/network/spec';
import type { TestNetwork } from './runs';

const hiddenActivations: readonly ActivationKind[] = [
  'identity',
  'step',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'softmax',
];

const output = fc.oneof(
  fc.constant({ units: 1, activation: 'sigmoid', loss: 'binaryCrossEntropy' } as const),
  fc.record({
    units: fc.integer({ min: 2, max: 4 }),
    activation: fc.constant('softmax' as const),
    loss: fc.constant('categoricalCrossEntropy' as const),
  }),
  fc.record({
    units: fc.integer({ min: 1, max: 3 }),
    activation: fc.constantFrom(...hiddenActivations),
    loss: fc.constant('squaredError' as const),
  }),
);

const optimizer = fc.constantFrom<NetworkSpec['optimizer']>(
  { type: 'gradientDescent', learningRate: 0.05 },
  { type: 'momentum', learningRate: 0.05, beta: 0.9, form: 'average' },
  { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, form: 'course' },
);

/** Up to three hidden layers of up to six units; every activation, loss and optimizer; minibatches of all sizes. */
export const anyNetwork: fc.Arbitrary<TestNetwork> = fc
  .record({
    hidden: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 6 }),
        activation: fc.constantFrom(...hiddenActivations),
      }),
      { maxLength: 3 },
    ),
    output,
    optimizer,
    samples: fc.integer({ min: 12, max: 20 }),
    batchSize: fc.integer({ min: 1, max: 25 }),
  })
  .map(({ hidden, output: { units, activation, loss }, optimizer, samples, batchSize }) => ({
    layers: [...hidden, { units, activation }],
    loss,
    optimizer,
    samples,
    training: { batchSize },
  }));
