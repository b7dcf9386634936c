/** The statistics of a batch normalization: mean and variance of the minibatch, and their running averages. */
import { shapeText } from '../tensor/shape';
import type { BatchNormNames } from './batchNormNames';
import { cellName, cellRegion, numberText, productTerm, range } from './explanation';
import { tensor } from './formula';
import { rowCell, rowsRegion } from './imageRows';
import type { Instruction } from './instruction';

/** μ = 1/m Σ z, (rows, 1). */
export function meanInstruction(names: BatchNormNames): Instruction {
  const { layer, input, shape, rows, columns, mean } = names;
  return {
    name: mean,
    phase: 'forward',
    layer,
    writes: [mean],
    reads: [input],
    formula: ['1/m · Σⱼ ', tensor(input)],
    shapes: `${shapeText([rows, 1])} = mean of each row of ${shapeText(shape)}`,
    note: 'The bias b before it is taken out again by the mean, so its gradient is 0 but for rounding.',
    calls: (addressOf) => [
      {
        kernel: 'sumRows',
        operands: [addressOf(mean), addressOf(input), rows, columns, 1 / columns],
      },
    ],
    explain: ({ row }, reader) => ({
      formula: `${mean}[${row}] = 1/${columns} Σⱼ ${input}[${row}, j]`,
      terms: range(columns).map((column) =>
        productTerm([rowCell(names, input, { row, column })], reader, 1 / columns),
      ),
      regions: [rowsRegion(names, input, row)],
    }),
  };
}

/** σ² = 1/m Σ (z − μ)², (rows, 1). */
export function varianceInstruction(names: BatchNormNames): Instruction {
  const { layer, input, shape, rows, columns, mean, variance } = names;
  return {
    name: variance,
    phase: 'forward',
    layer,
    writes: [variance],
    reads: [input, mean],
    formula: ['1/m · Σⱼ (', tensor(input), ' − ', tensor(mean), ')²'],
    shapes: `${shapeText([rows, 1])} = variance of each row of ${shapeText(shape)}`,
    calls: (addressOf) => [
      {
        kernel: 'rowVariances',
        operands: [addressOf(variance), addressOf(input), addressOf(mean), rows, columns],
      },
    ],
    explain: ({ row }, reader) => {
      const average = { tensor: mean, row, column: 0 };
      return {
        formula: `${variance}[${row}] = 1/${columns} Σⱼ (${input}[${row}, j] − ${mean}[${row}])²`,
        terms: range(columns).map((column) => {
          const cell = rowCell(names, input, { row, column });
          const deviation = reader.value(cell) - reader.value(average);
          return {
            label: `(${cellName(cell)} − ${cellName(average)})²`,
            text: `1/${columns} · ${numberText(deviation)}²`,
            value: (deviation * deviation) / columns,
            sources: [cell, average],
          };
        }),
        regions: [rowsRegion(names, input, row)],
      };
    },
  };
}

interface RunningOptions {
  readonly name: string;
  /** The statistic of this minibatch. */
  readonly source: string;
  /** m / (m − 1) for an unbiased variance. */
  readonly correction: number;
}

/** running = keep · running + (1 − keep) · batch, (rows, 1). */
export function running(
  { layer, rows, spec }: BatchNormNames,
  { name, source, correction }: RunningOptions,
): Instruction {
  const weight = (1 - spec.keep) * correction;
  return {
    name,
    phase: 'update',
    layer,
    writes: [name],
    reads: [name, source],
    formula: [`${spec.keep} · `, tensor(name), ` + ${numberText(weight)} · `, tensor(source)],
    shapes: `${shapeText([rows, 1])}, elementwise`,
    note: 'Evaluation uses this average instead of the minibatch.',
    calls: (addressOf) => [
      {
        kernel: 'blend',
        operands: [addressOf(name), addressOf(source), spec.keep, weight, rows],
      },
    ],
    explain: (cell, reader) => {
      const batch = { ...cell, tensor: source };
      const before = reader.valueBefore(cell);
      return {
        formula: `${cellName(cell)} = ${spec.keep} · its value before + ${numberText(weight)} · ${cellName(batch)}`,
        terms: [
          {
            label: `${spec.keep} · ${cellName(cell)} before`,
            text: `${spec.keep} · ${numberText(before)}`,
            value: spec.keep * before,
            sources: [],
          },
          productTerm([batch], reader, weight),
        ],
        regions: [cellRegion(batch)],
      };
    },
  };
}

/** 1 but for an unbiased running variance: m / (m − 1). */
export function varianceCorrection({ spec, columns }: BatchNormNames): number {
  return spec.runningVariance === 'unbiased' && columns > 1 ? columns / (columns - 1) : 1;
}
