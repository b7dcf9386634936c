import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { Evaluator } from '../../../src/core';
import { loadKernels } from '../../../src/trainer/kernels';
import { readNpzFile } from '../../support/npzFile';
import { openCase, referenceCases, referenceFolder } from './referenceCase';

const instantiateKernels = loadKernels('dist/kernels.wasm')('strict').instantiate;

describe('an evaluator', () => {
  // With their running averages and without their masks. 40 times the samples have the same mean, and are
  // full batches and a short one.
  it.each(referenceCases)('has the cost and the accuracy of NumPy for %s', async (name) => {
    const expected = readNpzFile(path.join(referenceFolder, name, 'expected.npz'));
    const { machine, timeline, spec, dataset } = await openCase(name);
    timeline.seek({ iteration: 3, instruction: timeline.end.instruction });
    for (const times of [1, 40]) {
      const samples = repeated(dataset.train, times);
      const evaluator = new Evaluator({
        ...dataset,
        kernels: instantiateKernels(),
        spec,
        samples,
      });
      const { cost, accuracy } = evaluator.evaluate(machine.persistentBytes());
      const all = expected.get('all.cost')!.values[0]!;
      expect(cost).toBeCloseTo(spec.loss === 'sumSquaredError' ? times * all : all, 10);
      expect(accuracy).toEqual(expected.get('all.accuracy')?.values[0]);
    }
  });

  it('sees the parameters it is given, not those it began with', async () => {
    const { machine, timeline, spec, dataset } = await openCase('adam');
    const samples = dataset.train;
    const evaluator = new Evaluator({ ...dataset, kernels: instantiateKernels(), spec, samples });
    const before = evaluator.evaluate(machine.persistentBytes());
    timeline.seek({ iteration: 3, instruction: timeline.end.instruction });
    const after = evaluator.evaluate(machine.persistentBytes());
    expect(after.cost).toBeLessThan(before.cost);
  });
});

function repeated(
  {
    count,
    inputs,
    targets,
  }: { count: number; inputs: ArrayLike<number>; targets: ArrayLike<number> },
  times: number,
) {
  const repeat = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(
      { length: values.length * times },
      (_, index) => values[index % values.length]!,
    );
  return { count: count * times, inputs: repeat(inputs), targets: repeat(targets) };
}
