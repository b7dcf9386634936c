/** The columns that are named are the pixels of an image. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function inputShape({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data === undefined || !('inputShape' in data)) return [];
  const { inputShape: shape } = data;
  if (shape === undefined) return [];
  const range = source.rangeOf(['data', 'inputShape']);
  const pixels = shape.reduce((product, side) => product * side, 1);
  const features = data.source === 'csv' ? data.features?.length : undefined;
  if (features === undefined || features === pixels) return [];
  const message = `"inputShape" takes ${pixels} numbers, and "features" names ${features} columns. Make them agree.`;
  return [error('input-shape', range, message)];
}
