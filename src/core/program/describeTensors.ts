/** Every tensor of a program: what the stages write and change, the gradient of each, and what updates need. */
import type { NetworkSpec } from '../../network/spec';
import type { Shape } from '../tensor/shape';
import type { TensorRole, TensorSpec } from '../tensor/tensorSpec';
import type { ProgramSizes } from './programSizes';
import type { Instruction } from './instruction';
import { inputOf } from './layers';
import type { NamedShape, Stage } from './stage';
import type { Updates } from './update/compileUpdates';

export interface ProgramParts {
  readonly stages: readonly Stage[];
  /** The instruction with which backpropagation begins. */
  readonly start: Instruction;
  readonly updates: Updates;
}

const persistentRoles: ReadonlySet<TensorRole> = new Set([
  'parameter',
  'optimizerState',
  'statistics',
  'hyperparameter',
]);

export function describeTensors(
  spec: NetworkSpec,
  sizes: ProgramSizes,
  { stages, start, updates }: ProgramParts,
): readonly TensorSpec[] {
  const describe = (name: string, shape: Shape, role: TensorRole): TensorSpec => ({
    name,
    shape,
    role,
    element: spec.training.precision,
    persistent: persistentRoles.has(role),
  });
  const backward = [start, ...stages.flatMap((stage) => stage.backward)];
  const gradients = new Set(backward.flatMap(({ writes }) => writes));
  const gradientOf = ({ name, shape }: NamedShape): readonly TensorSpec[] =>
    gradients.has(`d${name}`) ? [describe(`d${name}`, shape, 'gradient')] : [];
  const tensorsOf = (layer: number): readonly TensorSpec[] => {
    const own = stages.filter((stage) => stage.layer === layer);
    const parameters = own.flatMap((stage) => stage.parameters);
    const results = own.map(({ output }) => output);
    return [
      ...parameters.map(({ name, shape }) => describe(name, shape, 'parameter')),
      ...own.flatMap(({ others = [], output }) => [
        ...others.map(({ name, shape, role }) => describe(name, shape, role)),
        describe(output.name, output.shape, 'activation'),
      ]),
      ...results.toReversed().flatMap(gradientOf),
      ...parameters.flatMap(gradientOf),
      ...parameters
        .flatMap((parameter) => updates.tensorsOf({ ...parameter, layer }))
        .map(({ name, shape, role }) => describe(name, shape, role)),
    ];
  };
  const layers = [...new Set(stages.map(({ layer }) => layer))];
  return [
    describe('X', inputOf(spec.layers, sizes).shape, 'data'),
    describe('Y', [sizes.outputs, sizes.columns], 'data'),
    { ...describe('J', [1, 1], 'cost'), element: 'float64' },
    { ...describe('learningRate', [1, 1], 'hyperparameter'), element: 'float64' },
    ...layers.flatMap((layer) => tensorsOf(layer).map((tensor) => ({ ...tensor, layer }))),
    ...updates.shared,
  ];
}
