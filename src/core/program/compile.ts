/**
 * From a network to its program: the straight list of instructions of one iteration, all shapes known.
 *
 * The list of names is the same for every minibatch of a run; only the number of columns differs in a short
 * last one, so such a run has two programs over the same tensors.
 */
import type { LayerSpec, NetworkSpec } from '../../network/spec';
import { losses } from '../losses/loss';
import type { Shape } from '../tensor/shape';
import type { TensorRole, TensorSpec } from '../tensor/tensorSpec';
import { activateBackward, activateForward } from './activate';
import { batchInstruction } from './batch';
import { costInstruction, fusedGradient, squaredErrorGradient } from './cost';
import { denseBiasGradient, denseForward, denseInputGradient, denseWeightGradient } from './dense';
import type { Instruction } from './instruction';
import { optimizerState, sharedUpdate, updateInstructions } from './update';

export interface Program {
  readonly instructions: readonly Instruction[];
  /** In the order in which an iteration meets them; the persistent ones are not contiguous here. */
  readonly tensors: readonly TensorSpec[];
  /** Samples of the minibatch this program is for. */
  readonly columns: number;
}

/** Sizes that the data decides. */
export interface ProgramSizes {
  readonly features: number;
  readonly outputs: number;
  /** Samples in the training split. */
  readonly count: number;
  /** Samples of this minibatch; the batch size, or fewer in the last one of an epoch. */
  readonly columns: number;
  /** Samples of every other minibatch. */
  readonly batchSize: number;
}

export function compileProgram(spec: NetworkSpec, sizes: ProgramSizes): Program {
  const layers = connectLayers(spec.layers, sizes);
  const last = layers.at(-1);
  if (last === undefined) throw new RangeError('A program needs at least one layer.');
  const shared = sharedUpdate(spec.optimizer);
  return {
    columns: sizes.columns,
    instructions: [
      batchInstruction({ ...sizes, ...spec.training, batchSize: sizes.batchSize }),
      ...layers.flatMap((layer) => [denseForward(layer), activateForward(layer)]),
      costInstruction({ ...last, loss: spec.loss }),
      ...backward(spec, layers),
      ...shared.instructions,
      ...layers.flatMap((layer) => parameterUpdates(spec, layer)),
    ],
    tensors: describeTensors(spec, sizes, layers).concat(shared.tensors),
  };
}

interface ConnectedLayer {
  readonly layer: number;
  readonly input: string;
  readonly inputs: number;
  readonly units: number;
  readonly columns: number;
  readonly activation: LayerSpec['activation'];
}

function connectLayers(
  layers: readonly LayerSpec[],
  { features, columns }: ProgramSizes,
): readonly ConnectedLayer[] {
  return layers.map(({ units, activation }, index) => ({
    layer: index + 1,
    input: index === 0 ? 'X' : `A${index}`,
    inputs: layers[index - 1]?.units ?? features,
    units,
    columns,
    activation,
  }));
}

function backward(spec: NetworkSpec, layers: readonly ConnectedLayer[]): readonly Instruction[] {
  return layers
    .toReversed()
    .flatMap((layer, distance) => [
      ...(distance === 0 ? outputGradient(spec, layer) : [activateBackward(layer)]),
      denseWeightGradient(layer),
      denseBiasGradient(layer),
      ...(layer.layer > 1 ? [denseInputGradient(layer)] : []),
    ]);
}

function outputGradient(spec: NetworkSpec, last: ConnectedLayer): readonly Instruction[] {
  const options = { ...last, loss: spec.loss };
  return losses[spec.loss].fusedWith === last.activation
    ? [fusedGradient(options)]
    : [squaredErrorGradient(options), activateBackward(last)];
}

function parameterUpdates(spec: NetworkSpec, layer: ConnectedLayer): readonly Instruction[] {
  return parametersOf(layer).flatMap(({ name, shape }) =>
    updateInstructions({
      optimizer: spec.optimizer,
      parameter: name,
      shape,
      layer: layer.layer,
    }),
  );
}

function parametersOf({
  layer,
  units,
  inputs,
}: ConnectedLayer): readonly { readonly name: string; readonly shape: Shape }[] {
  return [
    { name: `W${layer}`, shape: [units, inputs] },
    { name: `b${layer}`, shape: [units, 1] },
  ];
}

function describeTensors(
  spec: NetworkSpec,
  { features, outputs, columns }: ProgramSizes,
  layers: readonly ConnectedLayer[],
): readonly TensorSpec[] {
  const element = spec.training.precision;
  const isFused = losses[spec.loss].fusedWith === layers.at(-1)?.activation;
  const describe = (name: string, shape: Shape, role: TensorRole): TensorSpec => ({
    name,
    shape,
    role,
    element,
    persistent: role === 'parameter' || role === 'optimizerState' || role === 'hyperparameter',
  });
  const tensorsOf = (current: ConnectedLayer): readonly TensorSpec[] => {
    const { layer, units } = current;
    const batch: Shape = [units, columns];
    const hasOutputGradient = layer < layers.length || !isFused;
    const parameters = parametersOf(current);
    return [
      ...parameters.map(({ name, shape }) => describe(name, shape, 'parameter')),
      describe(`Z${layer}`, batch, 'activation'),
      describe(`A${layer}`, batch, 'activation'),
      ...(hasOutputGradient ? [describe(`dA${layer}`, batch, 'gradient')] : []),
      describe(`dZ${layer}`, batch, 'gradient'),
      ...parameters.map(({ name, shape }) => describe(`d${name}`, shape, 'gradient')),
      ...parameters.flatMap(({ name, shape }) =>
        optimizerState(spec.optimizer, name).map((state) =>
          describe(state, shape, 'optimizerState'),
        ),
      ),
    ];
  };
  return [
    describe('X', [features, columns], 'data'),
    describe('Y', [outputs, columns], 'data'),
    { ...describe('J', [1, 1], 'cost'), element: 'float64' },
    { ...describe('learningRate', [1, 1], 'hyperparameter'), element: 'float64' },
    ...layers.flatMap((current) =>
      tensorsOf(current).map((tensor) => ({ ...tensor, layer: current.layer })),
    ),
  ];
}
