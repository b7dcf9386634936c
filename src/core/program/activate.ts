/** Activations in a program: A = g(Z) going forward, dZ from dA going backward. */
import { activations } from '../activations/activation';
import type { ActivationKind } from '../../network/spec';
import { shapeText } from '../tensor/shape';
import { cellRegion, columnRegion, numberText, productTerm } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';

export interface ActivateOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly activation: ActivationKind;
  readonly units: number;
  readonly columns: number;
}

/** A = g(Z), (units, m). */
export function activateForward({
  layer,
  activation,
  units,
  columns,
}: ActivateOptions): Instruction {
  const [A, Z] = [`A${layer}`, `Z${layer}`];
  const shape = shapeText([units, columns]);
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
    explain: ({ row, column }, reader) => {
      const z = { tensor: Z, row, column };
      const name = `${A}[${row}, ${column}]`;
      if (activation === 'softmax') {
        return {
          formula: `${name} = e^${Z}[${row}, ${column}] / Σₖ e^${Z}[k, ${column}], the maximum of the column subtracted first`,
          terms: [],
          regions: [columnRegion(Z, column, units)],
        };
      }
      const value = reader.value({ tensor: A, row, column });
      return {
        formula: `${name} = ${activation}(${Z}[${row}, ${column}]), ${activations[activation].formula}`,
        terms: [
          {
            label: `${activation}(${Z}[${row}, ${column}])`,
            text: `${activation}(${numberText(reader.value(z))})`,
            value,
            sources: [z],
          },
        ],
        regions: [cellRegion(z)],
      };
    },
  };
}

/** dZ = dA ⊙ g'(Z), (units, m); for softmax the whole column takes part. */
export function activateBackward(options: ActivateOptions): Instruction {
  const { layer, activation, units, columns } = options;
  const [dZ, dA, A, Z] = [`dZ${layer}`, `dA${layer}`, `A${layer}`, `Z${layer}`];
  const shape = shapeText([units, columns]);
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
      explain: ({ row, column }) => ({
        formula: `${dZ}[${row}, ${column}] = ${A}[${row}, ${column}] · (${dA}[${row}, ${column}] − Σᵢ ${dA}[i, ${column}] · ${A}[i, ${column}])`,
        terms: [],
        regions: [columnRegion(dA, column, units), columnRegion(A, column, units)],
      }),
    };
  }
  const { derivative, gradientKernel } = activations[activation];
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
      const term = productTerm([gradient], reader);
      const value = reader.value({ tensor: dZ, row, column });
      return {
        formula: `${dZ}[${row}, ${column}] = ${dA}[${row}, ${column}] · ${activation}′(${Z}[${row}, ${column}]), ${activation}′ = ${derivative}`,
        terms: [
          {
            label: `${dA}[${row}, ${column}] · ${activation}′(${Z}[${row}, ${column}])`,
            text: `${term.text} · ${activation}′(${numberText(reader.value(input))})`,
            value,
            sources: [gradient, input],
          },
        ],
        regions: [cellRegion(gradient), cellRegion(input)],
      };
    },
  };
}
