/**
 * A dense layer: Z = W · A + b, and what backpropagation makes of it.
 *
 * Samples are columns. The 1/m of the mean cost stands in dW and db only; dZ and dA are per sample, as in
 * Andrew Ng's courses.
 */
import { shapeText } from '../tensor/shape';
import {
  cellRegion,
  columnRegion,
  numberText,
  productTerm,
  range,
  rowRegion,
  type Cell,
  meanText,
} from './explanation';
import { tensor, transposed } from './formula';
import type { Instruction } from './instruction';
import type { Stage } from './stage';

export interface DenseOptions {
  /** Counted from 1. */
  readonly layer: number;
  /** Name of the layer's input: `X`, or the activation of the layer before. */
  readonly input: string;
  readonly inputs: number;
  readonly units: number;
  /** m, the samples of the minibatch. */
  readonly columns: number;
  /** 1/m, or 1 where gradients are of the mean cost already. */
  readonly parameterScale: number;
}

/** Z = W · A + b with its gradients; the data has no gradient, so the first layer hands none down. */
export function denseStage(options: DenseOptions): Stage {
  const { layer, input, inputs, units, columns } = options;
  return {
    layer,
    output: { name: `Z${layer}`, shape: [units, columns] },
    parameters: [
      { name: `W${layer}`, shape: [units, inputs] },
      { name: `b${layer}`, shape: [units, 1] },
    ],
    forward: [denseForward(options)],
    backward: [
      denseWeightGradient(options),
      denseBiasGradient(options),
      ...(input === 'X' ? [] : [denseInputGradient(options)]),
    ],
  };
}

/** Z = W · A + b: (units, m) = (units, inputs) · (inputs, m) + (units, 1), b spread over the columns. */
function denseForward({ layer, input, inputs, units, columns }: DenseOptions): Instruction {
  const [Z, W, b] = [`Z${layer}`, `W${layer}`, `b${layer}`];
  return {
    name: Z,
    phase: 'forward',
    layer,
    writes: [Z],
    reads: [W, input, b],
    formula: [tensor(W), ' · ', tensor(input), ' + ', tensor(b)],
    shapes: `${shapeText([units, columns])} = ${shapeText([units, inputs])} · ${shapeText([inputs, columns])} + ${shapeText([units, 1])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiplyAddColumn',
        operands: [
          addressOf(Z),
          addressOf(W),
          addressOf(input),
          addressOf(b),
          units,
          columns,
          inputs,
        ],
      },
    ],
    explain: ({ row, column }, reader) => ({
      formula: `${Z}[${row}, ${column}] = Σₖ ${W}[${row}, k] · ${input}[k, ${column}] + ${b}[${row}]`,
      terms: [
        ...range(inputs).map((k) =>
          productTerm(
            [
              { tensor: W, row, column: k },
              { tensor: input, row: k, column },
            ],
            reader,
          ),
        ),
        productTerm([{ tensor: b, row, column: 0 }], reader),
      ],
      regions: [
        rowRegion(W, row, inputs),
        columnRegion(input, column, inputs),
        cellRegion({ tensor: b, row, column: 0 }),
      ],
    }),
  };
}

/** dW = 1/m · dZ · Aᵀ: (units, inputs) = (units, m) · (m, inputs). */
function denseWeightGradient(options: DenseOptions): Instruction {
  const { layer, input, inputs, units, columns, parameterScale } = options;
  const mean = meanText(parameterScale);
  const average = mean === '' ? '' : `1/${columns} `;
  const [dW, dZ] = [`dW${layer}`, `dZ${layer}`];
  return {
    name: dW,
    phase: 'backward',
    layer,
    writes: [dW],
    reads: [dZ, input],
    formula: [...(mean === '' ? [] : [mean]), tensor(dZ), ' · ', transposed(input)],
    shapes: `${shapeText([units, inputs])} = ${shapeText([units, columns])} · ${shapeText([columns, inputs])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiply',
        operands: [
          addressOf(dW),
          addressOf(dZ),
          addressOf(input),
          units,
          inputs,
          columns,
          0,
          1,
          parameterScale,
        ],
      },
    ],
    explain: ({ row, column }, reader) => ({
      formula: `${dW}[${row}, ${column}] = ${average}Σⱼ ${dZ}[${row}, j] · ${input}[${column}, j]`,
      terms: range(columns).map((j) =>
        scaled(
          [
            { tensor: dZ, row, column: j },
            { tensor: input, row: column, column: j },
          ],
          reader,
          parameterScale,
        ),
      ),
      regions: [rowRegion(dZ, row, columns), rowRegion(input, column, columns)],
    }),
  };
}

/** db = 1/m · Σ dZ over the samples: (units, 1) from (units, m). */
function denseBiasGradient(options: DenseOptions): Instruction {
  const { layer, units, columns, parameterScale } = options;
  const mean = meanText(parameterScale);
  const average = mean === '' ? '' : `1/${columns} `;
  const [db, dZ] = [`db${layer}`, `dZ${layer}`];
  return {
    name: db,
    phase: 'backward',
    layer,
    writes: [db],
    reads: [dZ],
    formula: [`${mean}Σⱼ `, tensor(dZ)],
    shapes: `${shapeText([units, 1])} = sum of the columns of ${shapeText([units, columns])}`,
    calls: (addressOf) => [
      {
        kernel: 'sumRows',
        operands: [addressOf(db), addressOf(dZ), units, columns, parameterScale],
      },
    ],
    explain: ({ row }, reader) => ({
      formula: `${db}[${row}] = ${average}Σⱼ ${dZ}[${row}, j]`,
      terms: range(columns).map((j) =>
        scaled([{ tensor: dZ, row, column: j }], reader, parameterScale),
      ),
      regions: [rowRegion(dZ, row, columns)],
    }),
  };
}

/** dA of the layer before = Wᵀ · dZ: (inputs, m) = (inputs, units) · (units, m). */
function denseInputGradient(options: DenseOptions): Instruction {
  const { layer, input, inputs, units, columns } = options;
  const [dA, W, dZ] = [`d${input}`, `W${layer}`, `dZ${layer}`];
  return {
    name: dA,
    phase: 'backward',
    layer,
    writes: [dA],
    reads: [W, dZ],
    formula: [transposed(W), ' · ', tensor(dZ)],
    shapes: `${shapeText([inputs, columns])} = ${shapeText([inputs, units])} · ${shapeText([units, columns])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiply',
        operands: [addressOf(dA), addressOf(W), addressOf(dZ), inputs, columns, units, 1, 0, 1],
      },
    ],
    explain: ({ row, column }, reader) => ({
      formula: `${dA}[${row}, ${column}] = Σₖ ${W}[k, ${row}] · ${dZ}[k, ${column}]`,
      terms: range(units).map((k) =>
        productTerm(
          [
            { tensor: W, row: k, column: row },
            { tensor: dZ, row: k, column },
          ],
          reader,
        ),
      ),
      regions: [columnRegion(W, row, units), columnRegion(dZ, column, units)],
    }),
  };
}

function scaled(
  cells: readonly Cell[],
  reader: Parameters<typeof productTerm>[1],
  scale: number,
): ReturnType<typeof productTerm> {
  const term = productTerm(cells, reader, scale);
  return scale === 1 ? term : { ...term, text: `${numberText(scale)} · ${term.text}` };
}
