/** Early stopping has something to go by, and evaluations come before the end. */
import { validationSampleCount, trainingSampleCount } from '../dataShape';
import { pairedActivations, type NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import type { Source } from '../source';
import type { LossKind } from '../spec';
import { formatCount } from '../wording';

export function evaluation(draft: NetworkDraft, source: Source): readonly Problem[] {
  return [...evaluateEvery(draft, source), ...earlyStopping(draft, source)];
}

function evaluateEvery({ data, training }: NetworkDraft, source: Source): readonly Problem[] {
  const every = training?.evaluateEvery;
  const samples = data && trainingSampleCount(data);
  if (training === undefined || every === undefined || samples === undefined) return [];
  const iterations = Math.ceil(samples / training.batchSize) * training.epochs;
  if (every <= iterations) return [];
  const message = `There are only ${formatCount(iterations)} iterations, so an evaluation every ${formatCount(every)} never comes. Make it smaller.`;
  const path = ['training', 'evaluateEvery'];
  return [warning('evaluation-never', source.rangeOf(path), message)];
}

function earlyStopping(draft: NetworkDraft, source: Source): readonly Problem[] {
  const { data, loss, training } = draft;
  const stopping = training?.earlyStopping;
  if (training === undefined || stopping === undefined) return [];
  const path = ['training', 'earlyStopping'];
  if (data !== undefined && validationSampleCount(data) === 0) {
    const message =
      'Early stopping goes by the validation split, which has no samples. Give "validation" in "split" a fraction.';
    const { train, test } = data.split;
    const hasRoom = train + test <= 0.9 + 1e-9;
    const fix = hasRoom ? source.fixTo(['data', 'split', 'validation'], 0.1) : undefined;
    return [withFix(error('early-stopping-split', source.rangeOf(path), message), fix)];
  }
  const metric = [...path, 'metric'];
  if (stopping.metric === 'validationAccuracy' && loss !== undefined && !hasClasses(loss)) {
    const message = `There is no accuracy with ${loss}: its targets are quantities, not classes. Use "validationCost".`;
    const fix = source.fixTo(metric, 'validationCost');
    return [withFix(error('early-stopping-metric', source.rangeOf(metric), message), fix)];
  }
  if (stopping.metric === 'validationError' && loss !== undefined && hasClasses(loss)) {
    const message = `There is no mean absolute error with ${loss}: its targets are classes, not quantities. Use "validationAccuracy" or "validationCost".`;
    const fix = source.fixTo(metric, 'validationAccuracy');
    return [withFix(error('early-stopping-metric', source.rangeOf(metric), message), fix)];
  }
  // The first evaluation is the one to get better than.
  if (training.evaluateEvery !== undefined || stopping.patience < training.epochs) return [];
  const message = `With one evaluation per epoch, ${training.epochs} epochs end before a patience of ${stopping.patience} can. Make it smaller, or evaluate more often with "evaluateEvery".`;
  return [warning('early-stopping-never', source.rangeOf([...path, 'patience']), message)];
}

function hasClasses(loss: LossKind): boolean {
  return pairedActivations[loss] !== undefined;
}
