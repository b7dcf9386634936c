/**
 * What could be read of a network file, right or not: the editor shows shapes while the user is still typing.
 *
 * Values that follow from others are filled in here: the loss from the last activation, the initializer from
 * the layer's activation, one-hot targets from the loss.
 */
import type { NetworkFile } from './catalogue/network';
import type {
  ActivationKind,
  DataSpec,
  InitializerSpec,
  LayerSpec,
  LossKind,
  NetworkSpec,
} from './spec';

export interface NetworkDraft extends Partial<Omit<NetworkSpec, 'layers'>> {
  /** A layer with something wrong in it is undefined, so that the others keep their numbers. */
  readonly layers: readonly (LayerSpec | undefined)[];
}

export type LayerFile = NetworkFile['layers'][number];

export function createDraft(
  file: Partial<Omit<NetworkFile, 'layers'>>,
  layerFiles: readonly (LayerFile | undefined)[],
): NetworkDraft {
  const { data, loss: givenLoss, ...rest } = file;
  const layers = layerFiles.map((layer) => (layer === undefined ? undefined : layerSpec(layer)));
  const loss = givenLoss ?? usualLoss(layers.at(-1)?.activation);
  return {
    ...rest,
    layers,
    ...(loss === undefined ? {} : { loss }),
    ...(data === undefined ? {} : { data: dataSpec(data, loss) }),
  };
}

/** The whole network, when nothing of it is missing. */
export function completed(draft: NetworkDraft): NetworkSpec | undefined {
  const { name, dialect, data, loss, optimizer, random, training } = draft;
  const layers = draft.layers.filter((layer) => layer !== undefined);
  if (name === undefined || dialect === undefined || data === undefined) return undefined;
  if (loss === undefined || optimizer === undefined || training === undefined) return undefined;
  if (layers.length === 0 || layers.length < draft.layers.length) return undefined;
  return { name, dialect, data, layers, loss, optimizer, ...(random && { random }), training };
}

function layerSpec({ type, units, activation, initializer }: LayerFile): LayerSpec {
  return { type, units, activation, initializer: initializer ?? usualInitializer(activation) };
}

function usualInitializer(activation: ActivationKind): InitializerSpec {
  return { type: activation === 'relu' || activation === 'leakyRelu' ? 'he' : 'xavier' };
}

function usualLoss(activation: ActivationKind | undefined): LossKind | undefined {
  if (activation === undefined) return undefined;
  if (activation === 'sigmoid') return 'binaryCrossEntropy';
  return activation === 'softmax' ? 'categoricalCrossEntropy' : 'squaredError';
}

function dataSpec(file: NetworkFile['data'], loss: LossKind | undefined): DataSpec {
  const hasOneTarget = file.source !== 'csv' || file.targets.length === 1;
  const oneHot = file.oneHot ?? (loss === 'categoricalCrossEntropy' && hasOneTarget);
  switch (file.source) {
    case 'gates': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'xor':
    case 'cats': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'moons':
    case 'flower': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 2 };
    }
    case 'circles': {
      const { source: kind, ...rest } = file;
      const factor = file.factor ?? (file.random === undefined ? 0.5 : 0.8);
      return { ...rest, oneHot, source: 'generator', kind, classes: 2, factor };
    }
    case 'spirals': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind };
    }
    case 'blobs': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind };
    }
    case 'digits': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 10 };
    }
    case 'housing': {
      const { source: kind, ...rest } = file;
      return { ...rest, oneHot, source: 'generator', kind, classes: 0 };
    }
    case 'csv':
    case 'npz':
    case 'npy':
      // A list of another length is a problem that a rule reports.
      return { ...file, oneHot } as DataSpec;
    default:
      return { ...file, oneHot };
  }
}
