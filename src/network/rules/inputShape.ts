/** An image has three dimensions, and the columns that are named are its pixels. */
import type { NetworkDraft } from '../draft';
import { error } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function inputShape({ data }: NetworkDraft, source: Source): readonly Problem[] {
  if (data === undefined || !('inputShape' in data)) return [];
  const { inputShape: shape = [] } = data;
  const range = source.rangeOf(['data', 'inputShape']);
  if (shape.length !== 3) {
    const message = `"inputShape" has ${shape.length} numbers; an image has three: [channels, height, width]. Write [1, 28, 28] for grey images of 28 × 28 pixels.`;
    return [error('input-shape', range, message)];
  }
  const pixels = shape.reduce((product, side) => product * side, 1);
  const features = data.source === 'csv' ? data.features?.length : undefined;
  if (features === undefined || features === pixels) return [];
  const message = `"inputShape" takes ${pixels} numbers, and "features" names ${features} columns. Make them agree.`;
  return [error('input-shape', range, message)];
}
