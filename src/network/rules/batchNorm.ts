/** Batch normalization needs more than one number per row, and leaves no probabilities behind. */
import { trainingSampleCount } from '../dataShape';
import { pairedActivations, type NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem } from '../problem';
import { layerSignals, product } from '../signals';
import type { Source } from '../source';
import type { LayerSpec } from '../spec';

export function batchNorm(draft: NetworkDraft, source: Source): readonly Problem[] {
  return [...singleSamples(draft, source), ...normalizedOutput(draft, source)];
}

/** Told once, on the first layer that it concerns. */
function singleSamples(draft: NetworkDraft, source: Source): readonly Problem[] {
  const { data, training } = draft;
  const index = firstOverSamples(draft);
  if (training === undefined || index < 0) return [];
  const { batchSize } = training;
  const range = source.rangeOf(['layers', index, 'batchNorm']);
  if (batchSize === 1) {
    const message =
      'Batch normalization over a minibatch of one sample gives β whatever the sample is: it is its own mean, and its variance is 0. Use a "batchSize" of at least 2.';
    const fix = source.fixTo(['training', 'batchSize'], 32);
    return [withFix(error('batch-norm-of-one', range, message), fix)];
  }
  const samples = data && trainingSampleCount(data);
  if (samples === undefined || samples % batchSize !== 1) return [];
  const message = `The last minibatch of each epoch has a single sample (${samples} = ${Math.floor(samples / batchSize)} · ${batchSize} + 1), of which batch normalization makes β whatever it is. Choose another "batchSize".`;
  const path = ['training', 'batchSize'];
  return [warning('batch-norm-of-one', source.has(path) ? source.rangeOf(path) : range, message)];
}

/** Layers whose rows have one number per sample; -1 if there is none. Images have one per pixel. */
function firstOverSamples(draft: NetworkDraft): number {
  const signals = layerSignals(draft);
  return draft.layers.findIndex((layer, index) => {
    if (normalizationOf(layer) === undefined) return false;
    const [, ...pixels] = signals[index]?.output.images ?? [];
    return product(pixels) === 1;
  });
}

function normalizedOutput({ layers, loss }: NetworkDraft, source: Source): readonly Problem[] {
  if (loss === undefined || pairedActivations[loss] === undefined) return [];
  if (normalizationOf(layers.at(-1))?.position !== 'afterActivation') return [];
  const path = ['layers', layers.length - 1, 'batchNorm', 'position'];
  const message = `${loss} takes the logarithm of probabilities, and after batch normalization the outputs of the last layer are none. Normalize before the activation, or not on the last layer.`;
  const fix = source.fixTo(path, 'beforeActivation');
  return [withFix(error('batch-norm-output', source.rangeOf(path), message), fix)];
}

function normalizationOf(layer: LayerSpec | undefined) {
  return layer !== undefined && 'activation' in layer ? layer.batchNorm : undefined;
}
