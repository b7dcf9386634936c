/**
 * What a layer of a network file means: the initializer that follows from the activation, windows that touch
 * where no stride is given, and what is switched off left out.
 */
import type { NetworkFile } from './catalogue/network';
import type {
  ActivationKind,
  BatchNormSpec,
  DenseLayerSpec,
  DropoutSpec,
  InitializerSpec,
  LayerSpec,
} from './spec';

export type LayerFile = NetworkFile['layers'][number];

export function layerSpec(file: LayerFile): LayerSpec {
  switch (file.type) {
    case 'dense': {
      const { type, units } = file;
      return { type, units, ...activated(file) };
    }
    case 'conv2d': {
      const { type, filters, kernel, stride, padding } = file;
      return { type, filters, kernel, stride, padding, ...activated(file) };
    }
    case 'maxPool2d':
    case 'averagePool2d':
      return { ...file, stride: file.stride ?? file.size };
    case 'flatten':
      return file;
    default:
      return file satisfies never;
  }
}

type Activated = Extract<LayerFile, { readonly activation: unknown }>;

function activated(
  file: Activated,
): Pick<DenseLayerSpec, 'activation' | 'initializer' | 'batchNorm' | 'dropout'> {
  const { activation, initializer = usualInitializer(activation) } = file;
  const batchNorm = file.batchNorm && batchNormSpec(file.batchNorm);
  const dropout = file.dropout && dropoutSpec(file.dropout);
  return {
    activation,
    initializer,
    ...(batchNorm && { batchNorm }),
    ...(dropout && { dropout }),
  };
}

function usualInitializer(activation: ActivationKind): InitializerSpec {
  return { type: cutsHalf.has(activation) ? 'he' : 'xavier' };
}

/** Activations that let through about the positive half of Z. */
const cutsHalf: ReadonlySet<ActivationKind> = new Set(['relu', 'leakyRelu', 'elu', 'gelu', 'silu']);

function batchNormSpec(file: Exclude<Activated['batchNorm'], false | undefined>): BatchNormSpec {
  return { ...file, initialVariance: file.initialVariance === 0 ? 0 : 1 };
}

/** None where neither of the two numbers is given, which a rule reports. */
function dropoutSpec({
  keep,
  ratio,
  form,
}: NonNullable<Activated['dropout']>): DropoutSpec | undefined {
  if (keep !== undefined) return { keep, form };
  return ratio === undefined ? undefined : { keep: 1 - ratio, form };
}
