/** From the layers of a network to the stages of its program, each fed by the one before. */
import type { Conv2dLayerSpec, DenseLayerSpec, LayerSpec } from '../../network/spec';
import { matrixShape } from '../tensor/shape';
import { activationStage } from './activate';
import { batchNormStages } from './batchNorm';
import type { ProgramSizes } from './programSizes';
import { convolutionStages } from './convolution';
import { denseStage } from './dense';
import { dropoutStage } from './dropout';
import { flattenStage } from './flatten';
import { poolingStage } from './pooling';
import type { NamedShape, Stage } from './stage';
import { windowsOver } from './windows';

export interface LayerContext {
  readonly seed: number;
  /** 1/m in the gradients of parameters, or 1 where the gradient of the cost has it already. */
  readonly parameterScale: number;
}

/** The data, `X`: images where the first layer reads images, and columns of features for a dense one. */
export function inputOf(
  [first]: readonly LayerSpec[],
  { features, inputShape, columns }: Pick<ProgramSizes, 'features' | 'inputShape' | 'columns'>,
): NamedShape {
  const sample = first?.type === 'dense' ? [features] : (inputShape ?? [features]);
  return { name: 'X', shape: [...sample, columns] };
}

/** `input` is the data, `X`. */
export function layerStages(
  layers: readonly LayerSpec[],
  input: NamedShape,
  context: LayerContext,
): readonly Stage[] {
  const stages: Stage[] = [];
  layers.forEach((spec, index) => {
    const before = stages.at(-1)?.output ?? input;
    stages.push(...stagesOf(spec, { layer: index + 1, input: before, ...context }));
  });
  return stages;
}

interface LayerPlace extends LayerContext {
  /** Counted from 1. */
  readonly layer: number;
  readonly input: NamedShape;
}

function stagesOf(spec: LayerSpec, place: LayerPlace): readonly Stage[] {
  const { input } = place;
  switch (spec.type) {
    case 'dense':
      return activated(spec, [denseOf(spec, place)], place);
    case 'conv2d':
      return activated(spec, convolutionOf(spec, place), place);
    case 'maxPool2d': {
      const windows = windowsOver(input.shape, { ...spec, padding: [0, 0] });
      return [poolingStage({ ...place, windows, kind: { pool: 'maximum', ties: spec.ties } })];
    }
    case 'averagePool2d': {
      const windows = windowsOver(input.shape, { ...spec, padding: [0, 0] });
      return [poolingStage({ ...place, windows, kind: { pool: 'average' } })];
    }
    case 'flatten':
      return [flattenStage(place)];
    default:
      return spec satisfies never;
  }
}

function denseOf({ units }: DenseLayerSpec, place: LayerPlace): Stage {
  const { rows, columns } = matrixShape(place.input.shape);
  return denseStage({ ...place, input: place.input.name, inputs: rows, units, columns });
}

function convolutionOf(spec: Conv2dLayerSpec, place: LayerPlace): readonly Stage[] {
  const windows = windowsOver(place.input.shape, { ...spec, size: spec.kernel });
  return convolutionStages({ ...place, filters: spec.filters, windows });
}

/** Normalization before the activation, the activation, normalization behind it, dropout: what is asked for. */
function activated(
  { activation, batchNorm, dropout }: DenseLayerSpec | Conv2dLayerSpec,
  linear: readonly Stage[],
  { layer, seed, parameterScale }: LayerPlace,
): readonly Stage[] {
  const stages = [...linear];
  const output = (): NamedShape => stages.at(-1)!.output;
  const normalize = (position: 'beforeActivation' | 'afterActivation'): void => {
    if (batchNorm?.position !== position) return;
    stages.push(...batchNormStages({ layer, input: output(), spec: batchNorm, parameterScale }));
  };
  normalize('beforeActivation');
  const { name, shape } = output();
  stages.push(activationStage({ layer, activation, input: name, shape }));
  normalize('afterActivation');
  if (dropout !== undefined) {
    stages.push(dropoutStage({ layer, input: output(), spec: dropout, seed }));
  }
  return stages;
}
