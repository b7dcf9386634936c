/**
 * Dropout: in each iteration every unit's output is set to 0 with probability 1 − keep (Srivastava et al., 2014).
 *
 * The inverted form divides what is kept by keep, so that evaluation needs nothing; the book's form leaves it,
 * and evaluation multiplies by keep. The mask is drawn from counters, so a replay draws the same one.
 */
import type { DropoutSpec } from '../../network/spec';
import { elementCount, shapeText } from '../tensor/shape';
import {
  cellName,
  cellRegion,
  numberText,
  productTerm,
  type Cell,
  type CellReader,
} from './explanation';
import { tensor } from './formula';
import { regions, type Instruction } from './instruction';
import type { NamedShape, Stage } from './stage';

export interface DropoutOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly input: NamedShape;
  readonly spec: DropoutSpec;
  readonly seed: number;
}

export function dropoutStage(options: DropoutOptions): Stage {
  const { layer, input } = options;
  return {
    layer,
    output: { name: `Adrop${layer}`, shape: input.shape },
    parameters: [],
    others: [{ name: `D${layer}`, shape: input.shape, role: 'activation' }],
    forward: [maskInstruction(options), masked(options, `Adrop${layer}`, input.name)],
    backward: [{ ...masked(options, `d${input.name}`, `dAdrop${layer}`), phase: 'backward' }],
    evaluation: [evaluationInstruction(options)],
  };
}

/** D = 1 where u < keep, else 0. */
function maskInstruction({ layer, input, spec, seed }: DropoutOptions): Instruction {
  const D = `D${layer}`;
  return {
    name: D,
    phase: 'forward',
    layer,
    writes: [D],
    reads: [],
    formula: [`u < ${spec.keep}, with u uniform`],
    shapes: shapeText(input.shape),
    calls: (addressOf) => [
      {
        kernel: 'dropoutMask',
        operands: [
          addressOf(D),
          elementCount(input.shape),
          addressOf(regions.control),
          seed,
          layer,
          spec.keep,
        ],
      },
    ],
    explain: (cell, reader) => ({
      formula: `${cellName(cell)} is drawn: 1 with probability ${spec.keep}, else 0`,
      terms: [
        {
          label: 'drawn',
          text: numberText(reader.value(cell)),
          value: reader.value(cell),
          sources: [],
        },
      ],
      regions: [],
    }),
  };
}

/** output = input ⊙ D / keep, or without the division in the book's form; the same going backward. */
function masked({ layer, input, spec }: DropoutOptions, output: string, from: string): Instruction {
  const D = `D${layer}`;
  const scale = scaleOf(spec);
  const text = shapeText(input.shape);
  return {
    name: output,
    phase: 'forward',
    layer,
    writes: [output],
    reads: [from, D],
    formula: [tensor(from), ' ⊙ ', tensor(D), ...(scale === 1 ? [] : [` / ${spec.keep}`])],
    shapes: `${text} = ${text} ⊙ ${text}`,
    calls: (addressOf) => [
      {
        kernel: 'multiplyElements',
        operands: [
          addressOf(output),
          addressOf(from),
          addressOf(D),
          elementCount(input.shape),
          scale,
        ],
      },
    ],
    explain: (cell, reader) => explainProduct(cell, { sources: [from, D], scale, reader }),
  };
}

/** No unit is dropped; the book's form takes the share that was kept. */
function evaluationInstruction({ layer, input, spec }: DropoutOptions): Instruction {
  const output = `Adrop${layer}`;
  const share = spec.form === 'book' ? spec.keep : 1;
  return {
    name: output,
    phase: 'forward',
    layer,
    writes: [output],
    reads: [input.name],
    formula: [...(share === 1 ? [] : [`${share} · `]), tensor(input.name)],
    shapes: shapeText(input.shape),
    calls: (addressOf) => [
      {
        kernel: 'scale',
        operands: [addressOf(output), addressOf(input.name), elementCount(input.shape), share],
      },
    ],
    explain: (cell, reader) =>
      explainProduct(cell, { sources: [input.name], scale: share, reader }),
  };
}

function scaleOf({ keep, form }: DropoutSpec): number {
  return form === 'inverted' ? 1 / keep : 1;
}

function explainProduct(
  cell: Cell,
  {
    sources,
    scale,
    reader,
  }: { readonly sources: readonly string[]; readonly scale: number; readonly reader: CellReader },
): ReturnType<Instruction['explain']> {
  const cells = sources.map((name) => ({ ...cell, tensor: name }));
  const factor = scale === 1 ? '' : `${numberText(scale)} · `;
  const term = productTerm(cells, reader, scale);
  return {
    formula: `${cellName(cell)} = ${factor}${cells.map(cellName).join(' · ')}`,
    terms: [{ ...term, text: factor + term.text }],
    regions: cells.map(cellRegion),
  };
}
