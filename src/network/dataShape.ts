/** What is known of a data set before its files are read. */
import type { DataSpec } from './spec';

/** Rows of X. */
export function featureCount(data: DataSpec): number | undefined {
  if (data.source === 'generator') return 2;
  return data.source === 'csv' ? data.features?.length : undefined;
}

/** Rows of Y. */
export function targetCount(data: DataSpec): number | undefined {
  if (data.source === 'generator') return data.oneHot ? data.classes : 1;
  if (data.oneHot) return undefined;
  if (data.source === 'csv') return data.targets.length;
  return data.source === 'idx' ? 1 : undefined;
}

/** Samples of the training split. */
export function trainingSampleCount(data: DataSpec): number | undefined {
  return data.source === 'generator' ? Math.round(data.samples * data.split.train) : undefined;
}
