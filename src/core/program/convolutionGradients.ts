/** What backpropagation does at a convolution: the gradients of a dense layer over C, and col2im. */
import { shapeText } from '../tensor/shape';
import {
  cellName,
  cellRegion,
  meanText,
  numberText,
  productTerm,
  range,
  type Cell,
} from './explanation';
import {
  inputGradientInPassing,
  weightGradientInPassing,
  windowsInPassing,
} from './convolutionInPassing';
import {
  outputCell,
  weightCell,
  weightPlace,
  windowCell,
  windowOperands,
  type ConvolutionSizes,
} from './convolutionPlaces';
import { tensor, transposed } from './formula';
import type { Instruction } from './instruction';

export function columnsToImages(sizes: ConvolutionSizes): Instruction {
  const { layer, C, input, windows, counts, windowLength, places } = sizes;
  const [dInput, dC] = [`d${input.name}`, `d${C}`];
  return {
    name: dInput,
    phase: 'backward',
    layer,
    writes: [dInput],
    reads: [dC],
    formula: ['col2im(', tensor(dC), ')'],
    shapes: `${shapeText(input.shape)} from ${shapeText([windowLength, places])}: the sum over the windows of each pixel`,
    calls: (addressOf) => [
      {
        kernel: 'columnsToImages',
        operands: [addressOf(dC), addressOf(dInput), ...windowOperands(windows)],
      },
    ],
    ...inputGradientInPassing(sizes),
    explain: (cell, reader) => {
      const channel = Math.floor(cell.row / (windows.height * windows.width));
      const sources = range(counts[0] * counts[1] * windows.size[0] * windows.size[1]).flatMap(
        (index): readonly Cell[] => {
          const inside = index % (windows.size[0] * windows.size[1]);
          const window = Math.floor(index / (windows.size[0] * windows.size[1]));
          const source = {
            tensor: dC,
            row: channel * windows.size[0] * windows.size[1] + inside,
            column: window * windows.batch + cell.column,
          };
          const pixel = windowCell(windows, input.name, source);
          return pixel?.row === cell.row ? [source] : [];
        },
      );
      return {
        formula: `${cellName(cell)} = Σ of ${dC} over the ${sources.length} windows that hold this pixel`,
        terms: sources.map((source) => productTerm([source], reader)),
        regions: sources.map(cellRegion),
      };
    },
  };
}

/** dW = 1/m · dZ · Cᵀ. */
export function weightGradient(sizes: ConvolutionSizes): Instruction {
  const { layer, C, W, Z, filters, windowLength, places, parameterScale } = sizes;
  const [dW, dZ] = [`d${W}`, `d${Z}`];
  const mean = meanText(parameterScale);
  return {
    name: dW,
    phase: 'backward',
    layer,
    writes: [dW],
    reads: [dZ, C],
    formula: [...(mean === '' ? [] : [mean]), tensor(dZ), ' · ', transposed(C)],
    shapes: `${shapeText([filters, windowLength])} = ${shapeText([filters, places])} · ${shapeText([places, windowLength])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiply',
        operands: [
          addressOf(dW),
          addressOf(dZ),
          addressOf(C),
          filters,
          windowLength,
          places,
          0,
          1,
          parameterScale,
        ],
      },
    ],
    ...weightGradientInPassing(sizes),
    explain: (cell, reader) => {
      const { filter, k } = weightPlace(sizes, cell);
      return {
        formula: `${cellName(cell)} = ${mean}Σⱼ ${dZ}[${filter}, j] · ${C}[${k}, j]`,
        terms: range(places).map((place) =>
          productTerm(
            [outputCell(sizes, dZ, { filter, place }), { tensor: C, row: k, column: place }],
            reader,
            parameterScale,
          ),
        ),
        regions: [{ tensor: C, firstRow: k, firstColumn: 0, rows: 1, columns: places }],
      };
    },
  };
}

/** db = 1/m · Σ dZ over windows and samples. */
export function biasGradient(sizes: ConvolutionSizes): Instruction {
  const { layer, b, Z, filters, places, outputShape, parameterScale } = sizes;
  const [db, dZ] = [`d${b}`, `d${Z}`];
  const mean = meanText(parameterScale);
  return {
    name: db,
    phase: 'backward',
    layer,
    writes: [db],
    reads: [dZ],
    formula: [`${mean}Σⱼ `, tensor(dZ)],
    shapes: `${shapeText([filters, 1])} = sum over the windows and samples of ${shapeText(outputShape)}`,
    calls: (addressOf) => [
      {
        kernel: 'sumRows',
        operands: [addressOf(db), addressOf(dZ), filters, places, parameterScale],
      },
    ],
    explain: ({ row }, reader) => ({
      formula: `${db}[${row}] = ${mean}Σⱼ ${dZ}[${row}, j] = ${numberText(parameterScale)} · the sum of ${places} numbers`,
      terms: range(places).map((place) =>
        productTerm([outputCell(sizes, dZ, { filter: row, place })], reader, parameterScale),
      ),
      regions: [],
    }),
  };
}

/** dC = Wᵀ · dZ. */
export function windowGradient(sizes: ConvolutionSizes): Instruction {
  const { layer, C, W, Z, filters, windowLength, places } = sizes;
  const [dC, dZ] = [`d${C}`, `d${Z}`];
  return {
    name: dC,
    phase: 'backward',
    layer,
    writes: [dC],
    reads: [W, dZ],
    formula: [transposed(W), ' · ', tensor(dZ)],
    shapes: `${shapeText([windowLength, places])} = ${shapeText([windowLength, filters])} · ${shapeText([filters, places])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiply',
        operands: [
          addressOf(dC),
          addressOf(W),
          addressOf(dZ),
          windowLength,
          places,
          filters,
          1,
          0,
          1,
        ],
      },
    ],
    ...windowsInPassing(sizes),
    explain: ({ row, column }, reader) => ({
      formula: `${dC}[${row}, ${column}] = Σₖ ${W}[k, ${row}] · ${dZ}[k, ${column}]`,
      terms: range(filters).map((filter) =>
        productTerm(
          [weightCell(sizes, filter, row), outputCell(sizes, dZ, { filter, place: column })],
          reader,
        ),
      ),
      regions: [],
    }),
  };
}
