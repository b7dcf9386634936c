import { describe, expect, it } from 'vitest';

import { hyperparametersOf } from '../../../src/core';
import type { NetworkSpec } from '../../../src/network/spec';
import { testRun, testSpec, type TestNetwork } from '../../support/runs';

const layers: TestNetwork['layers'] = [
  { units: 3, dropout: { keep: 0.8, form: 'inverted' } },
  { units: 1, activation: 'sigmoid' },
];

function namesIn(network: TestNetwork, change: Partial<NetworkSpec> = {}): readonly string[] {
  return hyperparametersOf({ ...testSpec(network), ...change }).map(({ name }) => name);
}

describe('the hyper-parameters that can change', () => {
  it('are those that the network has', () => {
    expect(namesIn({ layers })).toEqual([
      'learningRate',
      'optimizerBeta1',
      'optimizerBeta2',
      'optimizerEpsilon',
      'dropoutKeep1',
    ]);
    const optimizer = {
      type: 'momentum',
      learningRate: 0.1,
      beta: 0.9,
      form: 'velocity',
      clip: { norm: 1, value: 2 },
    } as const;
    const weightDecay = { lambda: 0.1, form: 'course' } as const;
    expect(namesIn({ layers, optimizer }, { weightDecay })).toEqual([
      'learningRate',
      'optimizerBeta',
      'clipNorm',
      'clipValue',
      'weightDecayLambda',
      'dropoutKeep1',
    ]);
  });

  it.each([
    ['learningRate', [0, 0.1, 1000], [-1, 1001, NaN, Infinity]],
    ['optimizerBeta1', [0, 0.99], [1, -0.1, NaN]],
    ['optimizerEpsilon', [1e-8, 1], [0, 2, NaN]],
    ['dropoutKeep1', [0.1, 1], [0, 1.1, NaN]],
  ])('%s takes %j and not %j', (name, allowed, refused) => {
    const parameter = hyperparametersOf(testSpec({ layers })).find((each) => each.name === name)!;
    expect(allowed.map((value) => parameter.allows(value))).not.toContain(false);
    expect(refused.map((value) => parameter.allows(value))).not.toContain(true);
  });

  it('stand in the network that they are changed in, and in nothing else of it', () => {
    const spec = testSpec({ layers });
    for (const { name, with: change } of hyperparametersOf(spec)) {
      const changed = hyperparametersOf(change(0.5));
      expect(changed.filter(({ value }) => value === 0.5).map((each) => each.name)).toEqual([name]);
    }
  });

  it('take no memory of their own', () => {
    const { machine, spec } = testRun({ layers });
    for (const { with: change } of hyperparametersOf(spec)) {
      const { full } = machine.programsFor(change(0.5));
      expect(full.tensors).toEqual(machine.program.tensors);
    }
  });

  it('hold against a schedule of the learning rate', () => {
    const optimizer = {
      type: 'gradientDescent',
      learningRate: 0.1,
      schedule: { type: 'inverseTime', decay: 1 },
    } as const;
    const { timeline, machine, spec } = testRun({ layers, optimizer });
    timeline.seek({ iteration: 9, instruction: 0 });
    const branch = timeline.branch({
      kind: 'hyperparameter',
      position: timeline.position,
      name: 'learningRate',
      value: 0.25,
    });
    branch.seek({ iteration: 5 * machine.iterationsPerEpoch, instruction: 0 });
    expect(branch.read('learningRate')?.values).toEqual(Float64Array.of(0.25));
    expect(spec.training.epochs).toBeGreaterThan(5);
  });
});
