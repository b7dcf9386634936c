import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { ReplayMismatchError, type Position } from '../../../src/core';
import { liveBits, testRun, type TestNetwork, type TestRun } from '../../support/runs';

const network: TestNetwork = {
  layers: [{ units: 5 }, { units: 1, activation: 'sigmoid' }],
  training: { batchSize: 30 },
};
const length = testRun(network).timeline.end.instruction;

function at(iteration: number, instruction = 0): Position {
  return { iteration, instruction };
}

/** Room for the start and one more. */
const twoKeyframes = { keyframeBudgetBytes: 1 };

describe('a fresh timeline', () => {
  const { timeline } = testRun(network);

  it('stands before the first instruction, with nothing computed', () => {
    expect(timeline.position).toEqual(at(0));
    expect(timeline.start).toEqual(at(0));
    expect(timeline.computedIterations).toBe(0);
    expect(timeline.keyframeIterations).toEqual([0]);
  });

  it('ends behind the last instruction of the last iteration', () => {
    // 100 samples in minibatches of 30 are 4 iterations an epoch, for 50 epochs.
    expect(timeline.end).toEqual(at(199, length));
  });
});

describe('a target outside the run', () => {
  it.each([
    ['before the start', at(-1, 3)],
    ['before the first instruction', at(0, -1)],
    ['behind the last iteration', at(200)],
    ['behind the end', at(199, length + 1)],
  ])('is refused when it lies %s', (_, target) => {
    const { timeline } = testRun(network);
    expect(() => timeline.seek(target)).toThrow(RangeError);
    expect(timeline.position).toEqual(at(0));
  });
});

describe('the scalars', () => {
  it('are those of every computed iteration, and not written again by a replay', () => {
    const { timeline, machine } = testRun(network);
    timeline.seek(at(9, length));
    const cost = machine.cost();
    expect(timeline.scalars.names).toEqual(['J', 'norm(dW1)', 'norm(dW2)']);
    expect(timeline.computedIterations).toBe(10);
    expect(timeline.scalars.value(9, 0)).toBe(cost);
    timeline.seek(at(2));
    timeline.seek(at(9, length));
    expect(timeline.computedIterations).toBe(10);
  });

  it('hold the norms of the weight gradients', () => {
    const { timeline } = testRun(network);
    timeline.seek(at(0, length));
    for (const [column, name] of [
      [1, 'dW1'],
      [2, 'dW2'],
    ] as const) {
      const gradient = [...(timeline.read(name)?.values ?? [])];
      expect(timeline.scalars.value(0, column)).toBeCloseTo(Math.hypot(...gradient), 12);
    }
  });
});

describe('a tensor', () => {
  it('can be read from the instruction that writes it until the iteration ends', () => {
    const { timeline, machine } = testRun(network);
    const { instructions } = machine.program;
    for (let instruction = 0; instruction <= length; instruction++) {
      timeline.seek(at(3, instruction));
      for (const { name, persistent } of machine.program.tensors) {
        const writer = instructions.findIndex(({ writes }) => writes.includes(name));
        expect(timeline.isLive(name)).toBe(persistent || writer < instruction);
        expect(timeline.read(name) === undefined).toBe(!timeline.isLive(name));
      }
    }
  });

  it('that does not exist is not live', () => {
    expect(testRun(network).timeline.isLive('W3')).toBe(false);
  });

  it('has the columns of this minibatch, which is short at the end of an epoch', () => {
    const { timeline } = testRun(network);
    timeline.seek(at(2, length));
    expect(timeline.read('A1')).toMatchObject({ rows: 5, columns: 30 });
    timeline.seek(at(3, length));
    expect(timeline.read('A1')).toMatchObject({ rows: 5, columns: 10 });
  });

  it('still has its number from the start of the iteration when the update has changed it', () => {
    const { timeline } = testRun(network);
    timeline.seek(at(4));
    const before = timeline.read('W1')?.values.slice();
    timeline.seek(at(4, length));
    expect(timeline.readIterationStart('W1')).toEqual(before);
    expect(timeline.read('W1')?.values).not.toEqual(before);
  });

  it('of one iteration has no number from before it', () => {
    expect(() => testRun(network).timeline.readIterationStart('Z1')).toThrow(
      'Z1 has no value from before the iteration',
    );
  });
});

describe('an interrupted journey', () => {
  const targets = fc.record({ iteration: fc.nat(40), instruction: fc.nat(length) });
  const options = fc.constantFrom({}, twoKeyframes);

  it('stands at the start of an iteration on the way, and goes on from there', () => {
    fc.assert(
      fc.property(targets, targets, options, (from, target, budget) => {
        const run = testRun(network, budget);
        const straight = testRun(network);
        straight.timeline.seek(target);
        run.timeline.seek(from);
        const journey = run.timeline.journeyTo(target);
        let interruptions = 0;
        while (!journey.advance(() => false)) {
          interruptions++;
          expect(interruptions).toBeLessThan(41);
          expect(run.timeline.position.instruction).toBe(0);
          expect(run.timeline.position.iteration).toBeLessThan(target.iteration);
        }
        expect(run.timeline.position).toEqual(target);
        expect(liveBits(run)).toEqual(liveBits(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('may be given up for another one', () => {
    fc.assert(
      fc.property(targets, targets, targets, options, (from, abandoned, target, budget) => {
        const run = testRun(network, budget);
        const straight = testRun(network);
        straight.timeline.seek(target);
        run.timeline.seek(from);
        run.timeline.journeyTo(abandoned).advance(() => false);
        run.timeline.seek(target);
        expect(liveBits(run)).toEqual(liveBits(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('leaves what the iteration began with to be read', () => {
    const run = testRun(network);
    run.timeline.journeyTo(at(9)).advance(() => false);
    expect(run.timeline.readIterationStart('W1')).toEqual(run.timeline.read('W1')?.values);
  });
});

describe('case 41: a replay with other numbers than the first time', () => {
  /** Flips the lowest bit of one byte of the block that iterations hand on. */
  function corrupt({ machine }: TestRun, name: string): void {
    const { values } = machine.view(name, 0);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    bytes[0]! ^= 1;
  }

  /** With a keyframe at the start of iteration 16. */
  function ranTo40(): TestRun {
    const run = testRun(network);
    run.timeline.seek(at(40));
    expect(run.timeline.keyframeIterations).toContain(16);
    return run;
  }

  it('is found by the fingerprint at the next keyframe, before its cost can tell', () => {
    const run = ranTo40();
    run.timeline.seek(at(15, length));
    const expected = run.machine.view('W1', 0).values[0]!;
    corrupt(run, 'W1');
    const found = run.machine.view('W1', 0).values[0]!;
    expect(() => run.timeline.seek(at(16))).toThrow(
      `The replay of iteration 16 gave other numbers than before: W1[0, 0] = ${found}, expected W1[0, 0] = ${expected}`,
    );
  });

  it.each([
    ['W2', 1, 'W2[0, 1]'],
    ['b1', 2, 'b1[2, 0]'],
    ['sW2', 0, 'sW2[0, 0]'],
  ])('names the first number of %s that differs', (name, index, cell) => {
    const run = ranTo40();
    run.timeline.seek(at(15, length));
    const { values } = run.machine.view(name, 0);
    const expected = values[index]!;
    values[index] = NaN;
    expect(() => run.timeline.seek(at(16))).toThrow(
      `${cell} = NaN, expected ${cell} = ${expected}`,
    );
  });

  it('is found by the cost of an iteration that has no keyframe behind it', () => {
    const run = testRun(network, twoKeyframes);
    run.timeline.seek(at(60));
    run.timeline.seek(at(30));
    for (let times = 0; times < 8; times++) corrupt(run, 'W2');
    run.machine.view('W2', 0).values[0]! += 1e-3;
    expect(run.timeline.keyframeIterations).not.toContain(31);
    expect(() => run.timeline.seek(at(31))).toThrow(ReplayMismatchError);
  });

  it.each(['W1', 'b2', 'vW1', 'sW2', 'learningRate'])(
    'is found at the next keyframe when one bit of %s has changed',
    (name) => {
      const run = ranTo40();
      run.timeline.seek(at(15, length));
      corrupt(run, name);
      expect(() => run.timeline.seek(at(16))).toThrow(ReplayMismatchError);
    },
  );

  it('says at which iteration, what was found and what was expected', () => {
    const error = new ReplayMismatchError(7, 'cost 0.25', 'cost 0.5');
    expect(error.message).toBe(
      'The replay of iteration 7 gave other numbers than before: cost 0.5, expected cost 0.25',
    );
  });
});

describe('walking back through 200 iterations, one at a time,', () => {
  it.each([
    [8, 6],
    [32, 2],
    [200, 1],
  ])('with %i keyframes replays at most %i iterations a step on average', (keyframes, average) => {
    const { byteLength } = testRun(network).machine.persistent;
    const run = testRun(network, { keyframeBudgetBytes: keyframes * byteLength });
    run.timeline.seek(at(199));
    const replayed = vi.spyOn(run.machine, 'run');
    for (let iteration = 198; 99 <= iteration; iteration--) run.timeline.seek(at(iteration));
    expect(replayed.mock.calls.length).toBeLessThanOrEqual(100 * average);
  });
});
