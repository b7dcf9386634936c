/** Promise 1 of the design: step back then forward, in any order, any number of times: bit-identical. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { programBoundaries, stepFrom, type Position } from '../../../src/core';
import { liveBits, testRun, type TestNetwork, type TestRun } from '../../support/runs';

const networks: readonly (readonly [string, TestNetwork])[] = [
  ['Adam, float64', { layers: [{ units: 8 }, { units: 1, activation: 'sigmoid' }] }],
  [
    'momentum, float32, a short last batch',
    {
      layers: [
        { units: 7, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossEntropy',
      optimizer: { type: 'momentum', learningRate: 0.1, beta: 0.9, form: 'average' },
      training: { precision: 'float32', batchSize: 13 },
    },
  ],
  [
    'gradient descent, squared error, one sample at a time',
    {
      layers: [
        { units: 3, activation: 'leakyRelu' },
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'squaredError',
      optimizer: { type: 'gradientDescent', learningRate: 0.05 },
      training: { batchSize: 1, epochs: 1 },
    },
  ],
];

const granularities = ['instruction', 'layer', 'phase', 'iteration', 'epoch'] as const;

const movement = fc.oneof(
  fc.record({
    granularity: fc.constantFrom(...granularities),
    direction: fc.constantFrom('forward' as const, 'backward' as const),
  }),
  fc.record({ seek: fc.nat({ max: 60 }), instruction: fc.nat({ max: 40 }) }),
);

describe.each(networks)('%s', (_, network) => {
  it.each([2 ** 24, 4096])(
    'finds every tensor bit-identical at equal positions after 300 random movements, keyframe budget %i',
    (keyframeBudgetBytes) => {
      const reference = testRun(network);
      fc.assert(
        fc.property(fc.array(movement, { minLength: 300, maxLength: 300 }), (movements) => {
          const run = testRun(network, { keyframeBudgetBytes });
          for (const move of movements) {
            const target = targetOf(run, move);
            if (target === undefined) continue;
            run.timeline.seek(target);
            expect(run.timeline.position).toEqual(target);
            expect(liveBits(run)).toEqual(straightTo(reference, target));
          }
        }),
        { numRuns: 1, seed: 20 },
      );
    },
    60_000,
  );
});

function targetOf(
  { machine, timeline, spec }: TestRun,
  move: typeof movement extends fc.Arbitrary<infer M> ? M : never,
): Position | undefined {
  const length = machine.program.instructions.length;
  if ('seek' in move) {
    return { iteration: move.seek, instruction: Math.min(length, move.instruction) };
  }
  return stepFrom(timeline.position, move, {
    boundaries: programBoundaries(machine.program.instructions),
    iterations: machine.iterationsPerEpoch * spec.training.epochs,
    iterationsPerEpoch: machine.iterationsPerEpoch,
  });
}

const seen = new WeakMap<TestRun, Map<string, ReturnType<typeof liveBits>>>();

/** What a run that only ever went forward holds at `target`. */
function straightTo(reference: TestRun, target: Position): ReturnType<typeof liveBits> {
  const known = seen.get(reference) ?? new Map<string, ReturnType<typeof liveBits>>();
  seen.set(reference, known);
  const length = reference.machine.program.instructions.length;
  for (;;) {
    const { position } = reference.timeline;
    const key = `${position.iteration}:${position.instruction}`;
    if (!known.has(key)) known.set(key, liveBits(reference));
    const wanted = known.get(`${target.iteration}:${target.instruction}`);
    if (wanted !== undefined) return wanted;
    reference.timeline.seek(
      position.instruction < length
        ? { ...position, instruction: position.instruction + 1 }
        : { iteration: position.iteration + 1, instruction: 0 },
    );
  }
}
