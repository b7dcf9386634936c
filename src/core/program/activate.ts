/** Activations in a program: A = g(Z) going forward, dZ from dA going backward. */
import { activations, type ElementwiseActivationKind } from '../activations/activation';
import type { ActivationKind } from '../../network/spec';
import { matrixShape, shapeText, type Shape } from '../tensor/shape';
import {
  cellName,
  cellRegion,
  columnRegion,
  numberText,
  range,
  type Cell,
  type CellReader,
  type Explanation,
} from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { Stage } from './stage';

export interface ActivateOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly activation: ActivationKind;
  /** Z, or what stands between it and the activation. */
  readonly input: string;
  /** (units, m), or (channels, height, width, m) of images. */
  readonly shape: Shape;
}

/** A = g(Z) with its gradient. */
export function activationStage(options: ActivateOptions): Stage {
  const { layer, shape } = options;
  return {
    layer,
    output: { name: `A${layer}`, shape },
    parameters: [],
    forward: [activateForward(options)],
    backward: [activateBackward(options)],
  };
}

/** A = g(Z), (units, m). */
function activateForward(options: ActivateOptions): Instruction {
  const { layer, activation, input: Z } = options;
  const A = `A${layer}`;
  const shape = shapeText(options.shape);
  const { rows: units, columns } = matrixShape(options.shape);
  return {
    name: A,
    phase: 'forward',
    layer,
    writes: [A],
    reads: [Z],
    formula: [`${activation}(`, tensor(Z), ')'],
    shapes: `${shape} = ${shape}, ${activation === 'softmax' ? 'column by column' : 'elementwise'}`,
    calls: (addressOf) => [
      activation === 'softmax'
        ? { kernel: 'softmax', operands: [addressOf(A), addressOf(Z), units, columns] }
        : {
            kernel: activations[activation].kernel,
            operands: [addressOf(A), addressOf(Z), units * columns],
          },
    ],
    explain: (cell, reader) =>
      activation === 'softmax'
        ? explainSoftmax(cell, { Z, units }, reader)
        : explainActivation(cell, { Z, activation }, reader),
  };
}

/** dZ = dA ⊙ g'(Z), (units, m); for softmax the whole column takes part. */
function activateBackward(options: ActivateOptions): Instruction {
  const { layer, activation, input: Z } = options;
  const [dZ, dA, A] = [`d${Z}`, `dA${layer}`, `A${layer}`];
  const shape = shapeText(options.shape);
  const { rows: units, columns } = matrixShape(options.shape);
  if (activation === 'softmax') {
    return {
      name: dZ,
      phase: 'backward',
      layer,
      writes: [dZ],
      reads: [dA, A],
      formula: [tensor(A), ' ⊙ (', tensor(dA), ' − Σᵢ ', tensor(dA), ' ⊙ ', tensor(A), ')'],
      shapes: `${shape} from ${shape}, column by column`,
      calls: (addressOf) => [
        {
          kernel: 'softmaxGradient',
          operands: [addressOf(dZ), addressOf(dA), addressOf(A), units, columns],
        },
      ],
      explain: ({ row, column }, reader) => ({
        formula: `${dZ}[${row}, ${column}] = Σₖ ${A}[${row}, ${column}] · (1 where k = ${row}, else 0, − ${A}[k, ${column}]) · ${dA}[k, ${column}]`,
        terms: range(units).map((k) => {
          const own = { tensor: A, row, column };
          const other = { tensor: A, row: k, column };
          const gradient = { tensor: dA, row: k, column };
          const slope = (k === row ? 1 : 0) - reader.value(other);
          return {
            label: `${cellName(own)} · (${k === row ? '1 ' : ''}− ${cellName(other)}) · ${cellName(gradient)}`,
            text: [reader.value(own), slope, reader.value(gradient)].map(numberText).join(' · '),
            value: reader.value(own) * slope * reader.value(gradient),
            sources: k === row ? [own, gradient] : [own, other, gradient],
          };
        }),
        regions: [columnRegion(dA, column, units), columnRegion(A, column, units)],
      }),
    };
  }
  const { derivative, slope, gradientKernel } = activations[activation];
  return {
    name: dZ,
    phase: 'backward',
    layer,
    writes: [dZ],
    reads: [dA, Z, A],
    formula: [tensor(dA), ` ⊙ ${activation}′(`, tensor(Z), ')'],
    shapes: `${shape} = ${shape} ⊙ ${shape}`,
    ...(activation === 'step'
      ? { note: 'The step function is flat: its derivative is 0, so nothing below it can learn.' }
      : {}),
    calls: (addressOf) => [
      {
        kernel: gradientKernel,
        operands: [addressOf(dZ), addressOf(dA), addressOf(Z), addressOf(A), units * columns],
      },
    ],
    explain: ({ row, column }, reader) => {
      const gradient = { tensor: dA, row, column };
      const input = { tensor: Z, row, column };
      const slopeHere = slope(
        reader.value(input),
        reader.value({ tensor: A, row, column }),
        reader.math,
      );
      return {
        formula: `${dZ}[${row}, ${column}] = ${dA}[${row}, ${column}] · ${activation}′(${Z}[${row}, ${column}]), ${activation}′ = ${derivative}`,
        terms: [
          {
            label: `${cellName(gradient)} · ${activation}′(${cellName(input)})`,
            text: `${numberText(reader.value(gradient))} · ${numberText(slopeHere)}`,
            value: reader.value(gradient) * slopeHere,
            sources: [gradient, input],
          },
        ],
        regions: [cellRegion(gradient), cellRegion(input)],
      };
    },
  };
}

function explainActivation(
  cell: Cell,
  { Z, activation }: { readonly Z: string; readonly activation: ElementwiseActivationKind },
  reader: CellReader,
): Explanation {
  const z = { ...cell, tensor: Z };
  return {
    formula: `${cellName(cell)} = ${activation}(${cellName(z)}), ${activations[activation].formula}`,
    terms: [
      {
        label: `${activation}(${cellName(z)})`,
        text: `${activation}(${numberText(reader.value(z))})`,
        value: reader.value(cell),
        sources: [z],
      },
    ],
    regions: [cellRegion(z)],
  };
}

/** One term, because softmax is a quotient: e^z over the sum of e^z of its column. */
function explainSoftmax(
  cell: Cell,
  { Z, units }: { readonly Z: string; readonly units: number },
  reader: CellReader,
): Explanation {
  const { row, column } = cell;
  const sources = range(units).map((k) => ({ tensor: Z, row: k, column }));
  const inputs = sources.map((source) => reader.value(source));
  const largest = inputs.reduce((most, z) => Math.max(most, z), -Infinity);
  const exponentials = inputs.map((z) => reader.math.exp(z - largest));
  const sum = exponentials.reduce((total, exponential) => total + exponential, 0);
  const formula = `e^${cellName({ tensor: Z, row, column })} / Σₖ e^${Z}[k, ${column}]`;
  return {
    formula: `${cellName(cell)} = ${formula}, the maximum of the column subtracted first`,
    terms: [
      {
        label: formula,
        text: `${numberText(exponentials[row] ?? NaN)} / ${numberText(sum)}`,
        value: (exponentials[row] ?? NaN) / sum,
        sources,
      },
    ],
    regions: [columnRegion(Z, column, units)],
  };
}
