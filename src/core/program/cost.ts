/** The cost J of a minibatch: the loss of its samples, and what weight decay adds to it. */
import type { LogForm, LossKind, WeightDecaySpec } from '../../network/spec';
import type { KernelCall } from '../kernels/kernelCall';
import { losses } from '../losses/loss';
import { elementCount, matrixShape, shapeText } from '../tensor/shape';
import { numberText, range, type CellReader, type ExplanationTerm } from './explanation';
import { tensor } from './formula';
import type { AddressOf, Instruction } from './instruction';
import type { NamedShape } from './stage';

export interface CostOptions {
  readonly loss: LossKind;
  readonly logForm: LogForm;
  /** What the last layer gives, to be compared with Y. */
  readonly output: NamedShape;
  /** The weights whose squares the cost counts, each with this factor. */
  readonly decayed: readonly NamedShape[];
  readonly decayFactor: number;
}

/** λ/2m or λ/2, by which Σ W² enters the cost; 0 where weight decay is not in the cost. */
export function costDecayFactor(decay: WeightDecaySpec | undefined, samples: number): number {
  if (decay === undefined || decay.form === 'pytorch') return 0;
  return decay.form === 'course' ? decay.lambda / (2 * samples) : decay.lambda / 2;
}

export function costInstruction(options: CostOptions): Instruction {
  const { loss, output, decayed, decayFactor } = options;
  const A = output.name;
  const shape = shapeText(output.shape);
  const { rows: units, columns } = matrixShape(output.shape);
  const { formula, isSum } = losses[loss];
  return {
    name: 'J',
    phase: 'loss',
    writes: ['J'],
    reads: [A, 'Y', ...decayed.map(({ name }) => name)],
    formula: [
      `${loss}(`,
      tensor(A),
      ', ',
      tensor('Y'),
      ')',
      ...decayed.flatMap(({ name }) => [` + ${numberText(decayFactor)} · Σ `, tensor(name), '²']),
    ],
    shapes: `(1, 1) from ${shape} and ${shape}`,
    calls: (addressOf) => [
      lossCall(options, addressOf),
      ...decayed.map(({ name, shape: weights }): KernelCall => ({
        kernel: 'addSumOfSquares',
        operands: [
          addressOf('J'),
          addressOf('J'),
          addressOf(name),
          decayFactor,
          elementCount(weights),
        ],
      })),
    ],
    explain: (_, reader) => ({
      formula: `J = ${formula}, over ${columns} samples`,
      terms: [
        ...range(columns).map((column) =>
          sampleTerm(options, { units, column, share: isSum === true ? 1 : 1 / columns }, reader),
        ),
        ...decayed.map((weights) => decayTerm(weights, decayFactor, reader)),
      ],
      regions: [
        { tensor: A, firstRow: 0, firstColumn: 0, rows: units, columns },
        { tensor: 'Y', firstRow: 0, firstColumn: 0, rows: units, columns },
      ],
    }),
  };
}

/** How the kernels number them. */
export const logForms: Readonly<Record<LogForm, number>> = { plain: 0, offset: 1, clamped: 2 };

function lossCall({ loss, logForm, output }: CostOptions, addressOf: AddressOf): KernelCall {
  const { rows, columns } = matrixShape(output.shape);
  const operands: [number, number, number, number, number] = [
    addressOf('J'),
    addressOf(output.name),
    addressOf('Y'),
    rows,
    columns,
  ];
  const { kernel } = losses[loss];
  return kernel === 'binaryCrossEntropy' || kernel === 'categoricalCrossEntropy'
    ? { kernel, operands: [...operands, logForms[logForm]] }
    : { kernel, operands };
}

interface SamplePlace {
  readonly units: number;
  readonly column: number;
  /** 1/m, or 1 where the cost is a sum. */
  readonly share: number;
}

function sampleTerm(
  { loss, logForm, output }: CostOptions,
  { units, column, share }: SamplePlace,
  reader: CellReader,
): ExplanationTerm {
  const pairs = range(units).map((row) => [
    { tensor: output.name, row, column },
    { tensor: 'Y', row, column },
  ]);
  const math = logForm === 'plain' ? reader.math : { ...reader.math, log: logOf(logForm, reader) };
  const sampleLoss = pairs
    .map((pair) => pair.map((cell) => reader.value(cell)))
    .reduce((sum, [a = NaN, y = NaN]) => sum + losses[loss].lossOf(a, y, math), 0);
  const factor = share === 1 ? '' : `${numberText(share)} · `;
  return {
    label: `${factor}loss of column ${column}`,
    text: `${factor}${numberText(sampleLoss)}`,
    value: sampleLoss * share,
    sources: pairs.flat(),
  };
}

function logOf(form: LogForm, { math }: CellReader): (x: number) => number {
  return form === 'offset' ? (x) => math.log(x + 1e-7) : (x) => Math.max(-100, math.log(x));
}

function decayTerm(
  { name, shape }: NamedShape,
  factor: number,
  reader: CellReader,
): ExplanationTerm {
  const { rows, columns } = matrixShape(shape);
  const squares = range(rows * columns).reduce((sum, index) => {
    const cell = { tensor: name, row: Math.floor(index / columns), column: index % columns };
    const value = reader.value(cell);
    return sum + value * value;
  }, 0);
  return {
    label: `${numberText(factor)} · Σ ${name}²`,
    text: `${numberText(factor)} · ${numberText(squares)}`,
    value: factor * squares,
    sources: [],
  };
}
