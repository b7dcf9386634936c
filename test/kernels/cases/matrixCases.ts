/** Sums and products of whole tensors. */
import { named, reads, updates, wide, writes, type Call, type KernelCase } from './kernelCase';

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

export const matrixCases: readonly KernelCase[] = [
  named('multiply', multiply(0, 0)),
  named('multiply', multiply(1, 0), 'left transposed'),
  named('multiply', multiply(0, 1), 'right transposed'),
  named('multiply', multiply(1, 1), 'both transposed'),
  named('multiplyAddColumn', {
    operands: ({ rows, columns, inner }) => [
      writes(rows * columns),
      reads(rows * inner),
      reads(inner * columns),
      reads(rows),
      rows,
      columns,
      inner,
    ],
    tolerance: 0,
  }),
  named('addColumn', {
    operands: ({ rows, columns }) => [updates(rows * columns), reads(rows), rows, columns],
    tolerance: 0,
  }),
  named('sumRows', {
    operands: ({ rows, columns }) => [writes(rows), reads(rows * columns), rows, columns, 0.3],
    tolerance: 64,
  }),
  named('subtract', {
    operands: ({ rows: count }) => [writes(count), reads(count), reads(count), count, 0.3],
    tolerance: 0,
  }),
  named('multiplyElements', {
    operands: ({ rows: count }) => [writes(count), reads(count), reads(count), count, 0.3],
    tolerance: 0,
  }),
  named('scale', {
    operands: ({ rows: count }) => [writes(count), reads(count), count, 0.3],
    tolerance: 0,
  }),
  named('addScaled', {
    operands: ({ rows: count }) => [writes(count), reads(count), reads(count), 0.3, count],
    tolerance: 0,
  }),
  named('addSumOfSquares', {
    operands: ({ rows: count }) => [wide(writes(1)), wide(reads(1)), reads(count), 0.3, count],
    tolerance: 8,
  }),
  named(
    'addSumOfSquares',
    {
      operands: ({ rows: count }) => [wide(writes(1)), 0, reads(count), 0.3, count],
      tolerance: 8,
    },
    'from zero',
  ),
  named('norm', {
    operands: ({ rows: count }) => [wide(writes(1)), reads(count), count],
    tolerance: 8,
  }),
];
