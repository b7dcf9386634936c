import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../../src/core';
import { SplitLog } from '../../../src/core/timeline/splitLog';

const samples = Uint32Array.of(7, 9);

/** Of two classes, different for each number. */
function evaluation(number: number): Evaluation {
  const confusion = Uint32Array.of(number % 8, 7 - (number % 8), 9 - (number % 10), number % 10);
  const right = Uint32Array.of(confusion[0]!, confusion[3]!);
  const accuracy = (right[0]! + right[1]!) / 16;
  return { cost: 1 / (1 + number), accuracy, classes: { samples, right, confusion } };
}

/** Evaluations after the iterations 4, 9, 14, … */
function logOf(count: number, mostCountBytes?: number): SplitLog {
  const log = new SplitLog(mostCountBytes);
  for (let number = 0; number < count; number++) log.append(5 * number + 4, evaluation(number));
  return log;
}

const rows = (log: SplitLog) => Array.from({ length: log.count }, (_, row) => log.evaluation(row));

describe('a log of evaluations', () => {
  it('gives back what was put in', () => {
    const log = logOf(300);
    expect(rows(log)).toEqual(Array.from({ length: 300 }, (_, number) => evaluation(number)));
    expect([log.iteration(299), log.cost(299), log.measure(299)]).toEqual([
      1499,
      evaluation(299).cost,
      evaluation(299).accuracy,
    ]);
  });

  it.each<[string, Evaluation]>([
    ['quantities', { cost: 2, meanAbsoluteError: 0.5 }],
    ['several sigmoids', { cost: NaN, accuracy: 0.25 }],
    ['many classes', { cost: 1, accuracy: 0.5, classes: { samples, right: Uint32Array.of(1, 7) } }],
  ])('gives back evaluations of %s', (_, found) => {
    const log = new SplitLog();
    for (const iteration of [0, 1, 2]) log.append(iteration, found);
    expect(rows(log)).toEqual([found, found, found]);
  });

  it('knows how many there are before an iteration', () => {
    const log = logOf(20);
    for (let iteration = 0; iteration < 110; iteration++) {
      expect(log.before(iteration)).toBe(Math.min(20, Math.floor(iteration / 5)));
    }
    expect([log.before(Infinity), new SplitLog().before(7)]).toEqual([20, 0]);
  });

  it('keeps the counts of every second, fourth … and the last when there is no room for more', () => {
    const room = 10 * 16;
    for (let count = 1; count < 200; count++) {
      const log = logOf(count, room);
      const counted = rows(log).flatMap(({ classes }, row) => (classes === undefined ? [] : [row]));
      const stride = counted[1] ?? 1;
      const expected = new Set([count - 1]);
      for (let row = 0; row < count; row += stride) expected.add(row);
      expect(new Set(counted)).toEqual(expected);
      expect(counted.length).toBeLessThanOrEqual(11);
      expect(counted.length).toBeGreaterThanOrEqual(Math.min(count, 5));
      rows(log).forEach((found, row) => {
        const { classes, ...numbers } = evaluation(row);
        expect(found).toEqual(found.classes === undefined ? numbers : { ...numbers, classes });
      });
    }
  });

  it('has branches that go on by themselves', () => {
    const room = 10 * 16;
    const log = logOf(38, room);
    const before = rows(log);
    const branch = log.branch(33);
    expect(rows(branch)).toEqual(before.slice(0, 33));
    branch.append(1000, evaluation(77));
    log.append(194, evaluation(38));
    expect(branch.evaluation(33)).toEqual(evaluation(77));
    expect(rows(log).slice(0, 37)).toEqual(before.slice(0, 37));
    expect(log.branch(0).count).toBe(0);
  });

  it('takes over evaluations that came without counts, and no others', () => {
    const log = logOf(2);
    const { classes, ...withoutClasses } = evaluation(2);
    expect(log.fits(withoutClasses)).toBe(true);
    log.append(14, withoutClasses);
    log.append(19, evaluation(3));
    expect(rows(log)).toEqual([evaluation(0), evaluation(1), withoutClasses, evaluation(3)]);
    const other = { ...classes!, samples: Uint32Array.of(7, 9, 1) };
    expect(log.fits({ ...withoutClasses, classes: other })).toBe(false);
    expect(log.fits({ cost: 1, meanAbsoluteError: 2 })).toBe(false);
  });
});
