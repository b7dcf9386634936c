/** A minibatch cannot have more samples than there are. */
import { trainingSampleCount } from '../dataShape';
import type { NetworkDraft } from '../draft';
import { warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function batchSize({ data, training }: NetworkDraft, source: Source): readonly Problem[] {
  const path = ['training', 'batchSize'];
  const samples = data === undefined ? undefined : trainingSampleCount(data);
  if (training === undefined || samples === undefined || !source.has(path)) return [];
  if (samples === 0 || training.batchSize <= samples) return [];
  const message = `"batchSize" is ${training.batchSize}, but the training split has ${samples} samples; each iteration uses all of them.`;
  const fix = source.fixTo(path, samples);
  return [withFix(warning('batch-size', source.rangeOf(path), message), fix)];
}
