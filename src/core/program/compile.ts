/**
 * From a network to its program: the straight list of instructions of one iteration, all shapes known.
 *
 * The list of names is the same for every minibatch of a run; only the number of columns differs in a short
 * last one, so such a run has two programs over the same tensors.
 */
import type { NetworkSpec } from '../../network/spec';
import { losses } from '../losses/loss';
import type { TensorSpec } from '../tensor/tensorSpec';
import { batchInstruction } from './batch';
import { costDecayFactor, costInstruction } from './cost';
import { describeTensors } from './describeTensors';
import type { Instruction } from './instruction';
import { inputOf, layerStages } from './layers';
import { outputGradient } from './outputGradient';
import type { ProgramSizes } from './programSizes';
import type { Stage } from './stage';
import { compileUpdates } from './update/compileUpdates';

export interface Program {
  readonly instructions: readonly Instruction[];
  /** In the order in which an iteration meets them; the persistent ones are not contiguous here. */
  readonly tensors: readonly TensorSpec[];
  /** Samples of the minibatch this program is for. */
  readonly columns: number;
  /** What the last layer gives: `A3`. */
  readonly output: string;
  /** For each parameter the tensor with the gradient of the cost: `dW1`, or `gW1` where decay is in the cost. */
  readonly gradients: ReadonlyMap<string, string>;
}

export function compileProgram(spec: NetworkSpec, sizes: ProgramSizes): Program {
  const { columns, batchSize } = sizes;
  const scales = gradientScales(spec, columns);
  const stages = stagesOf(spec, sizes, scales.parameter);
  const start = outputGradient({ ...spec, ...outputOf(spec, stages), scale: scales.output });
  const decayFactor = costDecayFactor(spec.weightDecay, columns);
  const updates = compileUpdates(spec, stages, sizes);
  return {
    columns,
    output: stages.at(-1)?.output.name ?? '',
    gradients: updates.costGradients,
    instructions: [
      batchInstruction({ ...sizes, ...spec.training, batchSize }),
      ...stages.flatMap(({ forward }) => forward),
      costInstruction({
        ...spec,
        ...outputOf(spec, stages),
        decayed: decayFactor === 0 ? [] : weightsOf(stages),
        decayFactor,
      }),
      start.instruction,
      ...(start.replacesLastStage ? stages.slice(0, -1) : stages)
        .toReversed()
        .flatMap((stage) => [...stage.backward, ...updates.decayOf(stage)]),
      ...updates.instructions,
    ],
    tensors: describeTensors(spec, sizes, { stages, start: start.instruction, updates }),
  };
}

/**
 * The program of an evaluation: forward to the cost, with running statistics and no dropout, and without
 * weight decay in the cost. Its tensors are those of training, so both can share a persistent block.
 */
export function compileEvaluation(spec: NetworkSpec, sizes: ProgramSizes): Program {
  const stages = stagesOf(spec, sizes, 1);
  const training = compileProgram(spec, sizes);
  const plain = costInstruction({
    ...spec,
    ...outputOf(spec, stages),
    decayed: [],
    decayFactor: 0,
  });
  return {
    ...training,
    instructions: [
      batchInstruction({ ...sizes, ...spec.training, batchSize: sizes.batchSize }),
      ...stages.flatMap(({ forward, evaluation }) => evaluation ?? forward),
      plain,
    ],
  };
}

function stagesOf(
  { layers, training }: NetworkSpec,
  sizes: ProgramSizes,
  parameterScale: number,
): readonly Stage[] {
  return layerStages(layers, inputOf(layers, sizes), { seed: training.seed, parameterScale });
}

/** The 1/m of a mean cost stands in the gradients of the parameters, or in the first gradient of all. */
function gradientScales(
  { loss, gradientScale }: NetworkSpec,
  samples: number,
): { readonly output: number; readonly parameter: number } {
  if (losses[loss].isSum === true) return { output: 1, parameter: 1 };
  return gradientScale === 'perSample'
    ? { output: 1, parameter: 1 / samples }
    : { output: 1 / samples, parameter: 1 };
}

function outputOf(
  { layers }: NetworkSpec,
  stages: readonly Stage[],
): Pick<Parameters<typeof outputGradient>[0], 'layer' | 'activation' | 'input' | 'output'> {
  const last = stages.at(-1);
  const before = stages.at(-2);
  const layer = layers.at(-1);
  if (
    last === undefined ||
    before === undefined ||
    layer === undefined ||
    !('activation' in layer)
  ) {
    throw new RangeError('A program needs a last layer with an activation.');
  }
  return {
    layer: last.layer,
    activation: layer.activation,
    input: before.output,
    output: last.output,
  };
}

function weightsOf(stages: readonly Stage[]): Stage['parameters'] {
  return stages.flatMap(({ parameters }) => parameters.filter(({ name }) => name.startsWith('W')));
}
