/**
 * How to call each kernel on a random problem of a given size, and how near its twin it must come.
 */
import type { KernelName } from '../../src/core/kernels/kernelCall';

export interface ProblemSize {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/** A region of numbers, or a number that is passed as it is. */
export type Operand = Region | number;

export interface Region {
  readonly count: number;
  /** What the numbers are before the call. */
  readonly filledWith: Filling;
  readonly isWritten: boolean;
  /** Float64 whatever the precision. */
  readonly isWide?: true;
}

export type Filling = 'signed' | 'positive' | 'probability' | 'bit' | 'garbage';

export interface KernelCase {
  readonly name: string;
  readonly kernel: KernelName;
  readonly operands: (size: ProblemSize) => readonly Operand[];
  /** Largest distance from the twin, in units of the last place of the larger of 1 and the twin's number. */
  readonly tolerance: number;
}

type Call = Omit<KernelCase, 'name' | 'kernel'>;

const reads = (count: number, filledWith: Filling = 'signed'): Region => ({
  count,
  filledWith,
  isWritten: false,
});
const writes = (count: number): Region => ({ count, filledWith: 'garbage', isWritten: true });
const updates = (count: number, filledWith: Filling = 'signed'): Region => ({
  count,
  filledWith,
  isWritten: true,
});

const wide = (region: Region): Region => ({ ...region, isWide: true });

const activation = (tolerance: number): Call => ({
  operands: ({ rows, columns }) => [writes(rows * columns), reads(rows * columns), rows * columns],
  tolerance,
});

const activationGradient: Call = {
  operands: ({ rows, columns }) => [
    writes(rows * columns),
    reads(rows * columns),
    reads(rows * columns),
    reads(rows * columns),
    rows * columns,
  ],
  tolerance: 0,
};

const loss = (target: Filling, tolerance: number): Call => ({
  operands: ({ rows, columns }) => [
    wide(writes(1)),
    reads(rows * columns, 'probability'),
    reads(rows * columns, target),
    rows,
    columns,
  ],
  tolerance,
});

const multiply = (transposeLeft: number, transposeRight: number): Call => ({
  operands: ({ rows, columns, inner }) => [
    writes(rows * columns),
    reads(rows * inner),
    reads(inner * columns),
    rows,
    columns,
    inner,
    transposeLeft,
    transposeRight,
    0.3,
  ],
  tolerance: 0,
});

/** All kernels but gatherBatch, which has a test of its own. */
export const kernelCases: readonly KernelCase[] = [
  { name: 'multiply', kernel: 'multiply', ...multiply(0, 0) },
  { name: 'multiply, left transposed', kernel: 'multiply', ...multiply(1, 0) },
  { name: 'multiply, right transposed', kernel: 'multiply', ...multiply(0, 1) },
  { name: 'multiply, both transposed', kernel: 'multiply', ...multiply(1, 1) },
  named('addColumn', {
    operands: ({ rows, columns }) => [updates(rows * columns), reads(rows), rows, columns],
    tolerance: 0,
  }),
  named('sumRows', {
    operands: ({ rows, columns }) => [writes(rows), reads(rows * columns), rows, columns, 0.3],
    tolerance: 64,
  }),
  named('subtract', {
    operands: ({ rows: count }) => [writes(count), reads(count), reads(count), count],
    tolerance: 0,
  }),
  named('identity', activation(0)),
  named('step', activation(0)),
  named('sigmoid', activation(2.5)),
  named('tanh', activation(1.5)),
  named('relu', activation(0)),
  named('leakyRelu', activation(0)),
  named('softmax', {
    operands: ({ rows, columns }) => [writes(rows * columns), reads(rows * columns), rows, columns],
    tolerance: 4,
  }),
  named('identityGradient', activationGradient),
  named('stepGradient', activationGradient),
  named('sigmoidGradient', activationGradient),
  named('tanhGradient', activationGradient),
  named('reluGradient', activationGradient),
  named('leakyReluGradient', activationGradient),
  named('softmaxGradient', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows * columns, 'probability'),
      rows,
      columns,
    ],
    tolerance: 0,
  }),
  named('squaredError', loss('signed', 64)),
  named('binaryCrossEntropy', loss('bit', 64)),
  named('categoricalCrossEntropy', loss('bit', 64)),
  named('descend', {
    operands: ({ rows: count }) => [
      updates(count),
      reads(count),
      wide(reads(1, 'positive')),
      count,
    ],
    tolerance: 0,
  }),
  named('averageGradient', {
    operands: ({ rows: count }) => [updates(count), reads(count), 0.9, count],
    tolerance: 0,
  }),
  named('averageSquare', {
    operands: ({ rows: count }) => [updates(count, 'positive'), reads(count), 0.999, count],
    tolerance: 0,
  }),
  named('multiplyPowers', {
    operands: () => [wide(updates(2, 'probability')), 0.9, 0.999],
    tolerance: 0,
  }),
  named('adamDescend', {
    operands: ({ rows: count }) => [
      updates(count),
      reads(count),
      reads(count, 'positive'),
      wide(reads(2, 'probability')),
      wide(reads(1, 'positive')),
      1e-8,
      count,
    ],
    tolerance: 16,
  }),
  named('norm', {
    operands: ({ rows: count }) => [wide(writes(1)), reads(count), count],
    tolerance: 8,
  }),
];

function named(kernel: KernelName, call: Call): KernelCase {
  return { name: kernel, kernel, ...call };
}
