import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { Evaluator } from '../../../src/core';
import { loadKernels } from '../../../src/trainer/kernels';
import { readNpzFile } from '../../support/npzFile';
import { openCase, referenceCases, referenceFolder } from './referenceCase';

const instantiateKernels = loadKernels('dist/kernels.wasm')('strict').instantiate;

/** No distance, in the place of one that is not told. */
const absent = -1;

describe('an evaluator', () => {
  // With their running averages and without their masks. 40 times the samples have the same mean, and are
  // full batches and a short one.
  it.each(referenceCases)('has the cost and the metrics of NumPy for %s', async (name) => {
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
      const evaluation = evaluator.evaluate(machine.persistentBytes());
      const { cost, accuracy, classes, meanAbsoluteError } = evaluation;
      const all = (metric: string) => {
        const values = expected.get(`all.${metric}`)?.values;
        return values && Array.from(values);
      };
      const isSum = spec.loss === 'sumSquaredError';
      expect(cost).toBeCloseTo(all('cost')![0]! * (isSum ? times : 1), 10);
      expect(accuracy).toEqual(all('accuracy')?.[0]);
      expect(meanAbsoluteError ?? absent).toBeCloseTo(all('meanAbsoluteError')?.[0] ?? absent, 10);
      for (const name of ['samples', 'right', 'confusion'] as const) {
        const counts = classes?.[name];
        expect(counts && [...counts]).toEqual(all(name)?.map((count) => count * times));
      }
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
