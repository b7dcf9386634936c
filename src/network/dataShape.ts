/** What is known of a data set before its files are read. */
import type { DataSpec, GeneratorShape, ImageShape } from './dataSource';

/** Rows of X. */
export function featureCount(data: DataSpec): number | undefined {
  const [channels, height, width] = imageShape(data) ?? [];
  if (channels !== undefined) return channels * height! * width!;
  if (data.source === 'generator') return data.kind === 'housing' ? data.features : 2;
  return data.source === 'csv' ? data.features?.length : undefined;
}

/** Of each sample, where it is an image and its size is known. */
export function imageShape(data: DataSpec): ImageShape | undefined {
  if (data.source === 'generator') return drawnImages[data.kind];
  return 'inputShape' in data ? data.inputShape : undefined;
}

const drawnImages: Partial<Readonly<Record<GeneratorShape['kind'], ImageShape>>> = {
  digits: [1, 28, 28],
  cats: [3, 64, 64],
};

/** Rows of Y. */
export function targetCount(data: DataSpec): number | undefined {
  if (data.source === 'generator') return data.oneHot ? data.classes : 1;
  if (data.oneHot) return undefined;
  if (data.source === 'csv') return data.targets.length;
  return data.source === 'idx' || data.source === 'png' ? 1 : undefined;
}

/** Samples of the training split. */
export function trainingSampleCount(data: DataSpec): number | undefined {
  return data.source === 'generator' ? Math.round(data.samples * data.split.train) : undefined;
}

/** Samples of the validation split; of files only whether there are any is known. */
export function validationSampleCount(data: DataSpec): number | undefined {
  const { train, validation } = data.split;
  if (validation === 0) return 0;
  if (data.source !== 'generator') return undefined;
  return Math.round(data.samples * (train + validation)) - Math.round(data.samples * train);
}
