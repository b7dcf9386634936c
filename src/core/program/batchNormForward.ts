/** What batch normalization does to each number: mean 0 and variance 1, then the scale and the shift. */
import { shapeText } from '../tensor/shape';
import type { BatchNormNames } from './batchNormNames';
import { cellName, cellRegion, numberText, productTerm } from './explanation';
import { tensor } from './formula';
import { rowOf } from './imageRows';
import type { Instruction } from './instruction';

/** ẑ = (z − μ) / √(σ² + ε). */
export function normalize(names: BatchNormNames): Instruction {
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
export function scaleShift(names: BatchNormNames): Instruction {
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
