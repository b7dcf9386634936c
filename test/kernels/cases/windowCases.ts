/** What moves windows over images, and the mask of dropout. Some windows overlap, some leave gaps. */
import type { KernelName } from '../../../src/core/kernels/kernelCall';
import {
  control,
  named,
  reads,
  writes,
  type Filling,
  type KernelCase,
  type Operand,
  type ProblemSize,
} from './kernelCase';

type Pair = readonly [y: number, x: number];

interface Windows {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

const windows: Readonly<Record<string, Windows>> = {
  '3 × 2 windows': { kernel: [3, 2], stride: [1, 1], padding: [0, 0] },
  'padded 3 × 3 windows': { kernel: [3, 3], stride: [1, 1], padding: [1, 1] },
  'strides 2 and 3 with padding': { kernel: [2, 3], stride: [2, 3], padding: [2, 1] },
  // The kernel is wider than the narrowest picture, so whole rows of windows lie in the padding.
  'more padding than picture': { kernel: [1, 6], stride: [1, 1], padding: [3, 5] },
  'a single pixel': { kernel: [1, 1], stride: [1, 1], padding: [0, 0] },
};

const pools: Readonly<Record<string, Windows>> = {
  '2 × 2 pools': { kernel: [2, 2], stride: [2, 2], padding: [0, 0] },
  '2 × 2 pools with gaps': { kernel: [2, 2], stride: [2, 3], padding: [0, 0] },
  'overlapping 2 × 2 pools': { kernel: [2, 2], stride: [1, 2], padding: [0, 0] },
  'overlapping pools': { kernel: [3, 2], stride: [1, 1], padding: [0, 0] },
  'pools with gaps': { kernel: [1, 2], stride: [2, 3], padding: [0, 0] },
};

export const windowCases: readonly KernelCase[] = [
  ...Object.keys(windows).flatMap((variant) => [
    windowCase('imagesToColumns', variant, ({ images, columns }) => [
      writes(columns),
      reads(images),
    ]),
    windowCase('columnsToImages', variant, ({ images, columns }) => [
      reads(columns),
      writes(images),
    ]),
  ]),
  ...Object.keys(pools).flatMap((variant) => [
    poolCase('maxPool', variant, ({ images, pooled }) => [writes(pooled), reads(images)]),
    poolCase('averagePool', variant, ({ images, pooled }) => [writes(pooled), reads(images)]),
    poolCase('averagePoolGradient', variant, ({ images, pooled }) => [
      reads(pooled),
      writes(images),
    ]),
    poolCase('reluMaxPool', variant, ({ images, pooled }) => [
      writes(images),
      writes(pooled),
      reads(images),
    ]),
    ...(['maxPoolGradient', 'maxPoolReluGradient'] as const).flatMap((kernel) => [
      poolGradientCase(kernel, variant, 0),
      poolGradientCase(kernel, variant, 1),
    ]),
  ]),
  named('dropoutMask', {
    operands: ({ rows: count }) => [writes(count), count, control, 42, 3, 0.6],
    tolerance: 0,
  }),
];

interface Counts {
  readonly images: number;
  readonly columns: number;
  readonly pooled: number;
}

function windowCase(
  kernel: KernelName,
  variant: string,
  regions: (counts: Counts) => readonly Operand[],
): KernelCase {
  const shape = windows[variant]!;
  const operands = (size: ProblemSize) => [
    ...regions(countsOf(size, shape)),
    ...imageSizes(size),
    ...shape.kernel,
    ...shape.stride,
    ...shape.padding,
  ];
  return named(kernel, { operands, tolerance: 0 }, variant);
}

function poolCase(
  kernel: KernelName,
  variant: string,
  regions: (counts: Counts) => readonly Operand[],
): KernelCase {
  const shape = pools[variant]!;
  const operands = (size: ProblemSize) => [
    ...regions(countsOf(size, shape)),
    ...imageSizes(size),
    ...shape.kernel,
    ...shape.stride,
  ];
  return named(kernel, { operands, tolerance: 0 }, variant);
}

function poolGradientCase(kernel: KernelName, variant: string, allTies: number): KernelCase {
  // Of zeros and ones, many equal the "maximum", which is as random as they are.
  const ties: Filling = 'bit';
  const { operands } = poolCase(kernel, variant, ({ images, pooled }) => [
    writes(images),
    reads(pooled),
    reads(images, ties),
    reads(pooled, ties),
  ]);
  return named(
    kernel,
    { operands: (size) => [...operands(size), allTies], tolerance: 0 },
    `${variant}, ${allTies ? 'all maxima' : 'the first maximum'}`,
  );
}

/** Channels, height, width and batch of small images. */
function imageSizes({
  rows,
  columns,
  inner,
}: ProblemSize): readonly [number, number, number, number] {
  return [1 + (rows % 3), 3 + (rows % 4), 3 + (inner % 5), columns];
}

function countsOf(size: ProblemSize, { kernel, stride, padding }: Windows): Counts {
  const [channels, height, width, batch] = imageSizes(size);
  const outHeight = Math.floor((height + 2 * padding[0] - kernel[0]) / stride[0]) + 1;
  const outWidth = Math.floor((width + 2 * padding[1] - kernel[1]) / stride[1]) + 1;
  const pooled = channels * outHeight * outWidth * batch;
  return {
    images: channels * height * width * batch,
    columns: kernel[0] * kernel[1] * pooled,
    pooled,
  };
}
