/**
 * What could be read of a network file, right or not: the editor shows shapes while the user is still typing.
 *
 * Values that follow from others are filled in here: the loss from the last activation, whether the two are
 * fused, one-hot targets from the loss.
 */
import type { NetworkFile } from './catalogue/network';
import { dataSpec } from './dataSpec';
import { layerSpec, type LayerFile } from './layerSpec';
import type { ActivationKind, LayerSpec, LossKind, NetworkSpec, TrainingSpec } from './spec';

export interface NetworkDraft extends Partial<Omit<NetworkSpec, 'layers'>> {
  /** A layer with something wrong in it is undefined, so that the others keep their numbers. */
  readonly layers: readonly (LayerSpec | undefined)[];
}

export function createDraft(
  file: Partial<Omit<NetworkFile, 'layers'>>,
  layerFiles: readonly (LayerFile | undefined)[],
): NetworkDraft {
  const { data, loss: givenLoss, fused, training, ...rest } = file;
  const layers = layerFiles.map((layer) => (layer === undefined ? undefined : layerSpec(layer)));
  const last = activationOf(layers.at(-1));
  const loss = givenLoss ?? usualLoss(last);
  return {
    ...rest,
    layers,
    ...(loss && { loss, fused: fused ?? isFusedPair(loss, last) }),
    ...(data && { data: dataSpec(data, loss) }),
    ...(training && { training: trainingSpec(training) }),
  };
}

/** The whole network, when nothing of it is missing. */
export function completed(draft: NetworkDraft): NetworkSpec | undefined {
  const { name, dialect, data, loss, fused, logForm, gradientScale, optimizer, training } = draft;
  const layers = draft.layers.filter((layer) => layer !== undefined);
  if (name === undefined || dialect === undefined || data === undefined) return undefined;
  if (loss === undefined || fused === undefined || logForm === undefined) return undefined;
  if (gradientScale === undefined || optimizer === undefined) return undefined;
  if (training === undefined || layers.length === 0) return undefined;
  if (layers.length < draft.layers.length) return undefined;
  const { weightDecay, random } = draft;
  return {
    name,
    dialect,
    data,
    layers,
    loss,
    fused,
    logForm,
    gradientScale,
    ...(weightDecay && { weightDecay }),
    optimizer,
    ...(random && { random }),
    training,
  };
}

/** None of a layer that only rearranges or pools. */
export function activationOf(layer: LayerSpec | undefined): ActivationKind | undefined {
  return layer !== undefined && 'activation' in layer ? layer.activation : undefined;
}

/** Whether dZ = A - Y stands for the gradients of both. */
export function isFusedPair(loss: LossKind, activation: ActivationKind | undefined): boolean {
  return activation !== undefined && pairedActivations[loss] === activation;
}

/** The activation without which a loss has no meaning, and with which it is fused. */
export const pairedActivations: Readonly<Partial<Record<LossKind, ActivationKind>>> = {
  binaryCrossEntropy: 'sigmoid',
  categoricalCrossEntropy: 'softmax',
};

function usualLoss(activation: ActivationKind | undefined): LossKind | undefined {
  if (activation === undefined) return undefined;
  if (activation === 'sigmoid') return 'binaryCrossEntropy';
  return activation === 'softmax' ? 'categoricalCrossEntropy' : 'squaredError';
}

function trainingSpec({ earlyStopping, ...rest }: NetworkFile['training']): TrainingSpec {
  return { ...rest, ...(earlyStopping && { earlyStopping }) };
}
