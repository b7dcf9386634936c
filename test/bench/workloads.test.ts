/** The networks that are measured are networks that Backstep reads, with the weights that it expects. */
import { describe, expect, it } from 'vitest';

import {
  count,
  makeArrays,
  networkText,
  parameterShapes,
  workloads,
} from '../../bench/workloads.mjs';
import { compileProgram } from '../../src/core/program/compile';
import { parseNetwork } from '../../src/network/parse';

describe.each(Object.entries(workloads))('workload %s', (_, workload) => {
  const { inputShape, outputs, batchSize, batches } = workload;
  const { spec, problems } = parseNetwork(networkText(workload, { precision: 'float32' }));

  it('is a network file without a problem', () => {
    expect(problems).toEqual([]);
  });

  it('has a weight for every parameter of the program, in its shape', () => {
    const { tensors } = compileProgram(spec!, {
      ...{ features: count(inputShape), outputs, count: batchSize * batches },
      ...{ columns: batchSize, batchSize },
      ...(inputShape.length === 3 ? { inputShape } : {}),
    });
    const parameters = tensors.filter(({ role }) => role === 'parameter');
    expect(parameterShapes(workload)).toEqual(
      Object.fromEntries(parameters.map(({ name, shape }) => [name, shape])),
    );
  });

  it('has as many numbers as the shapes say', () => {
    for (const { name, shape, values } of makeArrays(workload)) {
      expect(values.length, name).toBe(count(shape));
    }
  });
});
