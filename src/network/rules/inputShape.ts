/** The columns that are named are the pixels of an image. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function inputShape({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data?.source !== 'csv') return [];
  const { inputShape: shape, features } = data;
  if (shape === undefined || features === undefined) return [];
  const pixels = shape[0] * shape[1] * shape[2];
  if (features.length === pixels) return [];
  const message = `"inputShape" takes ${pixels} numbers, and "features" names ${features.length} columns. Make them agree.`;
  return [error('input-shape', source.rangeOf(['data', 'inputShape']), message)];
}
