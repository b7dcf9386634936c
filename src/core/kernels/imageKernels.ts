/** Convolution and pooling of images (channels, height, width, batch). */

export interface ImageKernels {
  /**
   * columns (channels · kernelHeight · kernelWidth, outHeight · outWidth · batch) = the windows of images
   * (channels, height, width, batch); a window's row is (channel, y, x), its column (outY, outX, sample); 0 in the padding.
   * outHeight = ⌊(height + 2 paddingY - kernelHeight) / strideY⌋ + 1, outWidth likewise.
   */
  imagesToColumns: WindowOperands;
  /** Back through imagesToColumns: each number of images becomes the sum of its places in columns; images is overwritten. */
  columnsToImages: WindowOperands;
  /** output (channels, outHeight, outWidth, batch) = the maximum of each window of input; no padding. */
  maxPool: [...PoolOperands];
  /** inputGradient = outputGradient at each window's maximum: at every equal one (allTies 1) or the first (0). */
  maxPoolGradient: MaxPoolGradientOperands;
  /** activated = relu(input), output = the maximum of each window of activated: `relu` and `maxPool` in one. */
  reluMaxPool: [activated: number, ...PoolOperands];
  /** `maxPoolGradient`, then `reluGradient` through the relu that gave `input`, in one. */
  maxPoolReluGradient: MaxPoolGradientOperands;
  /** output = the mean of each window of input. */
  averagePool: [...PoolOperands];
  /** Back through averagePool; `output` is the given outputGradient, `input` the inputGradient that is written. */
  averagePoolGradient: [...PoolOperands];

  /**
   * output (filterCount, outHeight, outWidth, batch) = filters · windows of images + bias, as with `imagesToColumns`,
   * `multiply` and `addColumn`, and with their bits, but without the windows in memory. The images are without
   * padding, and places side by side (outWidth · batch of them where strideX is 1, else batch) are 8 at least.
   * `scratch` is room for 32 · windowLength numbers, windowLength being channels · kernelHeight · kernelWidth.
   */
  convolve: [
    output: number,
    images: number,
    filters: number,
    bias: number,
    scratch: number,
    ...ConvolutionShape,
  ];
  /**
   * filterGradient = scale · outputGradient · windowsᵀ, likewise. `scratch`: filterCount, rounded up to a multiple
   * of 8, times windowLength + taken, which is as many places as are side by side, at most 256.
   */
  convolveFilterGradient: [
    filterGradient: number,
    outputGradient: number,
    images: number,
    scratch: number,
    ...ConvolutionShape,
    scale: number,
  ];
  /** imageGradient = columnsToImages(filtersᵀ · outputGradient), likewise. `scratch`: (filterCount + 6) · taken, this rounded up. */
  convolveImageGradient: [
    imageGradient: number,
    outputGradient: number,
    filters: number,
    scratch: number,
    ...ConvolutionShape,
  ];
}

type WindowOperands = [
  columns: number,
  images: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  kernelHeight: number,
  kernelWidth: number,
  strideY: number,
  strideX: number,
  paddingY: number,
  paddingX: number,
];

type ConvolutionShape = [
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

type MaxPoolGradientOperands = [
  inputGradient: number,
  outputGradient: number,
  input: number,
  output: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  sizeY: number,
  sizeX: number,
  strideY: number,
  strideX: number,
  allTies: number,
];
type PoolOperands = [
  output: number,
  input: number,
  channels: number,
  height: number,
  width: number,
  batch: number,
  sizeY: number,
  sizeX: number,
  strideY: number,
  strideX: number,
];
