/** The cost J of a minibatch, and the gradient with which backpropagation begins. */
import type { ActivationKind, LossKind } from '../../network/spec';
import { losses } from '../losses/loss';
import { elementCount, matrixShape, shapeText } from '../tensor/shape';
import { cellRegion, numberText, productTerm, range } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { NamedShape } from './stage';

export interface CostOptions {
  readonly loss: LossKind;
  /** The last layer, counted from 1. */
  readonly layer: number;
  /** Of the last layer. */
  readonly activation: ActivationKind;
  /** What the activation reads: Z. */
  readonly input: NamedShape;
  /** What the activation writes, and the loss compares with Y. */
  readonly output: NamedShape;
}

/** J, a mean over the samples of the minibatch. */
export function costInstruction({ loss, output }: CostOptions): Instruction {
  const A = output.name;
  const shape = shapeText(output.shape);
  const { rows: units, columns } = matrixShape(output.shape);
  return {
    name: 'J',
    phase: 'loss',
    writes: ['J'],
    reads: [A, 'Y'],
    formula: [`${loss}(`, tensor(A), ', ', tensor('Y'), ')'],
    shapes: `(1, 1) from ${shape} and ${shape}`,
    calls: (addressOf) => [
      {
        kernel: losses[loss].kernel,
        operands: [addressOf('J'), addressOf(A), addressOf('Y'), units, columns],
      },
    ],
    explain: (_, reader) => ({
      formula: `J = ${losses[loss].formula}, over ${columns} samples`,
      terms: range(columns).map((column) => {
        const pairs = range(units).map((row) => [
          { tensor: A, row, column },
          { tensor: 'Y', row, column },
        ]);
        const sampleLoss = pairs
          .map((pair) => pair.map((cell) => reader.value(cell)))
          .reduce((sum, [a = NaN, y = NaN]) => sum + losses[loss].lossOf(a, y, reader.math), 0);
        return {
          label: `1/${columns} · loss of column ${column}`,
          text: `${numberText(1 / columns)} · ${numberText(sampleLoss)}`,
          value: sampleLoss / columns,
          sources: pairs.flat(),
        };
      }),
      regions: [
        { tensor: A, firstRow: 0, firstColumn: 0, rows: units, columns },
        { tensor: 'Y', firstRow: 0, firstColumn: 0, rows: units, columns },
      ],
    }),
  };
}

/**
 * How backpropagation begins: dA = A − Y, the gradient of ½ (a − y)² for each sample; or at once dZ = A − Y,
 * where the loss and the output activation are differentiated together, which replaces the last stage.
 */
export function outputGradient(options: CostOptions): {
  readonly instruction: Instruction;
  readonly replacesLastStage: boolean;
} {
  const { loss, activation, input, output } = options;
  if (losses[loss].fusedWith !== activation) {
    return { instruction: difference(`d${output.name}`, options), replacesLastStage: false };
  }
  return {
    instruction: {
      ...difference(`d${input.name}`, options),
      note: `${loss} and ${activation} are differentiated together, which leaves A − Y.`,
    },
    replacesLastStage: true,
  };
}

function difference(name: string, { layer, output }: CostOptions): Instruction {
  const A = output.name;
  const shape = shapeText(output.shape);
  return {
    name,
    phase: 'backward',
    layer,
    writes: [name],
    reads: [A, 'Y'],
    formula: [tensor(A), ' − ', tensor('Y')],
    shapes: `${shape} = ${shape} − ${shape}`,
    calls: (addressOf) => [
      {
        kernel: 'subtract',
        operands: [addressOf(name), addressOf(A), addressOf('Y'), elementCount(output.shape)],
      },
    ],
    explain: ({ row, column }, reader) => {
      const prediction = { tensor: A, row, column };
      const target = { tensor: 'Y', row, column };
      const subtracted = productTerm([target], reader, -1);
      return {
        formula: `${name}[${row}, ${column}] = ${A}[${row}, ${column}] − Y[${row}, ${column}]`,
        terms: [
          productTerm([prediction], reader),
          { ...subtracted, label: `−${subtracted.label}`, text: `−(${subtracted.text})` },
        ],
        regions: [cellRegion(prediction), cellRegion(target)],
      };
    },
  };
}
