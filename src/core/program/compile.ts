/**
 * From a network to its program: the straight list of instructions of one iteration, all shapes known.
 *
 * The list of names is the same for every minibatch of a run; only the number of columns differs in a short
 * last one, so such a run has two programs over the same tensors.
 */
import type { NetworkSpec } from '../../network/spec';
import type { TensorSpec } from '../tensor/tensorSpec';
import { batchInstruction } from './batch';
import { costInstruction, outputGradient } from './cost';
import { describeTensors } from './describeTensors';
import type { Instruction } from './instruction';
import { layerStages } from './layers';
import type { Stage } from './stage';
import { sharedUpdate, updateInstructions } from './update';

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
  const { features, columns } = sizes;
  const stages = layerStages(spec.layers, { name: 'X', shape: [features, columns] });
  const last = stages.at(-1);
  const before = stages.at(-2);
  const activation = spec.layers.at(-1)?.activation;
  if (last === undefined || before === undefined || activation === undefined) {
    throw new RangeError('A program needs at least one layer.');
  }
  const cost = { loss: spec.loss, activation, ...last, input: before.output };
  const start = outputGradient(cost);
  const shared = sharedUpdate(spec.optimizer);
  return {
    columns,
    instructions: [
      batchInstruction({ ...sizes, ...spec.training, batchSize: sizes.batchSize }),
      ...stages.flatMap(({ forward }) => forward),
      costInstruction(cost),
      start.instruction,
      ...backward(start.replacesLastStage ? stages.slice(0, -1) : stages),
      ...shared.instructions,
      ...stages.flatMap((stage) => parameterUpdates(spec, stage)),
    ],
    tensors: [
      ...describeTensors(spec, sizes, { stages, start: start.instruction }),
      ...shared.tensors,
    ],
  };
}

function backward(stages: readonly Stage[]): readonly Instruction[] {
  return stages.toReversed().flatMap((stage) => stage.backward);
}

function parameterUpdates(
  { optimizer }: NetworkSpec,
  { layer, parameters }: Stage,
): readonly Instruction[] {
  return parameters.flatMap(({ name, shape }) =>
    updateInstructions({ optimizer, parameter: name, shape, layer }),
  );
}
