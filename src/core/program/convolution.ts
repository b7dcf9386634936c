/**
 * A convolution as a product of matrices: the windows of the images become columns (im2col), and every filter
 * is a row of W.
 *
 * C (channels · kernel, windows · m) holds the windows, Z = W · C + b, so all gradients are those of a dense
 * layer over C; the gradient of the images sums, for each pixel, over the windows that saw it (col2im).
 */
import { shapeText } from '../tensor/shape';
import {
  biasGradient,
  columnsToImages,
  weightGradient,
  windowGradient,
} from './convolutionGradients';
import {
  placeOf,
  weightCell,
  windowCell,
  windowOperands,
  type ConvolutionOptions,
  type ConvolutionSizes,
} from './convolutionPlaces';
import { forwardInPassing, windowsInPassing } from './convolutionInPassing';
import { cellName, cellRegion, productTerm, range } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { Stage } from './stage';
import { windowCounts } from './windows';

/** Two stages: the windows, and their product with the filters. */
export function convolutionStages(options: ConvolutionOptions): readonly Stage[] {
  const { layer, filters, windows, input } = options;
  const counts = windowCounts(windows);
  const windowLength = windows.channels * windows.size[0] * windows.size[1];
  const sizes: ConvolutionSizes = {
    ...options,
    C: `C${layer}`,
    W: `W${layer}`,
    b: `b${layer}`,
    Z: `Z${layer}`,
    windowLength,
    counts,
    places: counts[0] * counts[1] * windows.batch,
    outputShape: [filters, ...counts, windows.batch],
  };
  const isFirst = input.name === 'X';
  return [
    {
      layer,
      output: { name: sizes.C, shape: [windowLength, sizes.places] },
      parameters: [],
      forward: [imagesToColumns(sizes)],
      backward: isFirst ? [] : [columnsToImages(sizes)],
    },
    {
      layer,
      output: { name: sizes.Z, shape: sizes.outputShape },
      parameters: [
        { name: sizes.W, shape: [filters, windows.channels, ...windows.size] },
        { name: sizes.b, shape: [filters, 1] },
      ],
      forward: [filterForward(sizes)],
      backward: [
        weightGradient(sizes),
        biasGradient(sizes),
        ...(isFirst ? [] : [windowGradient(sizes)]),
      ],
    },
  ];
}

function imagesToColumns(sizes: ConvolutionSizes): Instruction {
  const { layer, C, input, windows, windowLength, places } = sizes;
  return {
    name: C,
    phase: 'forward',
    layer,
    writes: [C],
    reads: [input.name],
    formula: ['im2col(', tensor(input.name), ')'],
    shapes: `${shapeText([windowLength, places])} from ${shapeText(input.shape)}: a column for each window of ${windows.size.join(' × ')}`,
    calls: (addressOf) => [
      {
        kernel: 'imagesToColumns',
        operands: [addressOf(C), addressOf(input.name), ...windowOperands(windows)],
      },
    ],
    ...windowsInPassing(sizes),
    explain: (cell, reader) => {
      const source = windowCell(windows, input.name, cell);
      if (source === undefined) {
        return {
          formula: `${cellName(cell)} lies in the padding`,
          terms: [{ label: 'padding', text: '0', value: 0, sources: [] }],
          regions: [],
        };
      }
      return {
        formula: `${cellName(cell)} = ${cellName(source)}`,
        terms: [productTerm([source], reader)],
        regions: [cellRegion(source)],
      };
    },
  };
}

/** Z = W · C + b: (filters, windows · m) = (filters, window) · (window, windows · m) + (filters, 1). */
function filterForward(sizes: ConvolutionSizes): Instruction {
  const { layer, C, W, b, Z, filters, windowLength, places, outputShape } = sizes;
  return {
    name: Z,
    phase: 'forward',
    layer,
    writes: [Z],
    reads: [W, C, b],
    formula: [tensor(W), ' · ', tensor(C), ' + ', tensor(b)],
    shapes: `${shapeText(outputShape)} = ${shapeText([filters, windowLength])} · ${shapeText([windowLength, places])} + ${shapeText([filters, 1])}`,
    calls: (addressOf) => [
      {
        kernel: 'multiply',
        operands: [
          addressOf(Z),
          addressOf(W),
          addressOf(C),
          filters,
          places,
          windowLength,
          0,
          0,
          1,
        ],
      },
      { kernel: 'addColumn', operands: [addressOf(Z), addressOf(b), filters, places] },
    ],
    ...forwardInPassing(sizes),
    explain: (cell, reader) => {
      const { filter, place } = placeOf(sizes, cell);
      return {
        formula: `${cellName(cell)} = Σₖ ${W}[${filter}, k] · ${C}[k, ${place}] + ${b}[${filter}]`,
        terms: [
          ...range(windowLength).map((k) =>
            productTerm(
              [weightCell(sizes, filter, k), { tensor: C, row: k, column: place }],
              reader,
            ),
          ),
          productTerm([{ tensor: b, row: filter, column: 0 }], reader),
        ],
        regions: [
          { tensor: C, firstRow: 0, firstColumn: place, rows: windowLength, columns: 1 },
          cellRegion({ tensor: b, row: filter, column: 0 }),
        ],
      };
    },
  };
}
