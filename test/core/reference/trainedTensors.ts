/** What Backstep makes of a network of the reference. */
import { Evaluator, type Dataset, type Machine, type ParameterValues } from '../../../src/core';
import { imageShape } from '../../../src/network/dataShape';
import type { NetworkSpec, Precision } from '../../../src/network/spec';
import { givenDataset, givenMachine } from '../../support/givenMachine';
import { instantiateKernels } from '../../support/runs';
import type { ReferenceNetwork, ReferenceTensor } from './pythonReference';

export type Tensors = ReadonlyMap<string, ReferenceTensor>;

const iterations = [0, 1, 2, 3];

/** Every tensor at the end of iterations 0 to 3, as `0.Z1`, and `evaluation.cost` after them. */
export function trainedTensors(
  written: NetworkSpec,
  network: ReferenceNetwork,
  precision: Precision,
): Tensors {
  const spec = { ...written, training: { ...written.training, precision } };
  const dataset = datasetOf(spec, network);
  const machine = givenMachine({ spec, dataset, start: startOf(network) });
  const tensors = new Map<string, ReferenceTensor>();
  const add = (name: string, shape: readonly number[], values: Float64Array): void => {
    tensors.set(name, { name, shape, values, scale: 0 });
  };
  for (const iteration of iterations) {
    const program = machine.programOf(iteration);
    machine.run(iteration, 0, program.instructions.length);
    for (const { name, shape } of program.tensors) {
      const values = Float64Array.from(machine.view(name, iteration).values);
      add(`${iteration}.${name}`, shape, values);
    }
  }
  add('evaluation.cost', [1, 1], Float64Array.of(evaluatedCost(spec, dataset, machine)));
  return tensors;
}

function evaluatedCost(spec: NetworkSpec, dataset: Dataset, machine: Machine): number {
  const samples = dataset.train;
  const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
  return evaluator.evaluate(machine.persistentBytes()).cost;
}

function datasetOf({ data }: NetworkSpec, { tensors }: ReferenceNetwork): Dataset {
  const dataset = givenDataset(tensors.get('X')!, tensors.get('Y')!);
  const inputShape = imageShape(data);
  return inputShape === undefined ? dataset : { ...dataset, inputShape };
}

function startOf({ tensors }: ReferenceNetwork): ParameterValues {
  const start = [...tensors.values()].filter(({ name }) => name.startsWith('start.'));
  return new Map(start.map(({ name, values }) => [name.slice('start.'.length), values]));
}
