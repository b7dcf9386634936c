/** Schedules that do something within the epochs there are, and clipping that has a limit. */
import type { NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';

export function learningRate(draft: NetworkDraft, source: Source): readonly Problem[] {
  return [...clip(draft, source), ...schedule(draft, source)];
}

function clip({ optimizer }: NetworkDraft, source: Source): readonly Problem[] {
  if (optimizer?.clip === undefined) return [];
  const { norm, value } = optimizer.clip;
  if (norm !== undefined || value !== undefined) return [];
  const path = ['optimizer', 'clip'];
  const message =
    '"clip" has no limit. Give "norm", the most that the length of all gradients together may be, or "value", the most for each number.';
  const fix = source.fixTo([...path, 'norm'], 1);
  return [withFix(error('clip-limit', source.rangeOf(path), message), fix)];
}

function schedule({ optimizer, training }: NetworkDraft, source: Source): readonly Problem[] {
  if (optimizer?.schedule === undefined || training === undefined) return [];
  const path = ['optimizer', 'schedule'];
  const { learningRate: rate, schedule: found } = optimizer;
  const { epochs } = training;
  if (found.type === 'cosine' && rate <= found.minimum) {
    const message = `The learning rate falls from ${rate} to the minimum, which must be less; it is ${found.minimum}.`;
    const place = [...path, 'minimum'];
    const fix = source.fixTo(place, 0);
    return [withFix(error('schedule-minimum', source.rangeOf(place), message), fix)];
  }
  if (found.type === 'step' && epochs <= found.every) {
    const message = `The learning rate changes every ${found.every} epochs, but there are only ${epochs}, so it never does. Make "every" smaller.`;
    return [warning('schedule-idle', source.rangeOf([...path, 'every']), message)];
  }
  if (found.type === 'constant' || found.type === 'step' || 1 < epochs) return [];
  const message = `${found.type} changes the learning rate from epoch to epoch, but there is only one, so it never does.`;
  return [warning('schedule-idle', source.rangeOf(path), message)];
}
