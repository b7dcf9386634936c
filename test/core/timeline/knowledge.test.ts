/** Laws of what is known of a run: it never changes, whatever comes again proves it, and branches share their past. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ReplayMismatchError } from '../../../src/core';
import { Knowledge } from '../../../src/core/timeline/knowledge';
import { testRun } from '../../support/runs';

/** A machine at its start, and what is known of it: that start. */
function fixture() {
  const { machine, spec } = testRun({
    layers: [{ units: 3 }, { units: 1, activation: 'sigmoid' }],
    training: { epochs: 10 },
  });
  const iterations = 10 * machine.iterationsPerEpoch;
  const knowledge = new Knowledge({ machine, iterations, keyframeBudgetBytes: 2 ** 20 });
  const start = machine.persistentBytes().slice();
  return { machine, spec, knowledge, start, iterations };
}
type Fixture = ReturnType<typeof fixture>;

interface Stretch {
  readonly knowledge: Knowledge;
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** What is changed by hand once the start of the first iteration has been proven or kept. */
  readonly change?: () => void;
}

/** Runs some iterations from whatever the machine holds. */
function run({ machine, spec }: Fixture, { knowledge, from, to, change }: Stretch): void {
  const { length } = machine.program.instructions;
  for (let iteration = from; iteration < to; iteration++) {
    knowledge.proveOrKeep(iteration);
    if (iteration === from) change?.();
    machine.run(iteration, 0, length);
    knowledge.record(iteration, spec);
    knowledge.reach(iteration, length);
  }
}

/** Back to where an iteration began of which there is a keyframe. */
function restore({ machine }: Fixture, knowledge: Knowledge, iteration: number): number {
  const keyframe = knowledge.keyframeBefore(iteration)!;
  machine.persistentBytes().set(keyframe.bytes);
  return keyframe.iteration;
}

/** Everything that has been recorded, as text. */
function recorded(knowledge: Knowledge): readonly string[] {
  const { scalars, keyframeIterations } = knowledge;
  const rows = [...scalars.rows(0, scalars.count)].map((value) => String(value));
  const keyframes = keyframeIterations.map((iteration) => {
    const { fingerprint, bytes } = knowledge.keyframeBefore(iteration)!;
    return `${iteration} ${fingerprint} ${Buffer.from(bytes).toString('hex')}`;
  });
  return [...rows, ...keyframes];
}

function mismatchOf(work: () => void): ReplayMismatchError {
  try {
    work();
  } catch (error) {
    if (error instanceof ReplayMismatchError) return error;
    throw error;
  }
  throw new Error('Nothing was found to be other than before.');
}

const anyIteration = fc.integer({ min: 0, max: 39 });

describe('knowledge', () => {
  it('begins with the start of the run, and nothing else', () => {
    const { knowledge, start, iterations, machine } = fixture();
    expect(knowledge.computedIterations).toBe(0);
    expect(knowledge.keyframeIterations).toEqual([0]);
    expect(knowledge.keyframeBefore(iterations)?.bytes).toEqual(start);
    expect(knowledge.furthest).toEqual({ iteration: 0, instruction: 0 });
    const { length } = machine.program.instructions;
    expect(knowledge.end).toEqual({ iteration: iterations - 1, instruction: length });
  });

  it('never changes once it is recorded, however often it is gone through again', () => {
    fc.assert(
      fc.property(fc.array(anyIteration, { maxLength: 8 }), (returns) => {
        const all = fixture();
        const { knowledge } = all;
        run(all, { knowledge, from: 0, to: 40 });
        const before = recorded(knowledge);
        for (const iteration of returns) {
          run(all, { knowledge, from: restore(all, knowledge, iteration), to: 40 });
          // More keyframes may be kept; those that there were say what they said.
          expect(recorded(knowledge)).toEqual(expect.arrayContaining([...before]));
        }
        expect(knowledge.computedIterations).toBe(40);
      }),
      { numRuns: 20 },
    );
  });

  it('is as far as the run has ever been, and never goes back', () => {
    const place = fc.record({ iteration: anyIteration, instruction: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1 }), (places) => {
        const { knowledge } = fixture();
        for (const { iteration, instruction } of places) knowledge.reach(iteration, instruction);
        const order = places.map(({ iteration, instruction }) => 10 * iteration + instruction);
        const { iteration, instruction } = knowledge.furthest;
        expect(10 * iteration + instruction).toBe(Math.max(...order));
      }),
    );
  });

  it('is proven by every replay: one with another number is told, with the first that differs', () => {
    fc.assert(
      fc.property(anyIteration, (iteration) => {
        const all = fixture();
        const { knowledge, machine } = all;
        run(all, { knowledge, from: 0, to: 40 });
        const from = restore(all, knowledge, iteration);
        const { values } = machine.view('W1', from);
        const [old] = values;
        values[0] = 0.125;
        const start = mismatchOf(() => knowledge.proveOrKeep(from));
        expect(start).toMatchObject({
          iteration: from,
          expected: `W1[0, 0] = ${old}`,
          found: 'W1[0, 0] = 0.125',
        });
        machine.run(from, 0, machine.program.instructions.length);
        const end = mismatchOf(() => knowledge.record(from, all.spec));
        expect(end.iteration).toBe(from);
        expect(end.expected).toBe(`cost ${knowledge.scalars.value(from, 0)}`);
      }),
      { numRuns: 20 },
    );
  });

  it('of a branch is that of the run before, and from there on its own', () => {
    fc.assert(
      fc.property(anyIteration, fc.boolean(), (iteration, isAtEnd) => {
        const all = fixture();
        const { knowledge, machine } = all;
        run(all, { knowledge, from: 0, to: 40 });
        const before = recorded(knowledge);
        const instruction = isAtEnd ? machine.program.instructions.length : 0;
        const branch = knowledge.branch({ iteration, instruction });
        const ended = isAtEnd ? iteration + 1 : iteration;
        expect(branch.computedIterations).toBe(ended);
        expect(branch.furthest).toEqual({ iteration, instruction });
        expect([...branch.scalars.rows(0, ended)]).toEqual([...knowledge.scalars.rows(0, ended)]);
        expect(branch.keyframeIterations.every((at) => at <= iteration)).toBe(true);
        // The past is one: a replay of it is proven in the branch as in the run.
        const from = restore(all, branch, iteration);
        run(all, { knowledge: branch, from, to: ended });
        const change = (): void => void (machine.view('W1', ended).values[0] = 0.125);
        run(all, { knowledge: branch, from: ended, to: 40, change });
        expect(branch.computedIterations).toBe(40);
        expect(recorded(knowledge)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  it('has an event wherever passing on would miss something that it keeps', () => {
    fc.assert(
      fc.property(anyIteration, anyIteration, (one, other) => {
        const [iteration, target] = [Math.min(one, other), Math.max(one, other)];
        const all = fixture();
        run(all, { knowledge: all.knowledge, from: 0, to: iteration });
        const event = all.knowledge.nextEvent(iteration, target);
        expect(event).toBeLessThanOrEqual(target);
        if (iteration < target) expect(event).toBeGreaterThan(iteration);
      }),
    );
  });
});
