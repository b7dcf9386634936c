/**
 * Batch normalization: every row is brought to mean 0 and variance 1 over the minibatch, then scaled and
 * shifted by γ and β (Ioffe and Szegedy, 2015).
 *
 * A row is a unit, or a channel of images with all of its pixels. The batch variance is biased (1/m). The
 * running averages, for evaluation, are kept in the update phase: running = keep · running + (1 − keep) ·
 * batch, with the variance unbiased in PyTorch's form.
 */
import type { BatchNormSpec } from '../../network/spec';
import { elementCount, shapeText, type Shape } from '../tensor/shape';
import {
  betaGradient,
  gammaGradient,
  normalizeBackward,
  scaleBackward,
} from './batchNormGradients';
import { cellName, cellRegion, numberText, productTerm, range } from './explanation';
import { tensor } from './formula';
import { rowCell, rowOf, rowsRegion } from './imageRows';
import type { Instruction } from './instruction';
import type { NamedShape, Stage } from './stage';

export interface BatchNormOptions {
  /** Counted from 1. */
  readonly layer: number;
  /** Z before the activation, or A behind it. */
  readonly input: NamedShape;
  readonly spec: BatchNormSpec;
  /** 1/m, or 1 where gradients are of the mean cost already. */
  readonly parameterScale: number;
}

/** Names and sizes that all instructions of one batch normalization share. */
export interface BatchNormNames {
  readonly layer: number;
  readonly input: string;
  readonly shape: Shape;
  /** Units, or channels. */
  readonly rows: number;
  /** m, or pixels · m. */
  readonly columns: number;
  readonly mean: string;
  readonly variance: string;
  readonly normalized: string;
  readonly gamma: string;
  readonly beta: string;
  readonly output: string;
  readonly spec: BatchNormSpec;
  readonly parameterScale: number;
}

/** Two stages: the normalization with its statistics, and the scale and shift with their parameters. */
export function batchNormStages(options: BatchNormOptions): readonly Stage[] {
  const names = nameTensors(options);
  const { layer, rows, shape, mean, variance, normalized, gamma, beta, output } = names;
  const perRow: Shape = [rows, 1];
  return [
    {
      layer,
      output: { name: normalized, shape },
      parameters: [],
      others: [
        { name: mean, shape: perRow, role: 'activation' },
        { name: variance, shape: perRow, role: 'activation' },
        { name: `runningMu${layer}`, shape: perRow, role: 'statistics' },
        { name: `runningVar${layer}`, shape: perRow, role: 'statistics' },
      ],
      forward: [meanInstruction(names), varianceInstruction(names), normalize(names)],
      backward: [normalizeBackward(names)],
      evaluation: [
        normalize({ ...names, mean: `runningMu${layer}`, variance: `runningVar${layer}` }),
      ],
      update: [
        running(names, { name: `runningMu${layer}`, source: mean, correction: 1 }),
        running(names, {
          name: `runningVar${layer}`,
          source: variance,
          correction: varianceCorrection(names),
        }),
      ],
    },
    {
      layer,
      output: { name: output, shape },
      parameters: [
        { name: gamma, shape: perRow },
        { name: beta, shape: perRow },
      ],
      forward: [scaleShift(names)],
      backward: [gammaGradient(names), betaGradient(names), scaleBackward(names)],
    },
  ];
}

function nameTensors({ layer, input, spec, parameterScale }: BatchNormOptions): BatchNormNames {
  const letter = input.name.startsWith('Z') ? 'Z' : 'A';
  const rows = input.shape[0] ?? 1;
  return {
    layer,
    input: input.name,
    shape: input.shape,
    rows,
    columns: elementCount(input.shape) / rows,
    mean: `mu${layer}`,
    variance: `var${layer}`,
    normalized: `${letter}hat${layer}`,
    gamma: `gamma${layer}`,
    beta: `beta${layer}`,
    output: `${letter}tilde${layer}`,
    spec,
    parameterScale,
  };
}

/** μ = 1/m Σ z, (rows, 1). */
function meanInstruction(names: BatchNormNames): Instruction {
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
function varianceInstruction(names: BatchNormNames): Instruction {
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

/** ẑ = (z − μ) / √(σ² + ε). */
function normalize(names: BatchNormNames): Instruction {
  const { layer, input, shape, rows, columns, mean, variance, normalized, spec } = names;
  const text = shapeText(shape);
  return {
    name: normalized,
    phase: 'forward',
    layer,
    writes: [normalized],
    reads: [input, mean, variance],
    formula: [
      '(',
      tensor(input),
      ' − ',
      tensor(mean),
      ') / √(',
      tensor(variance),
      ` + ${spec.epsilon})`,
    ],
    shapes: `${text} = ${text}, row by row`,
    calls: (addressOf) => [
      {
        kernel: 'normalizeRows',
        operands: [
          addressOf(normalized),
          addressOf(input),
          addressOf(mean),
          addressOf(variance),
          rows,
          columns,
          spec.epsilon,
        ],
      },
    ],
    explain: (cell, reader) => {
      const z = { ...cell, tensor: input };
      const row = rowOf(names, cell);
      const average = { tensor: mean, row, column: 0 };
      const spread = { tensor: variance, row, column: 0 };
      const deviation = Math.sqrt(reader.value(spread) + spec.epsilon);
      return {
        formula: `${cellName(cell)} = (${cellName(z)} − ${cellName(average)}) / √(${cellName(spread)} + ${spec.epsilon})`,
        terms: [
          {
            label: `${cellName(z)} / √(…)`,
            text: `${numberText(reader.value(z))} / ${numberText(deviation)}`,
            value: reader.value(z) / deviation,
            sources: [z, spread],
          },
          {
            label: `−${cellName(average)} / √(…)`,
            text: `−${numberText(reader.value(average))} / ${numberText(deviation)}`,
            value: -reader.value(average) / deviation,
            sources: [average, spread],
          },
        ],
        regions: [cellRegion(z), cellRegion(average), cellRegion(spread)],
      };
    },
  };
}

/** z̃ = γ ẑ + β. */
function scaleShift(names: BatchNormNames): Instruction {
  const { layer, shape, rows, columns, normalized, gamma, beta, output } = names;
  const text = shapeText(shape);
  return {
    name: output,
    phase: 'forward',
    layer,
    writes: [output],
    reads: [gamma, normalized, beta],
    formula: [tensor(gamma), ' ⊙ ', tensor(normalized), ' + ', tensor(beta)],
    shapes: `${text} = ${shapeText([rows, 1])} ⊙ ${text} + ${shapeText([rows, 1])}`,
    calls: (addressOf) => [
      {
        kernel: 'scaleShiftRows',
        operands: [
          addressOf(output),
          addressOf(normalized),
          addressOf(gamma),
          addressOf(beta),
          rows,
          columns,
        ],
      },
    ],
    explain: (cell, reader) => {
      const row = rowOf(names, cell);
      const scale = { tensor: gamma, row, column: 0 };
      const shift = { tensor: beta, row, column: 0 };
      const value = { ...cell, tensor: normalized };
      return {
        formula: `${cellName(cell)} = ${cellName(scale)} · ${cellName(value)} + ${cellName(shift)}`,
        terms: [productTerm([scale, value], reader), productTerm([shift], reader)],
        regions: [scale, value, shift].map(cellRegion),
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
function running(
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

function varianceCorrection({ spec, columns }: BatchNormNames): number {
  return spec.runningVariance === 'unbiased' && columns > 1 ? columns / (columns - 1) : 1;
}
