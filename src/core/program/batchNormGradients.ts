/** What backpropagation does at a batch normalization; the statistics depend on every sample of the row. */
import { shapeText } from '../tensor/shape';
import type { BatchNormNames } from './batchNormNames';
import { cellName, cellRegion, meanText, numberText, productTerm, range } from './explanation';
import { tensor } from './formula';
import { rowCell, rowOf, rowsRegion } from './imageRows';
import type { Instruction } from './instruction';

/** dγ = 1/m Σ dz̃ ⊙ ẑ, (rows, 1). */
export function gammaGradient(names: BatchNormNames): Instruction {
  const { layer, shape, rows, columns, normalized, gamma, output, parameterScale } = names;
  const [dGamma, dOutput] = [`d${gamma}`, `d${output}`];
  return {
    name: dGamma,
    phase: 'backward',
    layer,
    writes: [dGamma],
    reads: [dOutput, normalized],
    formula: [`${meanText(parameterScale)}Σⱼ `, tensor(dOutput), ' ⊙ ', tensor(normalized)],
    shapes: `${shapeText([rows, 1])} from ${shapeText(shape)}`,
    calls: (addressOf) => [
      {
        kernel: 'rowDots',
        operands: [
          addressOf(dGamma),
          addressOf(dOutput),
          addressOf(normalized),
          rows,
          columns,
          parameterScale,
        ],
      },
    ],
    explain: ({ row }, reader) => ({
      formula: `${dGamma}[${row}] = ${meanText(parameterScale)}Σⱼ ${dOutput}[${row}, j] · ${normalized}[${row}, j]`,
      terms: range(columns).map((column) =>
        productTerm(
          [dOutput, normalized].map((name) => rowCell(names, name, { row, column })),
          reader,
          parameterScale,
        ),
      ),
      regions: [rowsRegion(names, dOutput, row), rowsRegion(names, normalized, row)],
    }),
  };
}

/** dβ = 1/m Σ dz̃, (rows, 1). */
export function betaGradient(names: BatchNormNames): Instruction {
  const { layer, shape, rows, columns, beta, output, parameterScale } = names;
  const [dBeta, dOutput] = [`d${beta}`, `d${output}`];
  return {
    name: dBeta,
    phase: 'backward',
    layer,
    writes: [dBeta],
    reads: [dOutput],
    formula: [`${meanText(parameterScale)}Σⱼ `, tensor(dOutput)],
    shapes: `${shapeText([rows, 1])} from ${shapeText(shape)}`,
    calls: (addressOf) => [
      {
        kernel: 'sumRows',
        operands: [addressOf(dBeta), addressOf(dOutput), rows, columns, parameterScale],
      },
    ],
    explain: ({ row }, reader) => ({
      formula: `${dBeta}[${row}] = ${meanText(parameterScale)}Σⱼ ${dOutput}[${row}, j]`,
      terms: range(columns).map((column) =>
        productTerm([rowCell(names, dOutput, { row, column })], reader, parameterScale),
      ),
      regions: [rowsRegion(names, dOutput, row)],
    }),
  };
}

/** dẑ = γ ⊙ dz̃. */
export function scaleBackward(names: BatchNormNames): Instruction {
  const { layer, shape, rows, columns, normalized, gamma, output } = names;
  const [dNormalized, dOutput] = [`d${normalized}`, `d${output}`];
  const text = shapeText(shape);
  return {
    name: dNormalized,
    phase: 'backward',
    layer,
    writes: [dNormalized],
    reads: [gamma, dOutput],
    formula: [tensor(gamma), ' ⊙ ', tensor(dOutput)],
    shapes: `${text} = ${shapeText([rows, 1])} ⊙ ${text}`,
    calls: (addressOf) => [
      {
        kernel: 'scaleRows',
        operands: [addressOf(dNormalized), addressOf(dOutput), addressOf(gamma), rows, columns],
      },
    ],
    explain: (cell, reader) => {
      const scale = { tensor: gamma, row: rowOf(names, cell), column: 0 };
      const gradient = { ...cell, tensor: dOutput };
      return {
        formula: `${cellName(cell)} = ${cellName(scale)} · ${cellName(gradient)}`,
        terms: [productTerm([scale, gradient], reader)],
        regions: [scale, gradient].map(cellRegion),
      };
    },
  };
}

/** dz = (dẑ − mean of dẑ − ẑ · mean of dẑ ⊙ ẑ) / √(σ² + ε), row by row. */
export function normalizeBackward(names: BatchNormNames): Instruction {
  const { layer, input, shape, rows, columns, normalized, variance, spec } = names;
  const [dInput, dNormalized] = [`d${input}`, `d${normalized}`];
  const text = shapeText(shape);
  return {
    name: dInput,
    phase: 'backward',
    layer,
    writes: [dInput],
    reads: [dNormalized, normalized, variance],
    formula: [
      '(',
      tensor(dNormalized),
      ' − 1/m Σⱼ ',
      tensor(dNormalized),
      ' − ',
      tensor(normalized),
      ' ⊙ 1/m Σⱼ ',
      tensor(dNormalized),
      ' ⊙ ',
      tensor(normalized),
      ') / √(',
      tensor(variance),
      ` + ${spec.epsilon})`,
    ],
    shapes: `${text} = ${text}, row by row`,
    note: 'The mean and the variance of the row depend on this number too, so the whole row takes part.',
    calls: (addressOf) => [
      {
        kernel: 'normalizeRowsGradient',
        operands: [
          addressOf(dInput),
          addressOf(dNormalized),
          addressOf(normalized),
          addressOf(variance),
          rows,
          columns,
          spec.epsilon,
        ],
      },
    ],
    explain: (cell, reader) => {
      const row = rowOf(names, cell);
      const spread = { tensor: variance, row, column: 0 };
      const deviation = Math.sqrt(reader.value(spread) + spec.epsilon);
      const own = reader.value({ ...cell, tensor: normalized });
      return {
        formula: `${cellName(cell)} = Σⱼ (1 where j is this column, else 0, − 1/${columns} − ${normalized}[here] · ${normalized}[j] / ${columns}) · ${dNormalized}[j] / √(${cellName(spread)} + ${spec.epsilon})`,
        terms: range(columns).map((column) => {
          const place = rowCell(names, dNormalized, { row, column });
          const isOwn = place.row === cell.row && place.column === cell.column;
          const other = reader.value({ ...place, tensor: normalized });
          const slope = (isOwn ? 1 : 0) - (1 + own * other) / columns;
          const gradient = reader.value(place);
          return {
            label: `${numberText(slope)} · ${cellName(place)} / √(…)`,
            text: `${numberText(slope)} · ${numberText(gradient)} / ${numberText(deviation)}`,
            value: (slope * gradient) / deviation,
            sources: [place, { ...place, tensor: normalized }],
          };
        }),
        regions: [rowsRegion(names, dNormalized, row), rowsRegion(names, normalized, row)],
      };
    },
  };
}
