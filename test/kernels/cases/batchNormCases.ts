/** Batch normalization. */
import { named, reads, writes, type KernelCase } from './kernelCase';

export const batchNormCases: readonly KernelCase[] = [
  named('rowVariances', {
    operands: ({ rows, columns }) => [
      writes(rows),
      reads(rows * columns),
      reads(rows),
      rows,
      columns,
    ],
    tolerance: 8,
  }),
  named('normalizeRows', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows),
      reads(rows, 'positive'),
      rows,
      columns,
      1e-5,
    ],
    tolerance: 0,
  }),
  named('scaleShiftRows', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows),
      reads(rows),
      rows,
      columns,
    ],
    tolerance: 0,
  }),
  named('scaleRows', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows),
      rows,
      columns,
    ],
    tolerance: 0,
  }),
  named('rowDots', {
    operands: ({ rows, columns }) => [
      writes(rows),
      reads(rows * columns),
      reads(rows * columns),
      rows,
      columns,
      0.3,
    ],
    tolerance: 8,
  }),
  named('normalizeRowsGradient', {
    operands: ({ rows, columns }) => [
      writes(rows * columns),
      reads(rows * columns),
      reads(rows * columns),
      reads(rows, 'positive'),
      rows,
      columns,
      // So large that no quotient magnifies the rounding of its numerator.
      0.1,
    ],
    tolerance: 16,
  }),
];
