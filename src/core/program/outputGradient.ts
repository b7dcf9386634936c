/** Where backpropagation begins: the gradient of the cost by what the last layer gives, or by its Z at once. */
import type { ActivationKind, LossKind } from '../../network/spec';
import { losses } from '../losses/loss';
import { elementCount, shapeText } from '../tensor/shape';
import { cellName, cellRegion, numberText, productTerm } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { NamedShape } from './stage';

export interface OutputGradientOptions {
  readonly loss: LossKind;
  /** Whether the loss and the output activation are differentiated together where they can be. */
  readonly fused: boolean;
  /** The last layer, counted from 1. */
  readonly layer: number;
  /** Of the last layer. */
  readonly activation: ActivationKind;
  /** What the activation reads: Z. */
  readonly input: NamedShape;
  /** What the loss compares with Y. */
  readonly output: NamedShape;
  /** 1, or 1/m where gradients are of the mean cost from the start. */
  readonly scale: number;
}

export interface OutputGradient {
  readonly instruction: Instruction;
  /** The gradient of Z is known at once, so the activation has no step of its own. */
  readonly replacesLastStage: boolean;
}

export function outputGradient(options: OutputGradientOptions): OutputGradient {
  const { loss, fused, activation, input, output } = options;
  const { fusedWith, gradientKernel, slope } = losses[loss];
  if (fused && fusedWith === activation) {
    return {
      instruction: {
        ...difference(`d${input.name}`, options, options.scale),
        note: `${loss} and ${activation} are differentiated together, which leaves A − Y.`,
      },
      replacesLastStage: true,
    };
  }
  const name = `d${output.name}`;
  return {
    instruction:
      gradientKernel === undefined
        ? difference(name, options, options.scale * (slope ?? 1))
        : crossEntropyGradient(name, options),
    replacesLastStage: false,
  };
}

/** scale · (A − Y) */
function difference(name: string, options: OutputGradientOptions, scale: number): Instruction {
  const { layer, output } = options;
  const A = output.name;
  const shape = shapeText(output.shape);
  const factor = scale === 1 ? '' : `${numberText(scale)} · `;
  return {
    name,
    phase: 'backward',
    layer,
    writes: [name],
    reads: [A, 'Y'],
    formula:
      scale === 1
        ? [tensor(A), ' − ', tensor('Y')]
        : [`${factor}(`, tensor(A), ' − ', tensor('Y'), ')'],
    shapes: `${shape} = ${shape} − ${shape}`,
    calls: (addressOf) => [
      {
        kernel: 'subtract',
        operands: [
          addressOf(name),
          addressOf(A),
          addressOf('Y'),
          elementCount(output.shape),
          scale,
        ],
      },
    ],
    explain: ({ row, column }, reader) => {
      const prediction = { tensor: A, row, column };
      const target = { tensor: 'Y', row, column };
      const subtracted = productTerm([target], reader, -scale);
      return {
        formula:
          scale === 1
            ? `${name}[${row}, ${column}] = ${cellName(prediction)} − ${cellName(target)}`
            : `${name}[${row}, ${column}] = ${factor}(${cellName(prediction)} − ${cellName(target)})`,
        terms: [
          productTerm([prediction], reader, scale),
          { ...subtracted, label: `−${subtracted.label}`, text: `−(${subtracted.text})` },
        ],
        regions: [cellRegion(prediction), cellRegion(target)],
      };
    },
  };
}

/** −y/a, and (1 − y)/(1 − a) beside it for two classes. */
function crossEntropyGradient(name: string, options: OutputGradientOptions): Instruction {
  const { loss, layer, output, scale } = options;
  const A = output.name;
  const shape = shapeText(output.shape);
  const isBinary = loss === 'binaryCrossEntropy';
  const factor = scale === 1 ? '' : `${numberText(scale)} · `;
  return {
    name,
    phase: 'backward',
    layer,
    writes: [name],
    reads: [A, 'Y'],
    formula: isBinary
      ? [
          `${factor}(−`,
          tensor('Y'),
          ' / ',
          tensor(A),
          ' + (1 − ',
          tensor('Y'),
          ') / (1 − ',
          tensor(A),
          '))',
        ]
      : [`${factor}(−`, tensor('Y'), ' / ', tensor(A), ')'],
    shapes: `${shape} from ${shape} and ${shape}, elementwise`,
    calls: (addressOf) => [
      {
        kernel: isBinary ? 'binaryCrossEntropyGradient' : 'categoricalCrossEntropyGradient',
        operands: [
          addressOf(name),
          addressOf(A),
          addressOf('Y'),
          elementCount(output.shape),
          scale,
        ],
      },
    ],
    explain: (cell, reader) => {
      const prediction = { ...cell, tensor: A };
      const target = { ...cell, tensor: 'Y' };
      const [a, y] = [reader.value(prediction), reader.value(target)];
      const sources = [prediction, target];
      const own = {
        label: `${factor}−${cellName(target)} / ${cellName(prediction)}`,
        text: `${factor}−${numberText(y)} / ${numberText(a)}`,
        value: y === 0 ? 0 : (-scale * y) / a,
        sources,
      };
      const other = {
        label: `${factor}(1 − ${cellName(target)}) / (1 − ${cellName(prediction)})`,
        text: `${factor}${numberText(1 - y)} / ${numberText(1 - a)}`,
        value: y === 1 ? 0 : (scale * (1 - y)) / (1 - a),
        sources,
      };
      return {
        formula: `${cellName(cell)} is the slope of ${loss} at ${cellName(prediction)}`,
        terms: isBinary ? [own, other] : [own],
        regions: sources.map(cellRegion),
      };
    },
  };
}
