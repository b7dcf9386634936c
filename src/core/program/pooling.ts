/** Pooling: each window of each channel becomes one number, its maximum or its mean. No padding. */
import { shapeText, type Shape } from '../tensor/shape';
import { cellName, cellRegion, numberText, productTerm, range, type Cell } from './explanation';
import { tensor } from './formula';
import type { Instruction } from './instruction';
import type { NamedShape, Stage } from './stage';
import { pixelRow, windowCounts, type Windows } from './windows';

export interface PoolingOptions {
  /** Counted from 1. */
  readonly layer: number;
  readonly input: NamedShape;
  readonly windows: Windows;
  readonly kind: PoolingKind;
}

/** Where several numbers are the maximum, all of them get the gradient, or the first. */
export type PoolingKind =
  { readonly pool: 'maximum'; readonly ties: 'all' | 'first' } | { readonly pool: 'average' };

export function poolingStage(options: PoolingOptions): Stage {
  const { layer, input } = options;
  return {
    layer,
    output: { name: `A${layer}`, shape: outputShape(options) },
    parameters: [],
    forward: [poolForward(options)],
    backward: input.name === 'X' ? [] : [poolBackward(options)],
  };
}

function outputShape({ windows }: PoolingOptions): Shape {
  return [windows.channels, ...windowCounts(windows), windows.batch];
}

function poolForward(options: PoolingOptions): Instruction {
  const { layer, input, windows, kind } = options;
  const A = `A${layer}`;
  const isMaximum = kind.pool === 'maximum';
  return {
    name: A,
    phase: 'forward',
    layer,
    writes: [A],
    reads: [input.name],
    formula: [isMaximum ? 'maxPool(' : 'averagePool(', tensor(input.name), ')'],
    shapes: `${shapeText(outputShape(options))} from ${shapeText(input.shape)}: windows of ${windows.size.join(' × ')}`,
    calls: (addressOf) => [
      {
        kernel: isMaximum ? 'maxPool' : 'averagePool',
        operands: [addressOf(A), addressOf(input.name), ...poolOperands(windows)],
      },
    ],
    explain: (cell, reader) => {
      const cells = windowCells(options, cell);
      if (!isMaximum) {
        return {
          formula: `${cellName(cell)} = the mean of ${cells.length} numbers of ${input.name}`,
          terms: cells.map((source) => productTerm([source], reader, 1 / cells.length)),
          regions: cells.map(cellRegion),
        };
      }
      const largest = cells.find((source) => reader.value(source) === reader.value(cell));
      return {
        formula: `${cellName(cell)} = the maximum of ${cells.length} numbers of ${input.name}`,
        terms: largest === undefined ? [] : [productTerm([largest], reader)],
        regions: cells.map(cellRegion),
      };
    },
  };
}

function poolBackward(options: PoolingOptions): Instruction {
  const { layer, input, windows, kind } = options;
  const [dInput, dA, A] = [`d${input.name}`, `dA${layer}`, `A${layer}`];
  const isMaximum = kind.pool === 'maximum';
  const share = 1 / (windows.size[0] * windows.size[1]);
  return {
    name: dInput,
    phase: 'backward',
    layer,
    writes: [dInput],
    reads: isMaximum ? [dA, input.name, A] : [dA],
    formula: isMaximum
      ? [tensor(dA), ' where ', tensor(input.name), ' is the maximum of its window']
      : [tensor(dA), ` / ${windows.size[0] * windows.size[1]} in the whole window`],
    shapes: `${shapeText(input.shape)} from ${shapeText(outputShape(options))}`,
    calls: (addressOf) => [
      kind.pool === 'maximum'
        ? {
            kernel: 'maxPoolGradient',
            operands: [
              addressOf(dInput),
              addressOf(dA),
              addressOf(input.name),
              addressOf(A),
              ...poolOperands(windows),
              kind.ties === 'all' ? 1 : 0,
            ],
          }
        : {
            kernel: 'averagePoolGradient',
            operands: [addressOf(dA), addressOf(dInput), ...poolOperands(windows)],
          },
    ],
    explain: (cell, reader) => {
      const pixel = { ...cell, tensor: input.name };
      const sources = outputCells(options, cell).filter((output) => {
        if (!isMaximum) return true;
        const maximum = reader.value({ ...output, tensor: A });
        const equal = windowCells(options, output).filter(
          (source) => reader.value(source) === maximum,
        );
        const winners = kind.ties === 'all' ? equal : equal.slice(0, 1);
        return winners.some(({ row, column }) => row === pixel.row && column === pixel.column);
      });
      return {
        formula: isMaximum
          ? `${cellName(cell)} = the gradients of the windows whose maximum is ${cellName(pixel)}`
          : `${cellName(cell)} = ${numberText(share)} · the gradients of the windows that hold it`,
        terms: sources.map((source) => productTerm([source], reader, isMaximum ? 1 : share)),
        regions: sources.map(cellRegion),
      };
    },
  };
}

/** The pixels of the window that a cell of A was made from. */
function windowCells({ input, windows }: PoolingOptions, { row, column }: Cell): readonly Cell[] {
  const [down, across] = windowCounts(windows);
  const window = row % (down * across);
  const [height, width] = windows.size;
  return range(height * width).flatMap((inside) => {
    const pixel = pixelRow(windows, Math.floor(row / (down * across)), {
      window: [Math.floor(window / across), window % across],
      inside: [Math.floor(inside / width), inside % width],
    });
    return pixel === undefined ? [] : [{ tensor: input.name, row: pixel, column }];
  });
}

/** The cells of dA whose windows hold a pixel. */
function outputCells(options: PoolingOptions, { row, column }: Cell): readonly Cell[] {
  const { layer, windows } = options;
  const [down, across] = windowCounts(windows);
  const channel = Math.floor(row / (windows.height * windows.width));
  return range(down * across)
    .map((window) => ({ tensor: `dA${layer}`, row: channel * down * across + window, column }))
    .filter((output) => windowCells(options, output).some((pixel) => pixel.row === row));
}

type PoolNumbers = [number, number, number, number, number, number, number, number];

function poolOperands({ channels, height, width, batch, size, stride }: Windows): PoolNumbers {
  return [channels, height, width, batch, ...size, ...stride];
}
