/** Flatten: images (channels, height, width, m) as columns (numbers, m). The numbers stay as they are. */
import { elementCount, matrixShape, shapeText } from '../tensor/shape';
import { cellName, cellRegion, productTerm } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { NamedShape, Stage } from './stage';

export interface FlattenOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly input: NamedShape;
}

export function flattenStage({ layer, input }: FlattenOptions): Stage {
  const { rows, columns } = matrixShape(input.shape);
  const output = { name: `A${layer}`, shape: [rows, columns] };
  const gradient = {
    from: { ...output, name: `d${output.name}` },
    to: { ...input, name: `d${input.name}` },
  };
  return {
    layer,
    output,
    parameters: [],
    forward: [copy(layer, { from: input, to: output })],
    backward: input.name === 'X' ? [] : [{ ...copy(layer, gradient), phase: 'backward' }],
  };
}

function copy(
  layer: number,
  { from, to }: { readonly from: NamedShape; readonly to: NamedShape },
): Instruction {
  return {
    name: to.name,
    phase: 'forward',
    layer,
    writes: [to.name],
    reads: [from.name],
    formula: [tensor(from.name), ' in another shape'],
    shapes: `${shapeText(to.shape)} from ${shapeText(from.shape)}`,
    calls: (addressOf) => [
      {
        kernel: 'scale',
        operands: [addressOf(to.name), addressOf(from.name), elementCount(to.shape), 1],
      },
    ],
    explain: (cell, reader) => {
      const source = { ...cell, tensor: from.name };
      return {
        formula: `${cellName(cell)} = ${cellName(source)}`,
        terms: [productTerm([source], reader)],
        regions: [cellRegion(source)],
      };
    },
  };
}
