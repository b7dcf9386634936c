/** Convolution and pooling read images, dense layers and targets are columns; `flatten` stands between them. */
import { featureCount } from '../dataShape';
import type { NetworkDraft } from '../draft';
import { error, warning, withFix } from '../messages';
import type { Problem, ProblemFix } from '../problem';
import { layerSignals, windowsOf, type Signal } from '../signals';
import type { Source } from '../source';
import type { LayerSpec } from '../spec';

export function imageLayers(draft: NetworkDraft, source: Source): readonly Problem[] {
  const signals = layerSignals(draft);
  const problems = draft.layers.flatMap((layer, index) => {
    const { input } = signals[index] ?? {};
    if (layer === undefined || input === undefined) return [];
    return problemOf(layer, { index, input, draft, source });
  });
  return [...problems, ...lastLayer(draft, { output: signals.at(-1)?.output, source })];
}

interface Place {
  readonly index: number;
  readonly input: Signal;
  readonly draft: NetworkDraft;
  readonly source: Source;
}

function problemOf(layer: LayerSpec, place: Place): readonly Problem[] {
  const { index, input, source } = place;
  const range = source.rangeOf(['layers', index, 'type']);
  if (windowsOf(layer) !== undefined && input.images === undefined) {
    const { reason, fix } = flatInput(place);
    const message = `${layer.type} slides windows over images, but ${reason}`;
    return [withFix(error('flat-input', range, message), fix)];
  }
  if (layer.type === 'dense' && input.units === undefined) {
    const message = `A dense layer reads columns, but layer ${index} gives images of ${sizesOf(input)}. Put a layer { "type": "flatten" } between them.`;
    const fix = source.fixBefore(['layers', index], { type: 'flatten' });
    return [withFix(error('images-into-dense', range, message), fix)];
  }
  if (layer.type === 'flatten' && input.images === undefined) {
    const message = `There is nothing to flatten: what layer ${index + 1} reads is columns already. Remove it.`;
    return [warning('nothing-to-flatten', range, message)];
  }
  return [];
}

interface Advice {
  readonly reason: string;
  readonly fix?: ProblemFix | undefined;
}

function flatInput({ index, draft, source }: Place): Advice {
  const { data } = draft;
  if (0 < index) {
    const before = draft.layers[index - 1]?.type ?? 'layer';
    return {
      reason: `layer ${index} (${before}) gives columns. Put it before all flatten and dense layers.`,
    };
  }
  if (data?.source === 'generator') {
    return {
      reason: `${data.kind} makes columns of ${featureCount(data)} numbers. Use images: digits, cats, idx files or a folder of png files.`,
    };
  }
  // Where the number of columns is known and is a square, the image is probably one.
  const side = Math.sqrt((data && featureCount(data)) ?? NaN);
  return {
    reason:
      'the data says nothing of images. Give their shape in "data", "inputShape": [channels, height, width].',
    fix: Number.isInteger(side) ? source.fixTo(['data', 'inputShape'], [1, side, side]) : undefined,
  };
}

function lastLayer(
  { layers }: NetworkDraft,
  { output, source }: { readonly output: Signal | undefined; readonly source: Source },
): readonly Problem[] {
  if (output === undefined || output.units !== undefined) return [];
  const range = source.rangeOf(['layers', layers.length - 1, 'type']);
  const message = `The last layer gives images of ${sizesOf(output)}, and targets are columns. Add a layer { "type": "flatten" } and a dense layer with one unit per target.`;
  return [error('output-images', range, message)];
}

function sizesOf({ images }: Signal): string {
  return `(${images?.join(', ') ?? ''})`;
}
