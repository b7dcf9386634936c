/** From the parameters of a network to the instructions that change them, and the tensors these need. */
import type { NetworkSpec } from '../../../network/spec';
import type { TensorRole } from '../../tensor/tensorSpec';
import type { Instruction } from '../instruction';
import type { NamedShape, Stage } from '../stage';
import {
  clippedGradient,
  decayedGradient,
  decayFactor,
  gradientSquares,
  sumGradientSquares,
  type LayerParameter,
} from './gradients';
import { lookAheads, optimizerState, sharedUpdate, updateInstructions } from './optimizer';
import { scheduleInstructions } from './schedule';

export interface Updates {
  /** Weight decay of a stage's parameters, where it is part of the cost and so of the backward pass. */
  decayOf(stage: Stage): readonly Instruction[];
  /** The update phase. */
  readonly instructions: readonly Instruction[];
  /** Tensors of a parameter beside itself and its gradient. */
  tensorsOf(parameter: LayerParameter): readonly (NamedShape & { readonly role: TensorRole })[];
  /** Tensors that serve all parameters; scalars are float64. */
  readonly shared: ReturnType<typeof sharedUpdate>['tensors'];
  readonly costGradients: ReadonlyMap<string, string>;
}

export interface UpdateSizes {
  /** Samples of this minibatch. */
  readonly columns: number;
  readonly count: number;
  readonly batchSize: number;
}

export function compileUpdates(
  spec: NetworkSpec,
  stages: readonly Stage[],
  { columns, count, batchSize }: UpdateSizes,
): Updates {
  const { optimizer, weightDecay, training } = spec;
  const { clip } = optimizer;
  const parameters = stages.flatMap((stage) => parametersOf(stage));
  const decay = (parameter: NamedShape): number | undefined =>
    decayFactor(parameter, weightDecay, columns);
  const decayed = ({ name, shape }: NamedShape): NamedShape => ({
    name: decay({ name, shape }) === undefined ? `d${name}` : `g${name}`,
    shape,
  });
  // In the course and the book the penalty is in the cost, and its gradient is clipped with the rest;
  // PyTorch's optimizers add the decay to what clipping has left.
  const decaysLast = weightDecay?.form === 'pytorch';
  const unclipped = (parameter: NamedShape): NamedShape =>
    decaysLast ? { ...parameter, name: `d${parameter.name}` } : decayed(parameter);
  const clipped = (parameter: LayerParameter): readonly Instruction[] =>
    clip === undefined ? [] : clippedGradient(parameter, unclipped(parameter).name, clip);
  const decayStep = (parameter: LayerParameter): readonly Instruction[] => {
    const factor = decay(parameter);
    if (factor === undefined) return [];
    if (!decaysLast) return [decayedGradient(parameter, { factor, phase: 'backward' })];
    const source = clipped(parameter).at(-1)?.name ?? `d${parameter.name}`;
    return [decayedGradient(parameter, { factor, phase: 'update', source })];
  };
  const lastGradient = (parameter: LayerParameter): string =>
    (decaysLast ? undefined : clipped(parameter).at(-1)?.name) ?? decayed(parameter).name;
  const shared = sharedUpdate(optimizer);
  const sum =
    clip?.norm === undefined
      ? []
      : [sumGradientSquares(parameters.map(lengthSource(clip.value, unclipped)))];
  return {
    decayOf: (stage) => (decaysLast ? [] : parametersOf(stage).flatMap(decayStep)),
    instructions: [
      ...scheduleInstructions({
        schedule: optimizer.schedule ?? { type: 'constant' },
        base: optimizer.learningRate,
        iterationsPerEpoch: Math.ceil(count / batchSize),
        epochs: training.epochs,
      }),
      ...shared.instructions,
      ...clipInOrder(parameters.map(clipped), sum),
      ...stages.flatMap((stage) => [
        ...(stage.update ?? []),
        ...parametersOf(stage).flatMap((parameter) => [
          ...(decaysLast ? decayStep(parameter) : []),
          ...updateInstructions({
            optimizer,
            layer: parameter.layer,
            parameter,
            gradient: lastGradient(parameter),
          }),
        ]),
      ]),
    ],
    tensorsOf: (parameter) => {
      const { name, shape } = parameter;
      const gradient = decayed(parameter);
      return [
        ...(gradient.name === `d${name}` ? [] : [{ ...gradient, role: 'gradient' as const }]),
        ...clipped(parameter).map((step) => ({
          name: step.name,
          shape,
          role: 'gradient' as const,
        })),
        ...lookAheads(optimizer, name).map((ahead) => ({
          name: ahead,
          shape,
          role: 'gradient' as const,
        })),
        ...optimizerState(optimizer, name).map((state) => ({
          name: state,
          shape,
          role: 'optimizerState' as const,
        })),
      ];
    },
    shared: [...shared.tensors, ...(sum.length === 0 ? [] : [gradientSquares])],
    costGradients: new Map(
      parameters.map((parameter) => [parameter.name, unclipped(parameter).name]),
    ),
  };
}

function parametersOf({ parameters, layer }: Stage): readonly LayerParameter[] {
  return parameters.map((parameter) => ({ ...parameter, layer }));
}

/** The gradients whose common length is measured: those whose numbers have been limited, if they are. */
function lengthSource(
  value: number | undefined,
  unclipped: (parameter: NamedShape) => NamedShape,
): (parameter: NamedShape) => NamedShape {
  return (parameter) =>
    value === undefined ? unclipped(parameter) : { ...parameter, name: `l${parameter.name}` };
}

/** All numbers are limited before the length of all together is measured, and shortened after it. */
function clipInOrder(
  steps: readonly (readonly Instruction[])[],
  sum: readonly Instruction[],
): readonly Instruction[] {
  if (sum.length === 0) return steps.flat();
  return [
    ...steps.flatMap((list) => list.slice(0, -1)),
    ...sum,
    ...steps.flatMap((list) => list.slice(-1)),
  ];
}
