/**
 * The shapes of every layer's tensors, with the reason: which matrix dimensions meet, which windows fit.
 *
 * A size that is not known yet is given by its symbol; see `signals.ts`.
 */
import { trainingSampleCount } from './dataShape';
import type { NetworkDraft } from './draft';
import { outputName, outputShape, shapeLines } from './shapeLines';
import { layerSignals, type Signal, type Size } from './signals';
import type { ImageSize, LayerSpec } from './spec';
import { formatCount } from './wording';

export interface LayerShapes {
  /** From 1. */
  readonly layer: number;
  /** `dense 16, relu` */
  readonly title: string;
  /** `W1 (16, 2)` and so on: every tensor of the forward pass, with its reason. */
  readonly lines: readonly string[];
  /** `(16, 32)`, of A. */
  readonly output: string;
  /** `48`, or `16·n_x + 16` where the input is not known. */
  readonly parameters: string;
}

/** One entry per layer; undefined for a layer that is not right. */
export function describeShapes(draft: NetworkDraft): readonly (LayerShapes | undefined)[] {
  const batch = batchSize(draft);
  const signals = layerSignals(draft);
  // The notes' name for the input; the program calls the same numbers X.
  let inputName = 'A0';
  return draft.layers.map((layer, index) => {
    const { input = {}, output = {} } = signals[index] ?? {};
    const number = index + 1;
    const given = { number, input, inputName, output, batch };
    inputName = layer === undefined ? `A${number}` : outputName(layer, number);
    if (layer === undefined) return undefined;
    return {
      layer: number,
      title: layerTitle(layer),
      lines: shapeLines(layer, given),
      output: outputShape(output, batch),
      parameters: parameterText(layer, input),
    };
  });
}

/** Numbers that a layer learns; undefined while its input is not known. */
export function parameterCount(layer: LayerSpec, input: Signal): number | undefined {
  const terms = parameterTerms(layer, input);
  return terms.every((term) => typeof term === 'number')
    ? terms.reduce((sum, term) => sum + term, 0)
    : undefined;
}

function parameterText(layer: LayerSpec, input: Signal): string {
  const count = parameterCount(layer, input);
  return count === undefined ? parameterTerms(layer, input).join(' + ') : formatCount(count);
}

/** Of W, of b, and of γ and β where there are any. */
function parameterTerms(layer: LayerSpec, { units = 'n', images }: Signal): Size[] {
  if (layer.type === 'dense') return [times(layer.units, units), ...perRow(layer, layer.units)];
  if (layer.type !== 'conv2d') return [0];
  const windowLength = times(layer.kernel[0] * layer.kernel[1], images?.[0] ?? 'c');
  return [times(layer.filters, windowLength), ...perRow(layer, layer.filters)];
}

function perRow({ batchNorm }: { readonly batchNorm?: unknown }, rows: number): Size[] {
  return batchNorm === undefined ? [rows] : [rows, 2 * rows];
}

function times(count: number, size: Size): Size {
  return typeof size === 'number' ? count * size : `${count}·${size}`;
}

function layerTitle(layer: LayerSpec): string {
  switch (layer.type) {
    case 'dense':
      return [`dense ${layer.units}`, ...activatedTitle(layer)].join(', ');
    case 'conv2d':
      return [`conv2d ${layer.filters}`, by(layer.kernel), ...activatedTitle(layer)].join(', ');
    case 'maxPool2d':
    case 'averagePool2d':
      return `${layer.type} ${by(layer.size)}`;
    case 'flatten':
      return layer.type;
    default:
      return layer satisfies never;
  }
}

function activatedTitle({
  activation,
  batchNorm,
  dropout,
}: Extract<LayerSpec, { readonly activation: unknown }>): readonly string[] {
  return [
    activation,
    ...(batchNorm === undefined ? [] : ['batch norm']),
    ...(dropout === undefined ? [] : ['dropout']),
  ];
}

function by([vertical, horizontal]: ImageSize): string {
  return `${vertical}×${horizontal}`;
}

/** A batch larger than the training split is cut to it. */
function batchSize({ data, training }: NetworkDraft): Size {
  if (training === undefined) return 'm';
  const samples = data === undefined ? undefined : trainingSampleCount(data);
  return samples === undefined ? training.batchSize : Math.min(training.batchSize, samples);
}
