/** Reverse Continue makes the stops of Continue, in the opposite order, whatever the breakpoints. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { comparePositions } from '../../../src/core';
import type { BreakpointParams } from '../../../src/protocol/breakpoints';
import type { TestNetwork } from '../../support/runs';
import { between, breakingRun } from './breakingRun';

const networks: readonly (readonly [string, TestNetwork])[] = [
  [
    'gradient descent with a short last minibatch',
    {
      layers: [{ units: 3 }, { units: 1, activation: 'sigmoid' }],
      optimizer: { type: 'gradientDescent', learningRate: 0.3 },
      training: { batchSize: 30, epochs: 3 },
    },
  ],
  [
    'Adam over three classes, in float32',
    {
      layers: [
        { units: 4, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossEntropy',
      samples: 60,
      training: { batchSize: 20, epochs: 4, precision: 'float32' },
    },
  ],
  [
    'ten layers whose gradients vanish',
    {
      layers: [
        ...Array.from({ length: 9 }, () => ({ units: 4, activation: 'sigmoid' as const })),
        { units: 1, activation: 'sigmoid' },
      ],
      samples: 40,
      training: { batchSize: 10, epochs: 2 },
    },
  ],
];

const condition = fc.constantFrom(
  'J < 0.7',
  'J < 0.69 or iteration % 3 == 0',
  'norm(dW1) < norm(dW2)',
  'iteration % 2 == 1',
  'epoch == 1',
  'any(dW1 > 0.05)',
  'W1[0, 0] > 0.1',
  'norm(W1) > 1.2 and J < 1',
  'argmax(b1) == 0',
  // Has no answer in the short minibatch, or nowhere.
  'A1[0, 19] > 0.2',
  'W1',
);
const hitCondition = fc.constantFrom('2', '> 3', '>= 4', '= 5', '% 2', '% 3', '<= 2');
const dataCondition = fc.constantFrom(
  '',
  'changes',
  'changes by 0.01',
  'changes sign',
  'crosses 0.1',
);
const tensor = fc.constantFrom('W1', 'b2', 'A1', 'dW1', 'J', 'X');

function breakpointsFor(length: number): fc.Arbitrary<BreakpointParams> {
  const atMost = { freq: 2, nil: undefined };
  const optional = (text: fc.Arbitrary<string>) => fc.option(text, atMost);
  return fc
    .record({
      instructions: fc.array(
        fc.record({
          instructions: fc.uniqueArray(fc.nat(length), { minLength: 1, maxLength: 3 }),
          condition: optional(condition),
          hitCondition: optional(hitCondition),
        }),
        { maxLength: 3 },
      ),
      data: fc.array(
        fc.record({
          tensor,
          cell: fc.boolean(),
          condition: dataCondition,
          hitCondition: optional(hitCondition),
        }),
        { maxLength: 1 },
      ),
      alertRules: fc.subarray(['ratio < 0.5', 'norm > 0.1', 'size > 0.6']),
    })
    .map(({ instructions, data, alertRules }) => ({
      instructions: instructions.map((each, index) => clean({ id: 1 + index, ...each })),
      data: data.map(({ cell, ...each }, index) =>
        clean({ id: 11 + index, ...each, ...(cell && { row: 0, column: 0 }) }),
      ),
      alertRules: alertRules.map((text, index) => ({
        id: 21 + index,
        rule: ruleOf[text.slice(0, 4)]!,
        condition: text,
      })),
    }));
}

const ruleOf: Readonly<Record<string, string>> = {
  rati: 'vanishingGradient',
  norm: 'explodingGradient',
  size: 'notFinite',
};

/** Without what is undefined. */
function clean<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return JSON.parse(JSON.stringify(value)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

describe.each(networks)('a run of %s', (_, network) => {
  const length = breakingRun(network).timeline.end.instruction;
  const keyframeBudget = fc.constantFrom(1, 2 ** 24);

  it('stops backward where it stops forward, for the same reasons', async () => {
    await fc.assert(
      fc.asyncProperty(breakpointsFor(length), keyframeBudget, async (params, bytes) => {
        const run = breakingRun(network, { keyframeBudgetBytes: bytes });
        run.mover.setBreakpoints(params);
        const forward = await run.stops('forward');
        expect(run.timeline.position).toEqual(run.timeline.end);
        const backward = await run.stops('backward');
        expect(run.timeline.position).toEqual(run.timeline.start);
        expect(between(backward, run).reverse()).toEqual(between(forward, run));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('finds the next and the previous of them from anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        breakpointsFor(length),
        fc.record({ iteration: fc.nat(7), instruction: fc.nat(length) }),
        fc.boolean(),
        async (params, from, isFresh) => {
          const whole = breakingRun(network);
          whole.mover.setBreakpoints(params);
          const all = await whole.stops('forward');
          const run = isFresh ? breakingRun(network) : whole;
          await run.mover.seek(from);
          run.mover.setBreakpoints(params);
          const next = await run.mover.resume('forward');
          const expected = all.find(({ position }) => comparePositions(from, position) < 0);
          if (expected === undefined) expect(next.reason).toBe('end');
          else expect({ ...next, position: run.timeline.position }).toEqual(expected);
          await run.mover.seek(from);
          const previous = await run.mover.resume('backward');
          const before = all.findLast(({ position }) => comparePositions(position, from) < 0);
          if (before !== undefined) {
            expect({ ...previous, position: run.timeline.position }).toEqual(before);
          } else {
            expect(run.timeline.position).toEqual(run.timeline.start);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
