/**
 * The calls of a convolution in an iteration that is passed over: nobody will look at its windows, so they are
 * not written, and their memory is lent to the kernels. Every other tensor has the bits that it has otherwise.
 */
import type { KernelCall } from '../kernels/kernelCall';
import type { ConvolutionSizes } from './convolutionPlaces';
import type { AddressOf, Instruction } from './instruction';

type CallsInPassing = Required<Pick<Instruction, 'callsInPassing'>>;

/** Z without C. */
export function forwardInPassing(sizes: ConvolutionSizes): Partial<CallsInPassing> {
  const { input, W, b, C, Z } = sizes;
  return whereWindowsCanBeLeftOut(sizes, (addressOf) => ({
    kernel: 'convolve',
    operands: [
      addressOf(Z),
      addressOf(input.name),
      addressOf(W),
      addressOf(b),
      addressOf(C),
      ...shapeOperands(sizes),
    ],
  }));
}

/** dW without C. */
export function weightGradientInPassing(sizes: ConvolutionSizes): Partial<CallsInPassing> {
  const { input, W, C, Z, parameterScale } = sizes;
  return whereWindowsCanBeLeftOut(sizes, (addressOf) => ({
    kernel: 'convolveFilterGradient',
    operands: [
      addressOf(`d${W}`),
      addressOf(`d${Z}`),
      addressOf(input.name),
      addressOf(C),
      ...shapeOperands(sizes),
      parameterScale,
    ],
  }));
}

/** The gradient of the images without dC. */
export function inputGradientInPassing(sizes: ConvolutionSizes): Partial<CallsInPassing> {
  const { input, W, C, Z } = sizes;
  return whereWindowsCanBeLeftOut(sizes, (addressOf) => ({
    kernel: 'convolveImageGradient',
    operands: [
      addressOf(`d${input.name}`),
      addressOf(`d${Z}`),
      addressOf(W),
      addressOf(C),
      ...shapeOperands(sizes),
    ],
  }));
}

/** C and dC, which the others do without. */
export function windowsInPassing(sizes: ConvolutionSizes): Partial<CallsInPassing> {
  return canLeaveWindowsOut(sizes) ? { callsInPassing: () => [] } : {};
}

function whereWindowsCanBeLeftOut(
  sizes: ConvolutionSizes,
  call: (addressOf: AddressOf) => KernelCall,
): Partial<CallsInPassing> {
  if (!canLeaveWindowsOut(sizes)) return {};
  return { callsInPassing: (addressOf) => [call(addressOf)] };
}

// As in src/kernels/convolution.ts: the numbers in the widest tile, its most rows, the places taken at a time, and
// the tiles whose windows lie side by side.
const tileColumns = 8;
const tileRows = 6;
const tiles = 4;
const depth = 256;

/**
 * Whether the kernels can do without the windows: there is no padding, places side by side fill a tile, and what
 * the kernels need meanwhile fits into C.
 */
function canLeaveWindowsOut({ windows, counts, filters, ...sizes }: ConvolutionSizes): boolean {
  const { windowLength, places } = sizes;
  const { padding, stride, batch } = windows;
  const run = stride[1] === 1 ? counts[1] * batch : batch;
  const taken = Math.min(run, depth);
  const needed = Math.max(
    windowLength * tileColumns * tiles,
    (windowLength + taken) * wholeTiles(filters),
    (tileRows + filters) * wholeTiles(taken),
  );
  const isPadded = 0 < padding[0] || 0 < padding[1];
  return !isPadded && tileColumns <= run && needed <= windowLength * places;
}

function wholeTiles(columns: number): number {
  return Math.ceil(columns / tileColumns) * tileColumns;
}

type Shape = [
  filterCount: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  kernelHeight: number,
  kernelWidth: number,
  strideY: number,
  strideX: number,
];

function shapeOperands({ filters, windows }: ConvolutionSizes): Shape {
  const { channels, height, width, batch, size, stride } = windows;
  return [filters, channels, height, width, batch, ...size, ...stride];
}
