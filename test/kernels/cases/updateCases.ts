/** Optimizers, schedules and clipping. */
import {
  control,
  named,
  reads,
  updates,
  wide,
  writes,
  type Call,
  type KernelCase,
} from './kernelCase';

const rate = wide(reads(1, 'positive'));

const adam: Call = {
  operands: ({ rows: count }) => [
    updates(count),
    reads(count),
    reads(count, 'positive'),
    wide(reads(2, 'probability')),
    rate,
    // So large that no quotient magnifies the rounding of the root.
    0.1,
    count,
  ],
  tolerance: 16,
};

const schedule = (kind: number, tolerance: number): Call => ({
  operands: () => [wide(writes(1)), control, kind, 0.3, 7, 0.9, 3, 400],
  tolerance,
});

const average: Call = {
  operands: ({ rows: count }) => [updates(count), reads(count), 0.9, 0.7, count],
  tolerance: 0,
};

const lookingAhead: Call = {
  operands: ({ rows: count }) => [updates(count), reads(count), reads(count), rate, 0.9, count],
  tolerance: 0,
};

export const updateCases: readonly KernelCase[] = [
  named('schedule', schedule(0, 0), 'constant'),
  named('schedule', schedule(1, 0), 'inverse time'),
  named('schedule', schedule(2, 8), 'step'),
  named('schedule', schedule(3, 8), 'cosine'),
  named('descend', {
    operands: ({ rows: count }) => [updates(count), reads(count), rate, count],
    tolerance: 0,
  }),
  named('blend', average),
  named('blendSquare', average),
  named('velocity', {
    operands: ({ rows: count }) => [updates(count), reads(count), rate, 0.9, count],
    tolerance: 0,
  }),
  named('nesterovDescend', lookingAhead),
  named('rootDescend', {
    operands: ({ rows: count }) => [
      updates(count),
      reads(count),
      reads(count, 'positive'),
      rate,
      0.1,
      count,
    ],
    tolerance: 8,
  }),
  named('multiplyPowers', {
    operands: () => [wide(updates(2, 'probability')), 0.9, 0.999],
    tolerance: 0,
  }),
  named('adamDescend', adam),
  named('adamDescendBook', adam),
  named('adamStep', {
    operands: ({ rows: count }) => [
      updates(count),
      updates(count),
      updates(count, 'positive'),
      reads(count),
      wide(reads(2, 'probability')),
      rate,
      0.9,
      0.1,
      0.999,
      0.001,
      0.1,
      count,
    ],
    tolerance: 8,
  }),
  named('clipNorm', {
    operands: ({ rows: count }) => [
      writes(count),
      reads(count),
      wide(reads(1, 'positive')),
      0.4,
      count,
    ],
    tolerance: 0,
  }),
  named('clipValue', {
    operands: ({ rows: count }) => [writes(count), reads(count), 0.3, count],
    tolerance: 0,
  }),
];
