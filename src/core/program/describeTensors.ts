/** Every tensor of a program: what the stages write and change, and the gradient of each. */
import type { NetworkSpec } from '../../network/spec';
import type { Shape } from '../tensor/shape';
import type { TensorRole, TensorSpec } from '../tensor/tensorSpec';
import type { Instruction } from './instruction';
import type { NamedShape, Stage } from './stage';
import { optimizerState } from './update';

export interface StagesAndStart {
  readonly stages: readonly Stage[];
  /** The instruction with which backpropagation begins. */
  readonly start: Instruction;
}

export function describeTensors(
  spec: NetworkSpec,
  { features, outputs, columns }: Record<'features' | 'outputs' | 'columns', number>,
  { stages, start }: StagesAndStart,
): readonly TensorSpec[] {
  const describe = (name: string, shape: Shape, role: TensorRole): TensorSpec => ({
    name,
    shape,
    role,
    element: spec.training.precision,
    persistent: role === 'parameter' || role === 'optimizerState' || role === 'hyperparameter',
  });
  const gradients = new Set(
    [start, ...stages.flatMap((stage) => stage.backward)].flatMap(({ writes }) => writes),
  );
  const gradientOf = ({ name, shape }: NamedShape): readonly TensorSpec[] =>
    gradients.has(`d${name}`) ? [describe(`d${name}`, shape, 'gradient')] : [];
  const tensorsOf = (layer: number): readonly TensorSpec[] => {
    const own = stages.filter((stage) => stage.layer === layer);
    const parameters = own.flatMap((stage) => stage.parameters);
    const outputs = own.map(({ output }) => output);
    return [
      ...parameters.map(({ name, shape }) => describe(name, shape, 'parameter')),
      ...outputs.map(({ name, shape }) => describe(name, shape, 'activation')),
      ...outputs.toReversed().flatMap(gradientOf),
      ...parameters.flatMap(gradientOf),
      ...parameters.flatMap(({ name, shape }) =>
        optimizerState(spec.optimizer, name).map((state) =>
          describe(state, shape, 'optimizerState'),
        ),
      ),
    ];
  };
  const layers = [...new Set(stages.map(({ layer }) => layer))];
  return [
    describe('X', [features, columns], 'data'),
    describe('Y', [outputs, columns], 'data'),
    { ...describe('J', [1, 1], 'cost'), element: 'float64' },
    { ...describe('learningRate', [1, 1], 'hyperparameter'), element: 'float64' },
    ...layers.flatMap((layer) => tensorsOf(layer).map((tensor) => ({ ...tensor, layer }))),
  ];
}
