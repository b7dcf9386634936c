/** Costs, and the gradients of the cross entropies. */
import { named, reads, wide, writes, type Call, type Filling, type KernelCase } from './kernelCase';

const loss = (target: Filling, ...logForm: readonly number[]): Call => ({
  operands: ({ rows, columns }) => [
    wide(writes(1)),
    reads(rows * columns, 'probability'),
    reads(rows * columns, target),
    rows,
    columns,
    ...logForm,
  ],
  tolerance: 64,
});

const crossEntropyGradient = (target: Filling): Call => ({
  operands: ({ rows: count }) => [
    writes(count),
    reads(count, 'probability'),
    reads(count, target),
    count,
    0.3,
  ],
  tolerance: 0,
});

export const lossCases: readonly KernelCase[] = [
  named('squaredError', loss('signed')),
  named('sumSquaredError', loss('signed')),
  named('meanSquaredError', loss('signed')),
  named('binaryCrossEntropy', loss('bit', 0)),
  named('binaryCrossEntropy', loss('bit', 1), 'with an offset'),
  named('binaryCrossEntropy', loss('bit', 2), 'clamped'),
  named('categoricalCrossEntropy', loss('bit', 0)),
  named('categoricalCrossEntropy', loss('bit', 1), 'with an offset'),
  named('categoricalCrossEntropy', loss('bit', 2), 'clamped'),
  named('binaryCrossEntropyGradient', crossEntropyGradient('bit')),
  named('binaryCrossEntropyGradient', crossEntropyGradient('probability'), 'of soft targets'),
  named('categoricalCrossEntropyGradient', crossEntropyGradient('bit')),
  named('categoricalCrossEntropyGradient', crossEntropyGradient('probability'), 'of soft targets'),
];
